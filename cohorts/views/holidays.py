"""The holidays of places, for who manages there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts import queries, services
from cohorts.errors import HolidayIsKnown
from cohorts.forms import HolidayForm
from cohorts.permissions import holidays_managed_by, manages_programmes
from core.http import form_page
from people.http import PersonRequest, person_required


@person_required
@require_http_methods(["GET", "POST"])
def holiday_list(request: PersonRequest) -> HttpResponse:
    """Those to come, and one more."""
    if not manages_programmes(request.person):
        raise Http404
    form = HolidayForm(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.note_holiday(typed["place"], day=typed["day"], name=typed["name"], by=request.user)
        except HolidayIsKnown as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The holiday is kept. Plans that are made from now on leave it out."))
            return redirect("cohorts:holidays")
    return form_page(request, "cohorts/holidays.html", form, holidays=queries.holidays_to_come(request.person)[:200])


@person_required
@require_POST
def drop(request: PersonRequest, holiday_id: int) -> HttpResponse:
    """Take one back."""
    services.drop_holiday(get_object_or_404(holidays_managed_by(request.person), pk=holiday_id), by=request.user)
    messages.success(request, _("The holiday is taken back."))
    return redirect("cohorts:holidays")
