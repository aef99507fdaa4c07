"""How far the trainees of a cohort have come, for who teaches it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.queries import cohort_taught_by
from core.http import form_page, page_or_404
from groupwork import queries
from groupwork.forms import StepForm
from groupwork.permissions import tracks_shown_in
from groupwork.services import set_milestone, take_step_back
from groupwork.states import TRACK, ahead_of
from people.http import PersonRequest, person_required


@person_required
@require_safe
def track_list(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """All by name whose results she sees, and what came of the cohort in figures."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    context = {
        "cohort": cohort,
        "tracks": queries.tracks_in(cohort, request.person),
        "outcome": queries.outcome_lines(cohort, request.person),
    }
    return render(request, "groupwork/track_list.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def track_detail(request: PersonRequest, cohort_id: UUID, stay_id: int) -> HttpResponse:
    """One trainee: her steps with their days, and the next."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(tracks_shown_in(cohort, request.person).select_related("person"), pk=stay_id)
    milestone = queries.milestone_of(stay)
    typed = request.POST if request.method == "POST" else None
    form = StepForm(typed, ahead=ahead_of(milestone), initial={"reached_on": timezone.localdate()})
    if typed is not None and form.is_valid():
        said = form.cleaned_data
        set_milestone(stay, said["milestone"], reached_on=said["reached_on"], reason=said["reason"], by=request.user)
        messages.success(request, _("It is written down how far she is."))
        return redirect("groupwork:track", cohort.pk, stay.pk)
    context = {"cohort": cohort, "stay": stay, "steps": TRACK.steps(milestone), "history": queries.steps_of(stay)}
    return form_page(request, "groupwork/track_detail.html", form, milestone=milestone, **context)


@person_required
@require_POST
def take_back(request: PersonRequest, cohort_id: UUID, stay_id: int) -> HttpResponse:
    """The last step, which was set by mistake."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(tracks_shown_in(cohort, request.person), pk=stay_id)
    take_step_back(stay, by=request.user)
    messages.success(request, _("The last step is taken back."))
    return redirect("groupwork:track", cohort.pk, stay.pk)
