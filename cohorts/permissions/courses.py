"""What cohorts let somebody read of a course."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone

from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet
from cohorts.permissions.cohorts import COHORT, READING_ROLES
from core.prepared import Given, Prepared
from courses.permissions import CourseAccess, Timetable
from people.models import Person


def _asked() -> tuple[Given, Given]:
    return Given("person", UUIDField()), Given("course", UUIDField())


def _learning(person: Given, course: Given | OuterRef) -> EnrolmentQuerySet:
    return Enrolment.objects.active().filter(person=person, cohort__course_key=course)


def cohorts_learnt_in(person: Given | OuterRef) -> "QuerySet[Any, Any]":
    """Inside a query: the keys of the cohorts in which the ``person`` learns now."""
    return Enrolment.objects.active().filter(person=person).values("cohort")


def _reached(person: Given, course: Given | OuterRef) -> QuerySet[Cohort]:
    return Cohort.objects.filter(COHORT.exists_for(person, *READING_ROLES), course_key=course)


LEARNS_BY = Prepared(
    lambda: (
        _learning(*_asked())
        .annotate(reads_all=Exists(_reached(*_asked())))
        .values_list(
            "cohort", "cohort__blocks__lessons__lesson_id", "cohort__blocks__starts_on", "joined_at", "reads_all"
        )
    )
)
READS_BY = Prepared(lambda: _reached(*_asked()).values_list("pk")[:1])


def course_access_by_cohort(person: Person, course_key: UUID) -> CourseAccess:
    """What cohorts lend to courses: learner by an enrolment, reader of all by a role over a cohort of the course.

    A lesson that one of her cohorts opens without a block is held back by none. One query for who learns.
    """
    rows = LEARNS_BY.all(person=person.pk, course=course_key)
    timetables: dict[UUID, Timetable] = {}
    for cohort, lesson_key, starts_on, joined_at, _reads_all in rows:
        if cohort not in timetables:
            timetables[cohort] = Timetable(timezone.localdate(joined_at))
        if lesson_key is not None:
            timetables[cohort].opens_on[lesson_key] = starts_on
    reads_all = rows[0][-1] if rows else bool(READS_BY.all(person=person.pk, course=course_key))
    return CourseAccess(bool(rows), reads_all, first_days(list(timetables.values())), timetables)


def first_days(timetables: Sequence[Timetable]) -> dict[UUID, date]:
    """The earliest day on which each lesson opens that all of ``timetables`` hold back."""
    if len(timetables) == 1:
        return dict(timetables[0].opens_on)
    held_back = set.intersection(*(set(table.opens_on) for table in timetables)) if timetables else set()
    return {key: min(table.opens_on[key] for table in timetables) for key in held_back}


def reads_course_by_cohort(person: Given, course: Given | OuterRef) -> Q:
    """Whether :func:`course_access_by_cohort` lets her read anything, as a condition inside a query."""
    return Q(Exists(_learning(person, course))) | Q(Exists(_reached(person, course)))
