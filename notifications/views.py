"""The page of one's own notices, and of how one is told of them."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import form_page, is_only_kept
from notifications import services
from notifications.forms import ChoiceForm, DeviceForm
from notifications.permissions import own_notices, own_phones
from notifications.push import public_key
from notifications.queries import choice_of, deliveries_said, said
from notifications.ways import ways_missing
from people.http import PersonRequest, person_required

NOTICES_A_PAGE = 30
DELIVERIES_SHOWN = 12


@person_required
@require_safe
def notice_list(request: PersonRequest) -> HttpResponse:
    """Her notices, the newest first; looking at them marks them read, which keeping them on the phone does not."""
    notices = Paginator(own_notices(request.person), NOTICES_A_PAGE)
    page = notices.get_page(request.GET.get("page"))
    shown = said(request.person, page)
    if not is_only_kept(request):
        services.mark_read(request.person, page)
    return render(request, "notifications/notice_list.html", {"page": page, "lines": shown})


@person_required
@require_http_methods(["GET", "POST"])
def how_told(request: PersonRequest) -> HttpResponse:
    """On which ways news come to her, in which order, and when none does; and what became of the last ones."""
    choice = choice_of(request.person)
    missing = ways_missing(request.person)
    form = ChoiceForm(request.POST or None, missing=missing, initial=ChoiceForm.filled_with(choice, missing))
    if request.method == "POST" and form.is_valid():
        services.choose_ways(request.person, form.channels, **form.quiet)
        messages.success(request, _("It holds from now on."))
        return redirect("notifications:how-told")
    context = {
        "left": deliveries_said(request.person, DELIVERIES_SHOWN),
        "push_key": public_key(),
        "phones": own_phones(request.person).count(),
    }
    return form_page(request, "notifications/how_told.html", form, **context)


@person_required
@require_POST
def allow_device(request: PersonRequest) -> HttpResponse:
    """The browser says where messages for her may be sent; her script asks, and needs no page in answer."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "invalid"}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    services.allow_device(request.person, **form.cleaned_data, by=request.user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@person_required
@require_POST
def stop_devices(request: PersonRequest) -> HttpResponse:
    """Messages appear on none of her phones any more."""
    services.stop_devices(request.person, by=request.user)
    messages.success(request, _("Messages appear on no phone any more."))
    return redirect("notifications:how-told")
