"""Courses and lessons found as pages, by address, key or file, and what they are called."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from wagtail.models import Page

from content.addresses import root_path
from content.editions import kept
from content.enums import SOURCE_LANGUAGE
from content.models import LoadedContent
from core.enums import Language
from core.prepared import Given
from courses.enums import JOINED
from courses.models import CoursePage, CourseStanding, Lesson, LessonPage
from courses.permissions import listed

CALLED = ("translation_key", "title", "content_language")


def lesson_at(language: str, address: str) -> LessonPage | None:
    """The lesson at ``address`` (what comes after the language in the browser), live by itself, or None.

    Kept for an edition, as a course is: to be read, not changed.
    """

    def find() -> LessonPage | None:
        lessons = LessonPage.objects.live().select_related("locale")
        return lessons.filter(url_path=root_path(language) + address).first()

    return kept("lesson at", language, address, make=find)


def standing_of(course_key: UUID) -> CourseStanding:
    """The state of a course; one that is not saved where nobody moved it yet."""
    return CourseStanding.objects.filter(pk=course_key).first() or CourseStanding(course_key=course_key)


def course_at(language: str, address: str) -> CoursePage | None:
    """The course at ``address``, live by itself, or None."""

    def find() -> CoursePage | None:
        courses = CoursePage.objects.live().select_related("locale", "picture")
        return courses.filter(url_path=root_path(language) + address).first()

    return kept("course at", language, address, make=find)


def is_private(course: CoursePage) -> bool:
    """Whether an editor keeps ``course``, or a page above it, for some."""
    return kept("course is private", course.pk, make=lambda: course.get_view_restrictions().exists())


def course_in(course_key: UUID, language: str) -> CoursePage | None:
    """The published course of a translation key in ``language``, else in another; None where it is taken away."""
    courses = CoursePage.objects.published().filter(translation_key=course_key)
    return courses.order_by(_wanted_first(language), "path").first()


def courses_in(courses: "QuerySet[CoursePage]", language: str) -> list[CoursePage]:
    """Each of ``courses`` once, in ``language`` or else in another."""
    found: dict[UUID, CoursePage] = {}
    for course in courses.select_related("locale").order_by(_wanted_first(language), "path"):
        found.setdefault(course.translation_key, course)
    return list(found.values())


def courses_below(page: Page) -> "QuerySet[CoursePage]":
    """The courses to be read about below ``page``, in their order."""
    courses = listed(CoursePage.objects.descendant_of(page).open_to_all())
    return courses.select_related("picture", "locale").order_by("path")


def languages_of(course_key: UUID, lesson_keys: Collection[UUID]) -> list[tuple[str, int]]:
    """[(name of a language, how many of the course's lessons are written in it)], the most first; for an edition."""

    def count() -> list[tuple[str, int]]:
        written = LessonPage.objects.published().filter(
            translation_key__in=lesson_keys, content_language=F("locale__language_code")
        )
        numbers = Counter(written.values_list("content_language", flat=True))
        return [(Language(code).label, number) for code, number in numbers.most_common()]

    return kept("languages", course_key, tuple(lesson_keys), make=count)


def courses_written_in(language: str) -> "QuerySet[CoursePage]":
    """The courses that have a page in ``language``."""
    return CoursePage.objects.live().filter(locale__language_code=language)


def courses_to_join(language: str) -> "QuerySet[CoursePage]":
    """Those of :func:`courses_written_in` that take new learners: a cohort may be planned on them."""
    others = CourseStanding.objects.exclude(state__in=JOINED)
    return courses_written_in(language).exclude(translation_key__in=others.values("course_key"))


def lesson_in(lesson_key: UUID, language: str) -> LessonPage:
    """The published lesson in ``language``, in the source language where it is not published in that.

    Raises LessonPage.DoesNotExist where it is published in neither.
    """

    def find() -> LessonPage:
        lessons = LessonPage.objects.published().select_related("locale").filter(translation_key=lesson_key)
        found = lessons.filter(locale__language_code__in={language, SOURCE_LANGUAGE}).order_by(_wanted_first(language))
        lesson: LessonPage | None = found.first()
        if lesson is None:
            raise LessonPage.DoesNotExist
        return lesson

    return kept("lesson in", language, lesson_key, make=find)


def lesson_titles(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """{lesson: its title in ``language``}."""
    return {key: title for key, (title, _written_in) in titles_as_written(keys, language).items()}


def titles_as_written(keys: Iterable[UUID], language: str) -> dict[UUID, tuple[str, str]]:
    """As :func:`lesson_titles`, each title with the language it is written in: not all are translated."""
    rows = LessonPage.objects.filter(translation_key__in=list(keys), locale__language_code=language)
    return {key: (title, written_in) for key, title, written_in in rows.values_list(*CALLED)}


def lesson_outcomes(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """{lesson: what one can do after it, in ``language``, in the source language where it has no such page}; one
    query."""
    rows = LessonPage.objects.filter(
        translation_key__in=list(keys), locale__language_code__in={language, SOURCE_LANGUAGE}
    )
    wanted_last = rows.annotate(place=_wanted_first(language)).order_by("-place")
    return dict(wanted_last.values_list("translation_key", "outcome"))


def open_lesson_titles(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """{lesson: its title in ``language``}, of those that everybody finds on the pages of courses."""
    return {key: title for key, (title, _written_in) in open_lessons_called(keys, language).items()}


def open_lessons_called(keys: Iterable[UUID], language: str) -> dict[UUID, tuple[str, str]]:
    """As :func:`open_lesson_titles`, each title with the language it is written in: not all are translated."""
    rows = LessonPage.objects.open_to_all().filter(translation_key__in=list(keys), locale__language_code=language)
    return {key: (title, written_in) for key, title, written_in in rows.values_list(*CALLED)}


def lesson_title_in(lesson_key: OuterRef, language: str | Given) -> Subquery:
    """The title in ``language`` of a lesson that an outer query names; null where there is none."""
    pages = LessonPage.objects.filter(translation_key=lesson_key, locale__language_code=language)
    return Subquery(pages.values("title")[:1])


def lesson_of_file(course: str, lesson: str) -> UUID | None:
    """The key of the lesson that came from a lesson file, or None where none did."""
    loaded = LoadedContent.objects.filter(source=f"{course}/{lesson}.{SOURCE_LANGUAGE}")
    return loaded.values_list("translation_key", flat=True).first()


def course_of_file(course: str) -> UUID | None:
    """The key of the course that came from the files of a folder, or None where none did."""
    return lesson_of_file(course, "course")


def lesson_choices() -> list[tuple[str, list[tuple[UUID, str]]]]:
    """All lessons to choose from, by course and module in their order, as choices of a field; two queries."""
    lessons = list(Lesson.objects.all())
    return _by_module(lessons, {lesson.pk: lesson.title for lesson in lessons})


def outcome_choices() -> list[tuple[str, list[tuple[UUID, str]]]]:
    """The same of what one can do after each that has a page, in the source language; three queries."""
    lessons = list(Lesson.objects.all())
    outcomes = lesson_outcomes((lesson.pk for lesson in lessons), SOURCE_LANGUAGE)
    return _by_module([lesson for lesson in lessons if lesson.pk in outcomes], outcomes)


def _by_module(lessons: Iterable[Lesson], said: Mapping[UUID, str]) -> list[tuple[str, list[tuple[UUID, str]]]]:
    """``lessons`` as ``said``, by course and module."""
    keys = {key for lesson in lessons for key in (lesson.course_key, lesson.module_key)}
    title_of = dict(_in_source_language().filter(translation_key__in=keys).values_list("translation_key", "title"))
    groups: dict[str, list[tuple[UUID, str]]] = {}
    for lesson in lessons:
        above = [title_of[key] for key in (lesson.course_key, lesson.module_key) if key in title_of]
        groups.setdefault(" – ".join(above), []).append((lesson.pk, said[lesson.pk]))
    return list(groups.items())


def lessons_called(title: str, *, course: str = "") -> list[Lesson]:
    """The lessons of this title, of the course of this title where one is named, in the source language."""
    lessons = lessons_and_courses().filter(title__iexact=title)
    return list(lessons.filter(course_title__iexact=course) if course else lessons)


def lessons_and_courses() -> QuerySet[Any]:
    """All lessons, each with its ``course_title`` in the source language."""
    return Lesson.objects.annotate(course_title=course_title_of(OuterRef("course_key")))


def course_choices() -> list[tuple[UUID, str]]:
    """All courses to choose from, as choices of a field."""
    return list(_in_source_language().filter(coursepage__isnull=False).values_list("translation_key", "title"))


def course_title_in(course_key: OuterRef, language: str) -> Coalesce:
    """The title in ``language`` of a course that an outer query names, in the source language where there is none."""
    pages = CoursePage.objects.filter(translation_key=course_key, locale__language_code=language)
    return Coalesce(Subquery(pages.values("title")[:1]), course_title_of(course_key))


def course_title_of(course_key: OuterRef) -> Subquery:
    """The title in the source language of a course that an outer query names."""
    return Subquery(_in_source_language().filter(translation_key=course_key).values("title")[:1])


def _in_source_language() -> QuerySet[Page]:
    return Page.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")


def _wanted_first(language: str) -> Case:
    return Case(
        When(locale__language_code=language, then=Value(0)),
        When(locale__language_code=SOURCE_LANGUAGE, then=Value(1)),
        default=Value(2),
    )
