"""Coming into a cohort without its code: by asking, or by an invitation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts import queries, services
from cohorts.enums import EnrolmentStatus
from cohorts.models import Enrolment
from cohorts.permissions import invitations_to
from cohorts.tables import TO_ASK
from core.local_text import language_now
from exchange.http import list_page
from people.enums import Purpose
from people.http import PersonRequest, person_required
from people.permissions import has_agreed


@person_required
@require_safe
def open_cohorts(request: PersonRequest) -> HttpResponseBase:
    """The cohorts that begin soon and that she may ask to join."""
    found = queries.cohorts_to_ask(language_now())
    return list_page(request, "cohorts/open_cohorts.html", TO_ASK, found, {}, name=_("Cohorts that begin soon"))


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """What the cohort is, and the press that asks."""
    cohort = get_object_or_404(queries.cohorts_to_ask(language_now()), pk=cohort_id)
    if request.method == "POST":
        return _led_on(services.apply_to(cohort, request.person, by=request.user))
    stay = services.open_stay(request.person, cohort)
    if stay:  # there is nothing left to ask
        return _led_on(stay)
    may_join = has_agreed(request.person, Purpose.TRAINING)
    context = {
        "cohort": cohort,
        "may_join": may_join,
        "same_course": queries.said_of_same_course(request.person, cohort),
    }
    return render(request, "cohorts/apply.html", context)


@person_required
@require_safe
def invitation(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """Into which cohort she is invited, and by whom."""
    invitations = invitations_to(request.person).select_related("cohort__place", "cohort__organisation")
    found = get_object_or_404(invitations, pk=invitation_id)
    context = {
        "invitation": found,
        "same_course": queries.said_of_same_course(request.person, found.cohort),
        "may_join": has_agreed(request.person, Purpose.TRAINING),
    }
    return render(request, "cohorts/invitation.html", context)


@person_required
@require_POST
def answer_invitation(request: PersonRequest, invitation_id: UUID) -> HttpResponse:
    """She comes, or does not."""
    found = get_object_or_404(invitations_to(request.person).select_related("cohort"), pk=invitation_id)
    if "accept" in request.POST:
        return _led_on(services.accept(found, request.person, by=request.user))
    services.refuse(found, by=request.user)
    messages.success(request, _("You said no. If you change your mind, ask your trainer for the code."))
    return redirect("desk:home")


def _led_on(stay: Enrolment) -> HttpResponse:
    """To the cohort where she takes part, else to where it says how her asking stands."""
    is_in = stay.status == EnrolmentStatus.ACTIVE
    return redirect("cohorts:cohort" if is_in else "cohorts:my-place", stay.cohort_id)
