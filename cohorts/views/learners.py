"""The learners of a cohort for who teaches them: all of them, and each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.queries import begun_and_kept_apart, late_answers
from cohorts import queries, services
from cohorts.enums import Step
from cohorts.errors import DidNotJoinHerself
from cohorts.forms import LeavingForm, MovingForm
from cohorts.kinds import parts_of
from cohorts.models import Cohort, Enrolment
from cohorts.paper import learners_on_paper
from cohorts.permissions import can_call, can_give_pin, can_see_results, cohorts_taught_by, mentors_named, trains
from cohorts.tables import SHAPES, around_learners, learners_table, legends, standing_badges
from core.http import asks_for_card, page_or_404
from core.local_text import language_now
from core.tables import Reader
from exchange.http import list_page
from people.http import PersonRequest, person_required
from people.models import Person
from people.services import give_new_pin as give_pin

NEW_PIN = "new_pin"


@person_required
@require_safe
def cohort_learners(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """The trainer's page: who has done what, and what went wrong most."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    plan = services.sum_up(cohort)
    lessons = queries.lesson_entries(cohort, language_now())
    keys = [lesson.key for lesson in lessons]
    shown = queries.shown_in(request.person, cohort)
    context = {
        "cohort": cohort,
        "around": around_learners(shown, cohort, plan, lessons),
        "steps": tuple((step, SHAPES[step]) for step in reversed(Step)),
        "legends": legends(),
    }
    trained = trains(request.person, cohort)
    # Of the whole list it is not asked: to write it costs as much as to ask for a page.
    found: Any = SimpleLazyObject(lambda: queries.in_time(queries.learners_for(request.person, cohort), plan))
    return list_page(
        request,
        "cohorts/cohort_learners.html",
        learners_table(),
        queries.sortable(found, cohort, all_shown=trained) if request.GET.get("sort") else found,
        context,
        name=f"{cohort.name} – {_('Who has done what')}",
        about=cohort,
        rows_of=lambda stays: queries.with_columns(
            request.person, queries.learner_progress(stays, keys, plan.lessons), cohort
        ),
        whole=queries.learners_trained_in(cohort, shown.number) if trained else None,
    )


@person_required
@require_safe
def print_learners(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """The learners on paper, with room to sign."""
    cohort = get_object_or_404(cohorts_taught_by(request.person).select_related("place"), pk=cohort_id)
    days = queries.days_to_sign(cohort)
    paper = learners_on_paper(cohort, queries.learners_of(cohort), days, language=language_now())
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_safe
def learner_detail(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """One learner, for her trainer: what she has done lesson by lesson, and how to help her."""
    enrolment = _enrolment_taught(request, cohort_id, person_id)
    context: dict[str, Any] = {
        "enrolment": enrolment,
        "new_pin": _new_pin_once(request, enrolment.person),
        "can_have_pin": can_give_pin(request.person, enrolment.person),
        "mentors": mentors_named(enrolment.cohort),
        "can_call": can_call(request.person, enrolment.cohort),
        "leaving": LeavingForm(),
        "moving": _moving(request, enrolment.cohort),
    }
    if can_see_results(request.person, enrolment):
        language = language_now()
        entries = queries.lesson_entries(enrolment.cohort, language)
        keys = [entry.key for entry in entries]
        plan = queries.lessons_on_plan(enrolment.cohort)
        progress = queries.progress_of(enrolment, keys, plan)
        context["parts"] = list(parts_of(request.person, enrolment, progress))
        [progress] = queries.as_it_ended([progress], enrolment.cohort)
        context |= {"progress": progress, "badges": standing_badges(progress, Reader.of_now()), "total": len(keys)}
        context["marks"] = queries.lesson_marks(enrolment.person, entries)
        context["late"] = late_answers(enrolment.person, keys, language)
        begun = begun_and_kept_apart(enrolment.person, keys)
        context["begun"] = [(entry, begun[entry.key]) for entry in entries if entry.key in begun]
    template = "cohorts/_learner_card.html" if asks_for_card(request) else "cohorts/learner_detail.html"
    return render(request, template, context)


@person_required
@require_POST
def give_new_pin(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """A new PIN for who forgot hers, or her first: shown to the trainer once, on the page that follows."""
    enrolment = _enrolment_taught(request, cohort_id, person_id)
    if not can_give_pin(request.person, enrolment.person):
        raise DidNotJoinHerself
    request.session[NEW_PIN] = {"person": str(person_id), "pin": give_pin(enrolment.person, by=request.user)}
    return redirect("cohorts:learner", cohort_id, person_id)


@person_required
@require_POST
def withdraw(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a learner out of the cohort, with the reason; what she learned stays hers."""
    enrolment = _enrolment_taught(request, cohort_id, person_id)
    form = LeavingForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose why, then take her out."))
        return redirect("cohorts:learner", cohort_id, person_id)
    services.withdraw_learner(enrolment, by=request.user, **form.cleaned_data)
    name = enrolment.person.name
    messages.success(request, _("%(name)s takes part no more, and can join again with the code.") % {"name": name})
    return redirect("cohorts:learners", cohort_id)


def _enrolment_taught(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> Enrolment:
    cohort = get_object_or_404(cohorts_taught_by(request.person), pk=cohort_id)
    return get_object_or_404(queries.learners_of(cohort).select_related("cohort", "person__user"), person=person_id)


def _moving(request: PersonRequest, cohort: Cohort) -> MovingForm | None:
    """To which cohorts she may be moved, where there is one."""
    cohorts = queries.cohorts_to_move_to(request.person, cohort)
    return MovingForm(cohorts=cohorts) if cohorts.exists() else None


def _new_pin_once(request: PersonRequest, learner: Person) -> str:
    """The PIN just given to ``learner``, which the session then knows no more."""
    if request.session.get(NEW_PIN, {}).get("person") != str(learner.pk):
        return ""
    pin: str = request.session.pop(NEW_PIN)["pin"]
    return pin
