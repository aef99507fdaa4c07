"""The programs that may act for somebody: what she lets them do, and stopping them."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.http import form_page
from people.auth import asks_for_pin
from people.errors import TokenNameIsTaken
from people.forms import TokenForm
from people.http import PersonRequest, person_required
from people.permissions import tokens_of
from people.tokens import make_token, revoke_token


@person_required
@require_http_methods(["GET", "POST"])
def tokens(request: PersonRequest) -> HttpResponse:
    """Her programs, and a form to let another one act; its token is shown in the answer and nowhere after."""
    form = TokenForm(request.POST or None, user=request.user, asks_for_old=asks_for_pin(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        last_day = timezone.localdate() + timedelta(days=data["days"])
        try:
            token, secret = make_token(
                request.person, name=data["name"], scopes=data["scopes"], expires_on=last_day, by=request.user
            )
        except TokenNameIsTaken as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return render(request, "people/token_made.html", {"token": token, "secret": secret})
    return form_page(request, "people/tokens.html", form, tokens=tokens_of(request.person))


@person_required
@require_POST
def stop_token(request: PersonRequest, token_id: int) -> HttpResponse:
    """The program may act for her no more."""
    revoke_token(get_object_or_404(tokens_of(request.person), pk=token_id), by=request.user)
    messages.success(request, _("Stopped. The program can do nothing for you any more."))
    return redirect("people:tokens")
