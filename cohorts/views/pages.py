"""The pages of cohorts: the cohort, and the trainer's view of it."""

import logging
from functools import partial
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.queries import begun_and_kept_apart, late_answers
from cohorts import queries, services
from cohorts.enums import CohortState, EnrolmentStatus, Step
from cohorts.errors import CodeIsUnknown, CohortIsFull, DidNotJoinHerself
from cohorts.forms import JoinForm, LeavingForm, MovingForm
from cohorts.kinds import due_in, links_of, parts_of
from cohorts.models import Cohort, Enrolment
from cohorts.paper import learners_on_paper
from cohorts.permissions import (
    can_call,
    can_give_pin,
    can_see_results,
    cohorts_taught_by,
    manages_cohorts,
    manages_programmes,
    mentors_named,
    teaches_cohorts,
    trainers_of,
    trains,
)
from cohorts.queries.works import newest_works_in
from cohorts.states import COHORT_PATH, DECIDED
from cohorts.tables import (
    COHORTS,
    FIGURES,
    SHAPES,
    around_learners,
    learners_table,
    legends,
    standing_badges,
)
from core.errors import Refusal
from core.http import asks_for_card, form_page, page_or_404
from core.local_text import language_now
from core.states import may_move
from core.tables import Reader, narrowed
from courses.permissions import course_access
from exchange.http import list_page
from people.enums import Purpose
from people.http import PersonRequest, person_required
from people.models import Person
from people.permissions import has_agreed
from people.services import give_new_pin as give_pin

TRAINERS_NAMED = 3
NEW_PIN = "new_pin"

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


@person_required
@require_safe
def cohort_list(request: PersonRequest) -> HttpResponseBase:
    """All cohorts she teaches or manages, those of before too."""
    if not teaches_cohorts(request.person):
        raise Http404
    found = queries.cohorts_in_list(request.person, language_now())
    context = {"manages": manages_cohorts(request.person), "plans": manages_programmes(request.person)}
    rows_of = partial(queries.figures_of, request.person)
    return list_page(request, "cohorts/cohort_list.html", COHORTS, found, context, name=_("Cohorts"), rows_of=rows_of)


@person_required
@require_safe
def all_figures(request: PersonRequest) -> HttpResponseBase:
    """All cohorts she teaches or manages in figures, drawn and as a list, by place and time."""
    if not teaches_cohorts(request.person):
        raise Http404
    found = queries.cohorts_in_list(request.person, language_now())
    left, _filters = narrowed(FIGURES, found, request.GET)
    charts = [] if "file" in request.GET else queries.charts_across(request.person, left)
    return list_page(
        request,
        "cohorts/all_figures.html",
        FIGURES,
        found,
        {"charts": charts, "title": _("Cohorts in figures"), "now": timezone.localtime()},
        name=_("Cohorts in figures"),
        rows_of=partial(queries.figures_of, request.person),
    )


@person_required
@require_safe
def cohort_detail(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Blocks, sessions and lessons: what is done, what is open, what opens the rest."""
    cohort = page_or_404(queries.cohort_seen_by, request.person, cohort_id)
    access = course_access(request.user, request.person, cohort.course_key)
    plan = queries.course_plan(cohort, request.person, access, language_now())
    blocks = queries.block_lines(cohort, plan)
    context = {
        "cohort": cohort,
        "plan": plan,
        "path": queries.path_of(plan, blocks),
        "has_blocks": bool(blocks),
        "next": queries.next_of(cohort, blocks),
        "links": links_of(cohort.pk, learns=cohort.learns, teaches=cohort.teaches),
        "works": newest_works_in(cohort),
    }
    if cohort.learns:
        context["mentors"] = mentors_named(cohort)
    else:
        context["overview"] = queries.overview_of(request.person, cohort, plan)
    if cohort.teaches:
        context["due"] = due_in(request.person, cohort)
        context["invitation"] = _invitation(request, cohort)
        context["gives_code"] = cohort.takes_people or cohort.state == CohortState.PLANNED
        context["steps"] = queries.steps_of(cohort)
        context["decisions"] = [
            COHORT_PATH.named(name) for name in DECIDED if may_move(cohort, COHORT_PATH, name, by=request.user)
        ]
    return render(request, "cohorts/cohort_detail.html", context)


def _invitation(request: PersonRequest, cohort: Cohort) -> str:
    """What is sent to who shall join."""
    address = request.build_absolute_uri(reverse("cohorts:join", query={"code": cohort.code}))
    said = {"cohort": cohort.name, "code": cohort.code, "address": address}
    return _("Join “%(cohort)s” with the code %(code)s: %(address)s") % said


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


def _count_try(request: PersonRequest) -> None:
    """Codes are short: a person may try ten in ten minutes."""
    if not ratelimit.consume(request, action="join_cohort", user=request.user):
        raise CodeIsUnknown(_("Too many wrong codes. Wait ten minutes, or ask your trainer to show you the code."))
