"""What another rule of a lesson would change for those who take part in its course."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from courses.conditions import Leaf, Rule, leaves_of, read_rule
from courses.kinds import LEARNERS, PASSES, UnderWay
from courses.models import CoursePage, Lesson, LessonRule
from courses.queries.locks import conditions_held
from courses.queries.outlines import LessonEntry, outline_at
from courses.queries.progress import lessons_begun
from courses.queries.readings import facts_of_lessons
from courses.queries.results import results
from courses.unlocking import LessonFacts, lesson_states
from people.models import User


@dataclass(frozen=True)
class Effect:
    """Of ``learners`` in all: whom the rule would ``shut`` out of the lesson that is open to them now, how many it is
    ``opened`` to, and how many have ``done`` it, to whom it stays open."""

    learners: int
    shut: list[UnderWay]
    opened: int
    done: int

    @property
    def named(self) -> list[UnderWay]:
        """Those shut out whose names the editor may know."""
        return [each for each in self.shut if each.name]

    @property
    def unnamed(self) -> int:
        return len(self.shut) - len(self.named)


def learners_of_course(course_key: UUID, *, asked_by: User) -> list[UnderWay]:
    """Who takes part in the course, by name where ``asked_by`` may know her."""
    return [each for find in LEARNERS for each in find(course_key, asked_by.pk)]


def lessons_in_order(course_key: UUID) -> list[tuple[str, str]]:
    """[(key, title)] of the lessons of a course that are published."""
    lessons = Lesson.objects.filter(course_key=course_key, is_published=True)
    return [(str(lesson.pk), f"{lesson.position}. {lesson.title}") for lesson in lessons]


def rule_of(lesson_key: UUID) -> Rule | None:
    """The lesson's own rule as it is kept; None where it opens as usual."""
    kept = LessonRule.objects.filter(lesson=lesson_key).first()
    return read_rule(kept.tree) if kept else None


def entries_of(course_key: UUID) -> Sequence[LessonEntry]:
    """The lessons of a course in order, from any page of it that has them."""
    pages = CoursePage.objects.filter(translation_key=course_key).order_by("path")
    outlines = (outline_at(page.path) for page in pages)
    return next((outline.lessons for outline in outlines if outline.lessons), [])


def lessons_with_rule(lesson: Lesson, rule: Rule | None) -> list[LessonFacts]:
    """All lessons of its course as nobody has begun them, with their rules, where ``lesson`` has ``rule``."""
    entries = _with_rule(entries_of(lesson.course_key), lesson, rule)
    return facts_of_lessons(entries, {}, read=(), tested=(), passed=())


def effect_of(lesson: Lesson, rule: Rule | None, *, asked_by: User) -> Effect:
    """What it changes where ``lesson`` opens by ``rule``; a number of queries that does not grow with the learners."""
    entries = entries_of(lesson.course_key)
    under_way = {each.person: each for each in learners_of_course(lesson.course_key, asked_by=asked_by)}
    keys = [entry.key for entry in entries]
    begun, tested = lessons_begun(under_way, keys), results(None, lesson.course_key)[0]
    passes = [find(list(under_way), keys) for find in PASSES]
    new = _with_rule(entries, lesson, rule)
    held = conditions_held(list(under_way), lesson.course_key, _conditions([*entries, *new]))
    shut, opened, done = [], 0, 0
    for person, each in under_way.items():
        read = {key for key, place in begun.get(person, {}).items() if place.is_finished}
        passed = {key for found in passes for key in found.get(person, ())}
        before, after = (
            _is_open(facts_of_lessons(of, each.opens_on, read=read, tested=tested, passed=passed), lesson, held[person])
            for of in (entries, new)
        )
        done += lesson.pk in read and (lesson.pk in passed or lesson.pk not in tested)
        opened += after and not before
        if before and not after:
            shut.append(each)
    return Effect(len(under_way), sorted(shut, key=lambda each: (each.cohort, each.name)), opened, done)


def _with_rule(entries: Sequence[LessonEntry], lesson: Lesson, rule: Rule | None) -> list[LessonEntry]:
    return [replace(entry, rule=rule) if entry.key == lesson.pk else entry for entry in entries]


def _conditions(entries: Sequence[LessonEntry]) -> set[Leaf]:
    return {leaf for entry in entries if entry.rule for leaf in leaves_of(entry.rule)}


def _is_open(facts: list[LessonFacts], lesson: Lesson, held: frozenset[Leaf]) -> bool:
    states = lesson_states(facts, today=timezone.localdate(), held=held)
    return any(state.is_open for state in states if state.key == lesson.pk)
