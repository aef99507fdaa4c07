"""The summaries of learners: what they are worked out from, for which plan, and how one is asked of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.utils import timezone

from assessments.queries import Sittings, has_questions, sittings_of
from cohorts.cells import Cell
from cohorts.enums import Standing
from cohorts.kinds import has_completed
from cohorts.models import NEVER, BlockLesson, Cohort, Enrolment, LearnerSummary, is_going_on
from cohorts.pace import STUCK_AFTER, LessonOnPlan, first_undone_on, last_begun_on
from content.editions import kept
from core.prepared import Given, Prepared
from courses.lateness import TIME_TO_CATCH_UP
from courses.models import Lesson
from courses.queries import LessonBegun, lessons_begun

NAME_LENGTH = 16
# Raised where summaries keep more of the same facts than before: each is then worked out anew before it is shown.
KEEPS = 2


@dataclass(frozen=True)
class Plan:
    """What a cohort learns by when, and which lessons of its course are ``published`` and so are counted."""

    lessons: list[LessonOnPlan]
    published: frozenset[UUID]

    @cached_property
    def name(self) -> str:
        """Another for each other plan."""
        planned = sorted((str(each.key), each.opens_on.isoformat(), each.has_questions) for each in self.lessons)
        said = repr((KEEPS, planned, sorted(map(str, self.published))))
        return sha256(said.encode()).hexdigest()[:NAME_LENGTH]


@dataclass(frozen=True)
class Facts:
    """What one learner did in a course: {key of a lesson she has begun: cell}, and when she was last in one."""

    cells: dict[str, Cell]
    seen_at: datetime | None


def plan_of(cohort: Cohort) -> Plan:
    """The plan as it is now; one query, and one more for each edition."""
    published = kept("published lessons", cohort.course_key, make=lambda: _published(cohort.course_key))
    return Plan(lessons_on_plan(cohort), published)


def _published(course_key: UUID) -> frozenset[UUID]:
    lessons = Lesson.objects.filter(course_key=course_key, is_published=True)
    return frozenset(lessons.values_list("pk", flat=True))


def lessons_on_plan(cohort: Cohort) -> list[LessonOnPlan]:
    """The lessons of the blocks of ``cohort``; one query."""
    return [LessonOnPlan(*row) for row in _ON_PLAN.all(cohort=cohort.pk)]


def _on_plan() -> "QuerySet[BlockLesson, tuple[UUID, date, bool]]":
    lessons = BlockLesson.objects.filter(block__cohort=Given("cohort", UUIDField()))
    asking = lessons.annotate(asks=has_questions(OuterRef("lesson")))
    return asking.values_list("lesson_id", "block__starts_on", "asks")


_ON_PLAN = Prepared(_on_plan)


def is_summed_up(cohort: Cohort, plan: Plan) -> bool:
    """Whether the summaries of all stays in ``cohort`` are up to date; one query."""
    return not _OUT_OF_DATE.all(cohort=cohort.pk, plan=plan.name)


def _out_of_date() -> "QuerySet[Cohort, UUID]":
    name, rows = Given("plan", CharField()), LearnerSummary.objects.filter(cohort=OuterRef("pk"))
    # On both sides of the one name: the index finds that there is none, however many have it.
    others = Exists(rows.filter(plan__lt=name)) | Exists(rows.filter(plan__gt=name))
    return Cohort.objects.filter(others, pk=Given("cohort", UUIDField())).order_by().values_list("pk", flat=True)


_OUT_OF_DATE = Prepared(_out_of_date)


def facts_of(people: Collection[UUID], course_key: UUID) -> dict[UUID, Facts]:
    """What each of ``people`` did in a course, with what is published no more; three queries however many they are."""
    keys = list(Lesson.objects.filter(course_key=course_key).values_list("pk", flat=True))
    begun, sat = lessons_begun(people, keys), sittings_of(people, keys)
    return {person: _facts(begun.get(person, {}), sat.get(person, {})) for person in people}


def course_of(lesson: Given) -> Subquery:
    """Inside a query: the key of the course of a ``lesson``."""
    return Subquery(Lesson.objects.filter(pk=lesson).values("course_key"))


def _facts(begun: Mapping[UUID, LessonBegun], sat: Mapping[UUID, Sittings]) -> Facts:
    """Who began the questions of a lesson has begun the lesson, and was in it then."""
    cells = {str(key): _cell(begun.get(key), sat.get(key)) for key in sorted({*begun, *sat})}
    seen = [each.seen_at for each in begun.values() if each.seen_at]
    return Facts(cells, max([*seen, *(each.begun_at for each in sat.values())], default=None))


def _cell(begun: LessonBegun | None, sat: Sittings | None) -> Cell:
    is_read, tries = begun is not None and begun.is_finished, sat.tries if sat else None
    if tries is None:
        return Cell(is_read)
    return Cell(is_read, tries.is_passed, tries.number, tries.percent, tries.last_at.isoformat())


def summary_of(facts: Facts, plan: Plan) -> dict[str, Any]:
    """The fields of a summary."""
    read = {UUID(key) for key, cell in facts.cells.items() if cell.is_read}
    passed = {UUID(key) for key, cell in facts.cells.items() if cell.is_passed}
    failing = {UUID(key) for key, cell in facts.cells.items() if cell.fails}
    return {
        "plan": plan.name,
        "cells": {key: cell.written() for key, cell in facts.cells.items()},
        "read": len(read & plan.published),
        "passed": len(passed & plan.published),
        "failing": len(failing & plan.published),
        "seen_at": facts.seen_at or NEVER,
        "undone_on": first_undone_on(plan.lessons, read=read, passed=passed),
    }


def in_time(stays: QuerySet[Enrolment], plan: Plan) -> QuerySet[Enrolment]:
    """``stays`` in the cohort of ``plan``, each with ``begun_on``: when the newest block began that has begun today."""
    day = last_begun_on(plan.lessons, timezone.localdate())
    return stays.annotate(begun_on=Value(day, DateField()))


def stands_so(standing: Standing) -> Q:
    """Of the stays of :func:`in_time`: :func:`cohorts.queries.stands` by their summaries."""
    if standing == Standing.FINISHED:
        return Q(summary__undone_on=None, summary__isnull=False)
    today, away = timezone.localdate(), timezone.now() - STUCK_AFTER
    behind = {
        Standing.LATE: has_caught_up() & Q(summary__undone_on__lt=F("begun_on")),
        Standing.STUCK: Q(summary__seen_at__gt=NEVER, summary__seen_at__lte=away, summary__undone_on__lte=today),
        Standing.NOT_BEGUN: Q(summary__seen_at=NEVER),
    }
    return is_to_keep_up() & behind[standing]


def is_to_keep_up() -> Q:
    """Of stays: those whose cohort goes on and who have not completed it: nobody else is late, stuck or to begin."""
    return is_going_on("cohort__") & ~has_completed()


def fails_somewhere() -> Q:
    """Of stays: those whose learner fails the questions of a lesson, by their summaries."""
    return Q(summary__failing__gt=0)


def has_caught_up() -> Q:
    """Of stays: those that began so long ago that what is late is late to her."""
    first_new_day = timezone.localdate() - TIME_TO_CATCH_UP + timedelta(days=1)
    return Q(joined_at__lt=timezone.make_aware(datetime.combine(first_new_day, time())))
