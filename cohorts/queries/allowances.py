"""The tests of a cohort's course, and who has more time or tries at them."""

from dataclasses import dataclass

from assessments.models import Allowance, Quiz
from assessments.queries import allowances_of, tests_of
from cohorts.models import Cohort, Enrolment
from cohorts.queries.learners import learners_of
from cohorts.queries.plans import lesson_entries
from courses.queries import LessonEntry
from people.models import Person


@dataclass(frozen=True)
class TestTaken:
    """A test of the course with its lesson."""

    quiz: Quiz
    lesson: LessonEntry


@dataclass(frozen=True)
class Allowed:
    """An allowance with the lesson of its test."""

    allowance: Allowance
    lesson: LessonEntry


def tests_taken_in(cohort: Cohort, language: str) -> list[TestTaken]:
    """In the order of the lessons."""
    entries = {entry.key: entry for entry in lesson_entries(cohort, language)}
    tests = {quiz.lesson_id: quiz for quiz in tests_of(entries)}
    return [TestTaken(tests[key], entry) for key, entry in entries.items() if key in tests]


def people_learning_in(cohort: Cohort) -> list[Person]:
    """Who learns in it now, by name."""
    return [stay.person for stay in learners_of(cohort)]


def allowed_in(cohort: Cohort, tests: list[TestTaken]) -> list[Allowed]:
    """What holds now for the class and for each who learns in it, the newest first; one query."""
    lessons = {test.quiz.pk: test.lesson for test in tests}
    learners = Enrolment.objects.active().filter(cohort=cohort).values("person")
    return [Allowed(each, lessons[each.quiz_id]) for each in allowances_of(lessons, cohort.pk, learners)]
