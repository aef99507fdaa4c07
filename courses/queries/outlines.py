"""A course as its outline: modules and their lessons in order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from content.addresses import address_above, addresses_in
from content.editions import kept
from courses.conditions import Leaf, Rule, leaves_of, read_rule, without
from courses.enums import TAKES_WORK, CourseState
from courses.kinds import CONDITION_KINDS
from courses.models import CoursePage, CourseStanding, LessonPage, LessonRule
from courses.permissions import courses_visible_to


@dataclass(frozen=True)
class LessonEntry:
    """One line of a course's outline; ``language`` is the one its text is written in. ``rule`` is None where it opens
    by the usual one."""

    key: UUID
    title: str
    summary: str
    minutes: int
    address: str
    language: str = "en"
    rule: Rule | None = None


@dataclass(frozen=True)
class ModuleEntry:
    """A module and its lessons in order; ``slug`` is its place on the course's page."""

    key: UUID
    title: str
    summary: str
    lessons: list[LessonEntry]
    slug: str = ""
    language: str = "en"


@dataclass(frozen=True)
class CourseOutline:
    """A course with its modules and their lessons in order; not ``published`` where it or a page above it is not, or it
    is a draft.

    It is kept for an edition and shared by all who read the course: nobody changes what is in it.
    """

    key: UUID
    title: str
    address: str
    language: str
    modules: list[ModuleEntry]
    published: bool = True
    state: CourseState = CourseState.LIVE

    @cached_property
    def lessons(self) -> list[LessonEntry]:
        """All lessons of the course in order."""
        return [lesson for module in self.modules for lesson in module.lessons]

    @cached_property
    def places(self) -> dict[UUID, int]:
        """{lesson: where among all lessons it stands}, from 0 on."""
        return {entry.key: place for place, entry in enumerate(self.lessons)}

    @property
    def takes_work(self) -> bool:
        """Whether what learners do is taken. Where it is not, all that is there is open to them to read."""
        return self.state in TAKES_WORK

    @cached_property
    def titles(self) -> dict[UUID, str]:
        """{lesson: what it is called}."""
        return {entry.key: entry.title for entry in self.lessons}

    def entry_of(self, lesson_key: UUID) -> LessonEntry | None:
        place = self.places.get(lesson_key)
        return None if place is None else self.lessons[place]

    @cached_property
    def lent_conditions(self) -> frozenset[Leaf]:
        """The conditions of all its rules that other apps decide."""
        leaves = (leaf for entry in self.lessons if entry.rule for leaf in leaves_of(entry.rule))
        return frozenset(leaf for leaf in leaves if CONDITION_KINDS.get(leaf.kind).holds_for)

    @property
    def address_above(self) -> str:
        """Where the list of courses is found."""
        return address_above(self.address)

    def module_of(self, lesson_key: UUID) -> ModuleEntry | None:
        return next((each for each in self.modules if any(line.key == lesson_key for line in each.lessons)), None)


def outline_at(course_path: str) -> CourseOutline:
    """The course at the tree path with all that is published below it: kept for an edition, else in one query."""
    return kept("outline", course_path, make=partial(_outline_at, course_path))


def _outline_at(course_path: str) -> CourseOutline:
    above = [course_path[:end] for end in range(2 * Page.steplen, len(course_path), Page.steplen)]
    rows = (
        Page.objects.filter(Q(path__startswith=course_path, live=True) | Q(path__in=[*above, course_path]))
        .order_by("path")
        .values_list(
            "path",
            "live",
            "translation_key",
            "title",
            "slug",
            "url_path",
            "locale__language_code",
            Coalesce("coursepage__content_language", "modulepage__content_language", "lessonpage__content_language"),
            "modulepage__summary",
            "lessonpage__summary",
            "lessonpage__minutes",
            Subquery(LessonRule.objects.filter(lesson=OuterRef("translation_key")).values("tree")),
            Subquery(CourseStanding.objects.filter(course_key=OuterRef("translation_key")).values("state")),
        )
    )
    outline = CourseOutline(UUID(int=0), "", "", "", [], published=False)
    modules: dict[str, ModuleEntry] = {}
    published = True
    address_of: dict[str, Callable[[str], str]] = {}
    for path, live, key, title, slug, url_path, locale, language, of_module, summary, minutes, tree, standing in rows:
        published = published and live
        if len(path) < len(course_path):
            continue
        if locale not in address_of:
            address_of[locale] = addresses_in(locale)
        address, above_it = address_of[locale](url_path), path[: -Page.steplen]
        if path == course_path:
            state = CourseState(standing or CourseState.LIVE)
            is_there = published and state != CourseState.DRAFT
            outline = CourseOutline(key, title, address, language, [], is_there, state)
        elif above_it == course_path:
            modules[path] = ModuleEntry(key, title, of_module or "", [], slug, language)
            outline.modules.append(modules[path])
        elif above_it in modules:
            rule = read_rule(tree) if tree else None
            modules[above_it].lessons.append(
                LessonEntry(key, title, summary or "", minutes or 0, address, language, rule)
            )
    return _without_what_is_gone(outline)


def _without_what_is_gone(outline: CourseOutline) -> CourseOutline:
    """``outline`` where no rule waits for a lesson that was deleted, moved away or unpublished, or for what no app
    lends any more: nobody can do it."""

    def is_gone(leaf: Leaf) -> bool:
        return leaf.kind not in CONDITION_KINDS or bool(leaf.lesson and leaf.lesson not in there)

    there = {entry.key for module in outline.modules for entry in module.lessons}
    for module in outline.modules:
        module.lessons[:] = [
            replace(entry, rule=without(entry.rule, is_gone)) if entry.rule else entry for entry in module.lessons
        ]
    return outline


def lesson_to_try(course: CoursePage) -> LessonEntry | None:
    """The lesson that is open to everybody, of a course that anybody may read about: its first."""
    return next(iter(outline_at(course.path).lessons), None)


def outline_to_try(lesson: LessonPage) -> CourseOutline | None:
    """The course of a lesson that is open to everybody; None where the lesson is not."""
    path = course_path_of(lesson)
    outline = outline_at(path)
    is_first = [entry.key for entry in outline.lessons[:1]] == [lesson.translation_key]
    return outline if is_first and courses_visible_to(None).filter(path=path).exists() else None


def course_path_of(lesson: Page) -> str:
    """The tree path of the course a lesson belongs to: two steps up."""
    return str(lesson.path[: -2 * Page.steplen])


def course_key_of(lesson: Page) -> UUID:
    """The translation key of the course a lesson belongs to."""
    return Page.objects.values_list("translation_key", flat=True).get(path=course_path_of(lesson))
