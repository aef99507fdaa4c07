"""Which lessons have questions and who has passed them: lent by an upper app."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from core.prepared import Given
from core.registry import Registry
from courses.permissions import any_of
from people.models import Person


@dataclass(frozen=True)
class ResultFacts:
    """Of a course: the lessons that have questions, and those of them a person has passed."""

    tested: frozenset[UUID]
    passed: frozenset[UUID]


@dataclass(frozen=True)
class Results:
    """What is lent: ``facts`` of a person in a course, and the same inside a query, of a person and a lesson that stand
    in it: whether the lesson has questions (``tested``), and whether she has passed those it has (``passed``).
    """

    facts: Callable[[Person | None, UUID], ResultFacts]
    tested: Callable[[OuterRef], Exists]
    passed: Callable[[Given, OuterRef], Exists]


RESULTS: Registry[Results] = Registry("provider of results")


def results(person: Person | None, *course_keys: UUID) -> tuple[set[UUID], set[UUID]]:
    """(lessons with questions, lessons passed) of these courses, from all that upper apps lend."""
    lent = [each.facts(person, key) for each in RESULTS for key in course_keys]
    return set().union(*(facts.tested for facts in lent)), set().union(*(facts.passed for facts in lent))


def tested_in(lesson: OuterRef) -> Q:
    """Inside a query: whether :func:`results` has the lesson among those with questions."""
    return any_of(Q(each.tested(lesson)) for each in RESULTS)


def passed_in(person: Given, lesson: OuterRef) -> Q:
    """Inside a query: whether :func:`results` has the lesson among those passed, if it has questions."""
    return any_of(Q(each.passed(person, lesson)) for each in RESULTS)
