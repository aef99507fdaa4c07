"""Which lessons are open, and what opens the others. Plain facts in, plain answers out.

The rule: a lesson opens when its block has begun and the lesson before it in the course is done. A lesson is done
when it was read to the end and its questions, where it has some, were passed. What is done stays open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from courses.enums import LockReason

# Who joins a course that goes on already has so long until anything is late to her.
TIME_TO_CATCH_UP = timedelta(days=7)


@dataclass(frozen=True)
class LessonFacts:
    """What is known of one lesson for one person. ``opens_on`` is None where no block holds it back."""

    key: UUID
    read: bool = False
    tested: bool = False
    passed: bool = False
    opens_on: date | None = None

    @property
    def done(self) -> bool:
        """Read to the end, and passed where there is something to pass."""
        return self.read and (self.passed or not self.tested)


@dataclass(frozen=True)
class LessonState:
    """Whether a lesson is open; where it is not, why, and the lesson or the day that opens it."""

    key: UUID
    done: bool
    is_open: bool
    reason: LockReason | None = None
    waits_for: UUID | None = None
    opens_on: date | None = None


def lesson_states(lessons: Sequence[LessonFacts], *, today: date) -> list[LessonState]:
    """The state of each of ``lessons``, which are all lessons of a course in their order."""
    states: list[LessonState] = []
    before: LessonFacts | None = None
    for lesson in lessons:
        states.append(_state(lesson, before, today))
        before = lesson
    return states


def days_over(opens_on: Iterable[date], today: date) -> set[date]:
    """The first days of the blocks that are over: a block is over when another has begun after it."""
    begun = sorted({day for day in opens_on if day <= today})
    return set(begun[:-1])


def catches_up(joined_on: date, today: date) -> bool:
    """Whether she joined less than a week ago: until then nothing is late to her, whatever was before she came."""
    return today < joined_on + TIME_TO_CATCH_UP


def _state(lesson: LessonFacts, before: LessonFacts | None, today: date) -> LessonState:
    if lesson.done:
        return LessonState(lesson.key, done=True, is_open=True)
    if lesson.opens_on is not None and lesson.opens_on > today:
        return LessonState(
            lesson.key, done=False, is_open=False, reason=LockReason.BLOCK_NOT_BEGUN, opens_on=lesson.opens_on
        )
    if before is not None and not before.done:
        reason = LockReason.TEST_BEFORE if before.read else LockReason.LESSON_BEFORE
        return LessonState(lesson.key, done=False, is_open=False, reason=reason, waits_for=before.key)
    return LessonState(lesson.key, done=False, is_open=True)
