"""Cohorts for programs: those she takes part in or looks after, and for who teaches how far the learners are."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import translation
from ninja import Field, Router, Schema

from cohorts.models import Cohort
from cohorts.permissions import can_teach, cohorts_taught_by, cohorts_visible_to
from cohorts.queries import (
    course_plan,
    learner_progress,
    learners_for,
    lesson_entries,
    taking_part_in,
)
from cohorts.services import sum_up
from core.enums import Language
from core.paging import Paged, PageNumber, page_of, paged
from courses.permissions import course_access
from people.bearer import ProgramRequest, needs
from people.enums import TokenScope

router = Router(tags=["cohorts"])


class Named(Schema):
    """A place or an organisation by its name in the reader's language."""

    id: int
    name: str


class CohortShown(Schema):
    """A cohort; ``course`` is the id of its course."""

    id: UUID
    name: str
    course: UUID
    place: Named
    organisation: Named
    language: str
    starts_on: date
    ends_on: date
    takes_part: bool
    teaches: bool


class LessonState(Schema):
    """A lesson as she meets it. Where it is not open, ``reason`` says why, and what or which day opens it;
    of one with a rule of its own ``can_do`` is a sentence that says what she can do now."""

    id: UUID = Field(alias="entry.key")
    title: str = Field(alias="entry.title")
    address: str = Field(alias="entry.address")
    language: str = Field(alias="entry.language")
    done: bool = Field(alias="state.done")
    open: bool = Field(alias="state.is_open")
    reason: str | None = Field(alias="state.reason")
    waits_for: UUID | None = Field(alias="state.waits_for")
    opens_on: date | None = Field(alias="state.opens_on")
    can_do: str


class ModuleStates(Schema):
    """A module with its lessons in order."""

    id: UUID = Field(alias="module.key")
    title: str = Field(alias="module.title")
    lessons: list[LessonState]


class CohortWithLessons(CohortShown):
    """A cohort with the lessons of its course. Where the course is taken away for now there are none."""

    done: int
    total: int
    modules: list[ModuleStates]


class Learner(Schema):
    """Who takes part. Where she has not agreed to share her results they are null, and ``is_shown`` is false."""

    id: UUID = Field(alias="person.pk")
    name: str = Field(alias="person.name")
    joined_at: datetime
    is_shown: bool
    read: int | None
    passed: int | None
    seen_at: datetime | None


class Learners(Paged[Learner]):
    """A page of learners, by name; ``lessons`` is how many lessons the course has."""

    lessons: int


@router.get("/cohorts", response=Paged[CohortShown], url_name="cohorts", **needs(TokenScope.COHORTS_READ))
def cohorts(request: ProgramRequest, page: PageNumber = 1) -> dict[str, Any]:
    """The cohorts she takes part in, teaches or mentors, the latest first."""
    found = page_of(_visible(request).order_by("-starts_on", "name", "pk"), page)
    return paged(found, _cohorts(request, list(found)))


@router.get("/cohorts/{uuid:cohort}", response=CohortWithLessons, url_name="cohort", **needs(TokenScope.COHORTS_READ))
def cohort(request: ProgramRequest, cohort: UUID, language: Language | None = None) -> dict[str, Any]:
    """A cohort with the state of each lesson for her."""
    person = request.auth.person
    row = get_object_or_404(_visible(request), pk=cohort)
    access = course_access(request.user, person, row.course_key)
    spoken = language or person.language
    with translation.override(spoken):
        plan = course_plan(row, person, access, spoken)
    return {**_cohorts(request, [row])[0], "done": plan.done, "total": plan.total, "modules": plan.modules}


@router.get(
    "/cohorts/{uuid:cohort}/learners", response=Learners, url_name="learners", **needs(TokenScope.LEARNERS_READ)
)
def learners(request: ProgramRequest, cohort: UUID, page: PageNumber = 1) -> dict[str, Any]:
    """For who teaches the cohort: its learners and how far each is."""
    person = request.auth.person
    row = get_object_or_404(cohorts_taught_by(person), pk=cohort)
    sum_up(row)
    keys = [entry.key for entry in lesson_entries(row, person.language)]
    found = page_of(learners_for(person, row), page)
    return {**paged(found, learner_progress(list(found), keys)), "lessons": len(keys)}


def _visible(request: ProgramRequest) -> QuerySet[Cohort]:
    return cohorts_visible_to(request.auth.person).select_related("place", "organisation")


def _cohorts(request: ProgramRequest, rows: list[Cohort]) -> list[dict[str, Any]]:
    person = request.auth.person
    takes_part = taking_part_in(person, rows)
    return [
        {
            "id": row.pk,
            "name": row.name,
            "course": row.course_key,
            "place": {"id": row.place.pk, "name": str(row.place)},
            "organisation": {"id": row.organisation.pk, "name": str(row.organisation)},
            "language": row.language,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "takes_part": row.pk in takes_part,
            "teaches": can_teach(person, row),
        }
        for row in rows
    ]
