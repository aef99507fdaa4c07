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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.queries import TESTS_LOOKED_AT, hardest_questions, late_answers
from cohorts import queries, services
from cohorts.enums import Step
from cohorts.errors import CodeIsUnknown, DidNotJoinHerself
from cohorts.forms import CohortForm, JoinForm
from cohorts.models import Cohort, Enrolment
from cohorts.paper import learners_on_paper
from cohorts.permissions import (
    can_give_pin,
    can_see_results,
    cohorts_taught_by,
    manages_cohorts,
    mentors_named,
    teaches_cohorts,
    trainers_of,
)
from cohorts.tables import COHORTS, FIGURES, LEARNERS, SHAPES, standing_badges
from core.errors import Refusal
from core.http import form_page, page_or_404
from core.local_text import language_now
from core.services import once
from core.tables import narrowed
from courses.permissions import course_access
from exchange.http import list_page
from people.enums import Purpose, Role
from people.http import PersonRequest, person_required
from people.models import Person, User
from people.permissions import has_agreed
from people.services import give_new_pin as give_pin

TRAINERS_NAMED = 3
NEW_PIN = "new_pin"
# Of a learner's page, what the list shows beside itself.
CARD = "card"

logger = logging.getLogger(__name__)


@person_required
@require_http_methods(["GET", "POST"])
def join(request: PersonRequest) -> HttpResponse:
    """Join by the code on the board."""
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        try:
            _count_try(request)
            enrolment = services.join_cohort(request.person, form.cleaned_data["code"], by=request.user)
        except Refusal as refusal:
            logger.warning("Joining a cohort refused: %s", refusal.code)
            form.add_error("code", str(refusal))
        else:
            _say_she_is_in(request, enrolment.cohort)
            return redirect("cohorts:cohort", enrolment.cohort_id)
    may_join = has_agreed(request.person, Purpose.TRAINING)
    return form_page(request, "cohorts/join.html", form, may_join=may_join)


def _say_she_is_in(request: PersonRequest, cohort: Cohort) -> None:
    """Where it begins and who teaches: the page she comes to says when and where they meet next."""
    said = {"names": ", ".join(map(str, trainers_of(cohort)[:TRAINERS_NAMED])), "day": date_format(cohort.starts_on)}
    if said["names"]:
        messages.success(request, _("You are in. Your trainer: %(names)s. First day: %(day)s.") % said)
    else:
        messages.success(request, _("You are in. First day: %(day)s.") % said)


@person_required
@require_http_methods(["GET", "POST"])
def create(request: PersonRequest) -> HttpResponse:
    """A new cohort, by a programme manager."""
    if not manages_cohorts(request.person):
        raise Http404
    form = CohortForm(request.POST or None, person=request.person, language=language_now())
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        address = once(form.cleaned_data["form_id"], by=request.user, make=partial(_make, form, request.user))
        messages.success(request, _("The cohort is made. Its code stands on this page: write it on the board."))
        return redirect(address)
    return form_page(request, "cohorts/create.html", form)


@person_required
@require_safe
def cohort_list(request: PersonRequest) -> HttpResponseBase:
    """All cohorts she teaches or manages, those of before too."""
    if not teaches_cohorts(request.person):
        raise Http404
    found = queries.cohorts_in_list(request.person, language_now())
    context = {"manages": manages_cohorts(request.person)}
    return list_page(request, "cohorts/cohort_list.html", COHORTS, found, context, name=_("Cohorts"))


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
    }
    if cohort.learns:
        context["mentors"] = mentors_named(cohort)
    else:
        context["overview"] = queries.overview_of(request.person, cohort, plan)
    return render(request, "cohorts/cohort_detail.html", context)


@person_required
@require_safe
def cohort_learners(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """The trainer's page: who has done what, and what went wrong most."""
    cohort = get_object_or_404(cohorts_taught_by(request.person).select_related("organisation", "place"), pk=cohort_id)
    language = language_now()
    entries = queries.lesson_entries(cohort, language)
    keys = [entry.key for entry in entries]
    plan = queries.lessons_on_plan(cohort)
    shown = queries.people_shown_to(request.person, cohort)
    context = {
        "cohort": cohort,
        "total": len(keys),
        "standing": queries.standing_of(request.person, cohort, plan),
        "steps": [(step, SHAPES[step]) for step in reversed(Step)],
        "shown": shown.count(),
        "wrong_most": hardest_questions(shown, keys, language),
        "tests_looked_at": TESTS_LOOKED_AT,
        "lessons": {entry.key: entry for entry in entries},
    }
    column = request.GET.get("sort", "").removeprefix("-")
    return list_page(
        request,
        "cohorts/cohort_learners.html",
        LEARNERS,
        queries.sortable_by(column, queries.learners_for(request.person, cohort), keys),
        context,
        name=cohort.name,
        about=cohort,
        rows_of=lambda enrolments: queries.learner_progress(enrolments, keys, plan),
    )


@person_required
@require_safe
def print_learners(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """The learners on paper, with room to sign."""
    cohort = get_object_or_404(cohorts_taught_by(request.person).select_related("place"), pk=cohort_id)
    paper = learners_on_paper(cohort, queries.learners_of(cohort), language=language_now())
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_safe
def cohort_figures(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """How the cohort goes on, drawn."""
    cohort = get_object_or_404(cohorts_taught_by(request.person), pk=cohort_id)
    keys = [entry.key for entry in queries.lesson_entries(cohort, language_now())]
    shown = list(queries.people_shown_to(request.person, cohort))
    charts = queries.charts_of(cohort, shown, keys)
    total = queries.learners_of(cohort).count()
    context = {"cohort": cohort, "charts": charts, "shown": len(shown), "total": total, "now": timezone.localtime()}
    return render(request, "cohorts/cohort_figures.html", context)


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
    }
    if can_see_results(request.person, enrolment):
        language = language_now()
        entries = queries.lesson_entries(enrolment.cohort, language)
        keys = [entry.key for entry in entries]
        plan = queries.lessons_on_plan(enrolment.cohort)
        progress = queries.progress_of(enrolment, keys, plan)
        context |= {"progress": progress, "badges": standing_badges(progress), "total": len(keys)}
        context["marks"] = queries.lesson_marks(enrolment.person, entries)
        context["late"] = late_answers(enrolment.person, keys, language)
    template = "cohorts/_learner_card.html" if request.GET.get("part") == CARD else "cohorts/learner_detail.html"
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
    """Take a learner out of the cohort; what she learned stays hers."""
    enrolment = _enrolment_taught(request, cohort_id, person_id)
    services.withdraw_learner(enrolment, by=request.user)
    name = enrolment.person.name
    messages.success(request, _("%(name)s takes part no more. With the code she can join again.") % {"name": name})
    return redirect("cohorts:learners", cohort_id)


def _make(form: CohortForm, by: User) -> str:
    """The cohort of a valid form with its team; the address of its page."""
    fields = ("name", "course", "organisation", "place", "language", "starts_on", "ends_on", "capacity")
    chosen = {name: form.cleaned_data[name] for name in fields}
    team = {Role.TRAINER: form.cleaned_data["trainer"], Role.MENTOR: form.cleaned_data["mentor"]}
    cohort = services.create_cohort(**chosen, plan=form.plan(), team=team, by=by)
    return reverse("cohorts:cohort", args=[cohort.pk])


def _enrolment_taught(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> Enrolment:
    cohort = get_object_or_404(cohorts_taught_by(request.person), pk=cohort_id)
    return get_object_or_404(queries.learners_of(cohort).select_related("cohort", "person__user"), person=person_id)


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
