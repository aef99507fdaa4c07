"""What people have done with lessons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from core.prepared import Given, GivenMany, Prepared
from courses.models import CoursePage, Lesson, LessonProgress
from courses.queries.pages import courses_in, lesson_titles
from courses.queries.results import results
from people.models import Person


@dataclass(frozen=True)
class LessonDone:
    """What a person has done with a lesson, if she has begun it."""

    key: UUID
    title: str
    begun_at: datetime | None
    read_at: datetime | None
    has_questions: bool
    passed: bool

    @property
    def is_done(self) -> bool:
        """Read to the end, and passed where there is something to pass."""
        return bool(self.read_at) and (self.passed or not self.has_questions)


@dataclass(frozen=True)
class CourseProgress:
    """A course with all its lessons in order."""

    key: UUID
    title: str
    lessons: list[LessonDone]


class LessonBegun(NamedTuple):
    """That a lesson was begun: whether it was read to the end, and when its reader was last seen in it."""

    is_finished: bool
    seen_at: datetime | None


class LessonPlace(NamedTuple):
    """The step somebody last looked at in a lesson, and whether she read it to the end."""

    step: int
    is_finished: bool


def progress_by_course(rows: "QuerySet[LessonProgress]", person: Person, language: str) -> list[CourseProgress]:
    """How far ``person`` is in each course of which she has begun a lesson, by her ``rows``.

    In six queries, and one a course.
    """
    begun = {row.lesson_id: row for row in rows}
    courses = Lesson.objects.filter(pk__in=begun).values("course_key")
    lessons = list(Lesson.objects.filter(course_key__in=courses, is_published=True))
    keys = [lesson.pk for lesson in lessons]
    tested, passed = results(person, *{lesson.course_key for lesson in lessons})
    titles = lesson_titles(keys, language)
    pages = CoursePage.objects.published().filter(translation_key__in={lesson.course_key for lesson in lessons})
    found = {
        page.translation_key: CourseProgress(page.translation_key, page.title, [])
        for page in courses_in(pages, language)
    }
    for lesson in lessons:
        if lesson.course_key in found:
            found[lesson.course_key].lessons.append(
                LessonDone(
                    key=lesson.pk,
                    title=titles.get(lesson.pk, lesson.title),
                    begun_at=begun[lesson.pk].started_at if lesson.pk in begun else None,
                    read_at=begun[lesson.pk].finished_at if lesson.pk in begun else None,
                    has_questions=lesson.pk in tested,
                    passed=lesson.pk in passed,
                )
            )
    return list(found.values())


def finished_lessons(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """{person: the lessons of ``lesson_keys`` she has read to the end}."""
    rows = LessonProgress.objects.filter(
        person__in=list(people), lesson__in=list(lesson_keys), finished_at__isnull=False
    ).values_list("person_id", "lesson_id")
    finished: dict[UUID, set[UUID]] = {}
    for person_id, lesson_key in rows:
        finished.setdefault(person_id, set()).add(lesson_key)
    return finished


def _begun_by() -> "QuerySet[LessonProgress, tuple[UUID, UUID, datetime | None, datetime | None]]":
    rows = LessonProgress.objects.filter(
        person__pk__in=[GivenMany("people", UUIDField())], lesson__pk__in=[GivenMany("lessons", UUIDField())]
    )
    return rows.values_list("person_id", "lesson_id", "finished_at", "seen_at")


BEGUN_BY = Prepared(_begun_by)


def lessons_begun(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, dict[UUID, LessonBegun]]:
    """{person: {lesson: how far she is in it}}, for those of ``lesson_keys`` she has begun."""
    begun: dict[UUID, dict[UUID, LessonBegun]] = {}
    for person, lesson, finished_at, seen_at in BEGUN_BY.all(people=people, lessons=lesson_keys):
        begun.setdefault(person, {})[lesson] = LessonBegun(finished_at is not None, seen_at)
    return begun


def finishing_times(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
    """(person, when she read a lesson to its end) for each of the lessons each of ``people`` has finished."""
    rows = LessonProgress.objects.filter(
        person__in=list(people), lesson__in=list(lesson_keys), finished_at__isnull=False
    )
    return [(person, moment) for person, moment in rows.values_list("person_id", "finished_at") if moment]


def _begun_in() -> "QuerySet[LessonProgress, tuple[UUID, int, datetime | None]]":
    rows = LessonProgress.objects.filter(
        person=Given("person", UUIDField()), lesson__course_key=Given("course", UUIDField())
    )
    return rows.values_list("lesson_id", "step", "finished_at")


BEGUN = Prepared(_begun_in)


def progress_in(person: Person | None, course_key: UUID) -> dict[UUID, LessonPlace]:
    """{lesson: how far ``person`` is in it}, for those of the course she has begun."""
    if person is None:
        return {}
    rows = BEGUN.all(person=person.pk, course=course_key)
    return {lesson: LessonPlace(step, finished_at is not None) for lesson, step, finished_at in rows}
