"""How far the trainees of a cohort have come, for who teaches it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.models import Cohort
from cohorts.queries import cohort_taught_by
from core.http import page_or_404
from groupwork import queries
from groupwork.enums import STEP
from groupwork.forms import StepForm
from groupwork.permissions import tracks_shown_in
from groupwork.services import take_step_back
from groupwork.states import ALL_STEPS, ahead_of, way_of
from people.http import PersonRequest, person_required
from submissions.http import hand_in_page


@person_required
@require_http_methods(["GET", "POST"])
def track_list(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """All by name whose results she sees, what came of the cohort in figures, and a step of any of them."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    tracks = queries.tracks_in(cohort, request.person)
    stays = [each.enrolment for each in tracks]
    at = {str(each.enrolment.pk): each.milestone for each in tracks}
    begins, starts = cohort.starts_on, {"reached_on": timezone.localdate()}
    form = StepForm(_typed(request), ahead=ALL_STEPS, at=at, begins=begins, stays=stays, initial=starts)
    outcome = queries.outcome_lines(cohort, request.person)
    return _page(request, "groupwork/track_list.html", form, cohort, str(cohort.pk), tracks=tracks, outcome=outcome)


@person_required
@require_http_methods(["GET", "POST"])
def track_detail(request: PersonRequest, cohort_id: UUID, stay_id: int) -> HttpResponse:
    """One trainee: her steps with their days, and the next."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(tracks_shown_in(cohort, request.person).select_related("person"), pk=stay_id)
    milestone = queries.milestone_of(stay)
    at, begins, starts = {"": milestone}, cohort.starts_on, {"reached_on": timezone.localdate()}
    form = StepForm(_typed(request), ahead=ahead_of(milestone), at=at, begins=begins, initial=starts)
    history = queries.steps_of(stay)
    reached = {each.milestone for each in history if not each.withdrawn_at}
    shown = {"stay": stay, "milestone": milestone, "history": history, "steps": way_of(milestone, reached)}
    return _page(request, "groupwork/track_detail.html", form, cohort, f"{cohort.pk}/{stay.pk}", **shown)


@person_required
@require_POST
def take_back(request: PersonRequest, cohort_id: UUID, stay_id: int) -> HttpResponse:
    """The last step, which was set by mistake."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(tracks_shown_in(cohort, request.person), pk=stay_id)
    take_step_back(stay, by=request.user)
    messages.success(request, _("The last step is taken back."))
    return redirect("groupwork:track", cohort.pk, stay.pk)


def _typed(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _page(
    request: PersonRequest, template: str, form: Form, cohort: Cohort, about: str, **context: Any
) -> HttpResponse:
    shown = {
        "cohort": cohort,
        "handed_kind": STEP,
        "handed_about": about,
        "whose": cohort.name,
        "home": reverse("groupwork:tracks", args=[cohort.pk]),
        **context,
    }
    said = _("It is written down how far she is.")
    return hand_in_page(request, template, form, kind=STEP, about=about, said=said, **shown)
