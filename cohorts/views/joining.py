"""Coming into a cohort by the code on the board."""

import logging

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts import queries, services
from cohorts.enums import EnrolmentStatus
from cohorts.errors import CodeIsUnknown, CohortIsFull
from cohorts.forms import JoinForm
from cohorts.models import Cohort
from cohorts.permissions import trainers_of
from core.errors import Refusal
from core.http import form_page
from people.enums import Purpose
from people.http import PersonRequest, person_required
from people.permissions import has_agreed

TRAINERS_NAMED = 3
logger = logging.getLogger(__name__)


@person_required
@require_http_methods(["GET", "POST"])
def join(request: PersonRequest) -> HttpResponse:
    """Join by the code on the board."""
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    may_wait = False
    if request.method == "POST" and form.is_valid():
        enter = services.wait_for_place if "wait" in request.POST else services.join_cohort
        try:
            _count_try(request)
            if _is_asked_what_she_means(request, form):
                waits = "wait" in request.POST
                return form_page(request, "cohorts/join.html", form, may_join=True, may_wait=waits)
            enrolment = enter(request.person, form.cleaned_data["code"], by=request.user)
        except Refusal as refusal:
            logger.warning("Joining a cohort refused: %s", refusal.code)
            may_wait = isinstance(refusal, CohortIsFull)
            form.add_error("code", str(refusal))
        else:
            if enrolment.status == EnrolmentStatus.WAITING:
                return redirect("cohorts:my-place", enrolment.cohort_id)
            _say_she_is_in(request, enrolment.cohort)
            return redirect("cohorts:cohort", enrolment.cohort_id)
    may_join = has_agreed(request.person, Purpose.TRAINING)
    return form_page(request, "cohorts/join.html", form, may_join=may_join, may_wait=may_wait)


def _is_asked_what_she_means(request: PersonRequest, form: JoinForm) -> bool:
    """Once, where she takes part in another cohort of the same course: she may want to be moved instead.

    Nobody is asked about what would be refused, or would change nothing: raises what joining raises.
    """
    code, waits = form.cleaned_data["code"], "wait" in request.POST
    cohort = services.cohort_to_come_into(request.person, code, waits=waits, by=request.user)
    said = queries.said_of_same_course(request.person, cohort) if cohort else ""
    if said:
        form.ask("code", said)
    return bool(form.errors)


def _say_she_is_in(request: PersonRequest, cohort: Cohort) -> None:
    """Where it begins and who teaches: the page she comes to says when and where they meet next."""
    said = {"names": ", ".join(map(str, trainers_of(cohort)[:TRAINERS_NAMED])), "day": date_format(cohort.starts_on)}
    messages.success(request, _sentence_of_joining(cohort.starts_on < timezone.localdate(), bool(said["names"])) % said)


def _sentence_of_joining(has_begun: bool, has_trainer: bool) -> str:
    if has_begun and has_trainer:
        return _("You are in. Your trainer: %(names)s. The training began on %(day)s; you begin with the first lesson.")
    if has_begun:
        return _("You are in. The training began on %(day)s; you begin with the first lesson.")
    if has_trainer:
        return _("You are in. Your trainer: %(names)s. First day: %(day)s.")
    return _("You are in. First day: %(day)s.")


def _count_try(request: PersonRequest) -> None:
    """Codes are short: a person may try ten in ten minutes."""
    if not ratelimit.consume(request, action="join_cohort", user=request.user):
        raise CodeIsUnknown(_("Too many wrong codes. Wait ten minutes, or ask your trainer to show you the code."))
