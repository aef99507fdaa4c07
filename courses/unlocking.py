"""Which lessons are open, and what opens the others. Plain facts in, plain answers out.

The usual rule: a lesson opens when its block has begun and the lesson before it in the course is done. A lesson may
have a rule of its own (:mod:`courses.conditions`), which stands in its place. A lesson is done when it was read to the
end and its questions, where it has some, were passed. What is done stays open.
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from courses.conditions import BEFORE, BLOCK, DAY, LESSON, USUAL, Leaf, Rule, Want, can_hold, holds, leaves_of, unmet
from courses.enums import LockReason


@dataclass(frozen=True)
class LessonFacts:
    """What is known of one lesson for one person. ``opens_on`` is None where no block holds it back; ``rule`` is None
    where it opens by the usual one."""

    key: UUID
    read: bool = False
    tested: bool = False
    passed: bool = False
    opens_on: date | None = None
    rule: Rule | None = None

    @property
    def done(self) -> bool:
        """Read to the end, and passed where there is something to pass."""
        return self.read and (self.passed or not self.tested)


class StepKind(IntEnum):
    """What she can do, the nearest at hand first."""

    LESSON = 1  # go on in a lesson that is open to her
    ACT = 2  # something outside of the lessons
    WAIT = 3  # until a day
    NOT_HERS = 4  # nothing: it is for those of whom a condition does not hold


@dataclass(frozen=True)
class Step:
    """The next thing to do on the way to a lesson that is shut: the ``lesson`` to go on in, which is open and may be
    read to its end already, the ``day`` to wait for, and the condition it is about."""

    kind: StepKind
    leaf: Leaf
    lesson: UUID | None = None
    day: date | None = None
    is_read: bool = False


@dataclass(frozen=True)
class LessonState:
    """Whether a lesson is open; where it is not, why, and the lesson or the day that opens it.

    Where a rule of its own shuts it, ``step`` is what she can do now, if there is anything.
    """

    key: UUID
    done: bool
    is_open: bool
    reason: LockReason | None = None
    waits_for: UUID | None = None
    opens_on: date | None = None
    step: Step | None = None


class _Course:
    """All lessons of a course in order, with what is known of them and the lent conditions that hold."""

    def __init__(self, lessons: Sequence[LessonFacts], today: date, held: Collection[Leaf]) -> None:
        self.lessons, self.today, self.held = lessons, today, held
        self.places = {lesson.key: place for place, lesson in enumerate(lessons)}

    def is_true(self, leaf: Leaf, place: int) -> bool:
        """Whether the condition holds for the lesson at ``place``."""
        if leaf.kind == DAY:
            return leaf.day is None or leaf.day <= self.today
        if leaf.kind not in (BEFORE, LESSON, BLOCK):
            return leaf in self.held
        about = self.about(leaf, place)
        if about is None:
            return True
        if leaf.kind == BLOCK:
            opens_on = self.lessons[about].opens_on
            return opens_on is None or opens_on <= self.today
        return self.lessons[about].done

    def about(self, leaf: Leaf, place: int) -> int | None:
        """The place of the lesson that the condition is about, of a lesson at ``place``; None where there is none."""
        if leaf.kind == BEFORE:
            return place - 1 if place else None
        if leaf.kind == BLOCK and leaf.lesson is None:
            return place
        return self.places.get(leaf.lesson) if leaf.lesson else None

    def is_open(self, place: int) -> bool:
        """Whether it is done, or its rule holds. The usual one is written out, for it is asked of nearly every one."""
        lesson = self.lessons[place]
        if lesson.done:
            return True
        if lesson.rule is not None:
            return holds(lesson.rule, lambda leaf: self.is_true(leaf, place))
        is_begun = lesson.opens_on is None or lesson.opens_on <= self.today
        return is_begun and (place == 0 or self.lessons[place - 1].done)

    def wants(self, place: int) -> list[Want]:
        """What keeps the lesson at ``place`` shut."""
        return unmet(self.lessons[place].rule or USUAL, lambda leaf: self.is_true(leaf, place))

    def step_to(self, place: int) -> Step | None:
        """The nearest thing to do for a lesson that is shut: through each lesson that is shut itself, to the first that
        is open. Each is looked at once, so that a circle has an end."""
        waiting, seen, found = deque([place]), {place}, list[Step]()
        while waiting:
            here = waiting.popleft()
            for want in self.wants(here):
                step, behind = self._way(want, here)
                if step is not None and step.kind == StepKind.LESSON:
                    return step
                if step is not None:
                    found.append(step)
                elif behind is not None and behind not in seen:
                    seen.add(behind)
                    waiting.append(behind)
        return min(found, key=lambda step: step.kind, default=None)

    def _way(self, want: Want, here: int) -> tuple[Step | None, int | None]:
        """What to do for ``want``, or the place of the lesson that is shut before it."""
        leaf, about = want.leaf, self.about(want.leaf, here)
        if not want.holds:
            return Step(StepKind.NOT_HERS, leaf), None
        if leaf.kind == DAY:
            return Step(StepKind.WAIT, leaf, day=leaf.day), None
        if about is None:
            return Step(StepKind.ACT, leaf), None
        if leaf.kind == BLOCK:
            return Step(StepKind.WAIT, leaf, day=self.lessons[about].opens_on), None
        if self.is_open(about):
            lesson = self.lessons[about]
            return Step(StepKind.LESSON, leaf, lesson=lesson.key, is_read=lesson.read), None
        return None, about


def lesson_states(
    lessons: Sequence[LessonFacts], *, today: date, held: Collection[Leaf] = frozenset()
) -> list[LessonState]:
    """The state of each of ``lessons``, which are all lessons of a course in their order.

    ``held`` are the lent conditions of their rules that hold for her.
    """
    course = _Course(lessons, today, held)
    return [_state(course, place) for place in range(len(lessons))]


def step_to(
    lessons: Sequence[LessonFacts], key: UUID, *, today: date, held: Collection[Leaf] = frozenset()
) -> Step | None:
    """What she can do now to open the lesson ``key``, which is shut; None where there is nothing."""
    course = _Course(lessons, today, held)
    return course.step_to(course.places[key])


def what_is_met(
    lessons: Sequence[LessonFacts], key: UUID, *, today: date, held: Collection[Leaf] = frozenset()
) -> dict[Leaf, bool]:
    """{condition of the rule by which the lesson ``key`` opens: whether it holds}."""
    course = _Course(lessons, today, held)
    place = course.places[key]
    return {leaf: course.is_true(leaf, place) for leaf in leaves_of(lessons[place].rule or USUAL)}


def never_open(lessons: Sequence[LessonFacts], *, today: date) -> set[UUID]:
    """The lessons that nobody could ever come to, whatever she does: their rules wait for each other in a circle, or
    contradict themselves."""
    course, reached = _Course(lessons, today, frozenset()), set[int]()

    def may_be(leaf: Leaf, place: int) -> tuple[bool, ...]:
        if leaf.kind == DAY and leaf.day is not None and leaf.day <= today:
            return (True,)
        about = course.about(leaf, place)
        if leaf.kind == BEFORE and about is None:
            return (True,)
        is_shut = about is not None and leaf.kind != BLOCK and about not in reached
        return (False,) if is_shut else (True, False)

    def can_open(place: int) -> bool:
        return can_hold(lessons[place].rule or USUAL, lambda leaf: may_be(leaf, place))

    shut = set(range(len(lessons)))
    while found := {place for place in shut if can_open(place)}:
        reached |= found
        shut -= found
    return {lessons[place].key for place in shut}


def _state(course: _Course, place: int) -> LessonState:
    lesson = course.lessons[place]
    if course.is_open(place):
        return LessonState(lesson.key, done=lesson.done, is_open=True)
    if lesson.rule is not None:
        step = course.step_to(place)
        return LessonState(
            lesson.key,
            done=False,
            is_open=False,
            reason=LockReason.RULE,
            waits_for=step.lesson if step else None,
            opens_on=step.day if step else None,
            step=step,
        )
    if lesson.opens_on is not None and lesson.opens_on > course.today:
        return LessonState(
            lesson.key, done=False, is_open=False, reason=LockReason.BLOCK_NOT_BEGUN, opens_on=lesson.opens_on
        )
    before = course.lessons[place - 1]
    reason = LockReason.TEST_BEFORE if before.read else LockReason.LESSON_BEFORE
    return LessonState(lesson.key, done=False, is_open=False, reason=reason, waits_for=before.key)
