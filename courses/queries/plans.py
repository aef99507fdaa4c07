"""A course as one person meets it: what is done, open, late, and what opens the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from courses.enums import LockReason
from courses.lateness import catches_up, days_over
from courses.permissions import CourseAccess, Timetable
from courses.queries.locks import say_step
from courses.queries.outlines import CourseOutline, LessonEntry, ModuleEntry
from courses.queries.progress import progress_in
from courses.queries.readings import first_to_do, held_by, states_of
from courses.queries.results import results
from courses.unlocking import LessonState
from people.models import Person


@dataclass(frozen=True)
class LessonLine:
    """A lesson with its state for the reader; ``waits_for`` is the lesson that opens it.

    It ``is_late`` where it is not done and its block was over when another opened; nothing is to who
    joined less than a week ago. Where it is shut for the reason of the one before it in the module it does not say the
    reason again: ``says_why`` is False. ``can_do`` says what she can do now where a rule of its own shuts it.
    """

    entry: LessonEntry
    state: LessonState
    waits_for: LessonEntry | None
    is_late: bool
    says_why: bool
    can_do: str = ""


@dataclass(frozen=True)
class ModuleLines:
    """A module with its lessons as the reader meets them; it ``is_now`` where she goes on."""

    module: ModuleEntry
    lessons: list[LessonLine]
    done: int
    is_now: bool

    @property
    def is_unfolded(self) -> bool:
        """Whether she finds it open: where she goes on, and where something is late."""
        return self.is_now or any(line.is_late for line in self.lessons)


@dataclass(frozen=True)
class CoursePlan:
    """The whole course for one person: modules, how much is done, and the lesson to go on with.

    Where the course is taken away it has no title and nothing else.
    """

    title: str
    language: str
    modules: list[ModuleLines]
    done: int
    total: int
    next_lesson: LessonEntry | None

    @property
    def late(self) -> int:
        """How many lessons are late."""
        return sum(line.is_late for lines in self.modules for line in lines.lessons)

    @property
    def states(self) -> list[LessonState]:
        """How all lessons stand, in order."""
        return [line.state for lines in self.modules for line in lines.lessons]


def plan_of(outline: CourseOutline, person: Person, access: CourseAccess, within: UUID | None = None) -> CoursePlan:
    """The course as ``person`` meets it, in two queries, and one for each kind of condition that its rules
    ask of other apps.

    Late is what is late by the timetable ``within`` which she is looked at, where none is named by any of hers.
    """
    read = {key for key, place in progress_in(person, outline.key).items() if place.is_finished}
    tested, passed = results(person, outline.key)
    held = held_by(person, outline, access)
    states = states_of(
        outline.lessons, access, read=read, tested=tested, passed=passed, held=held, takes_work=outline.takes_work
    )
    tables = [table for key, table in access.timetables.items() if within in (None, key)]
    return _plan(outline, states, late=_late_of(states, tables))


def plan_to_look_at(outline: CourseOutline, *, opens_all: bool) -> CoursePlan:
    """The course for who does not take part: the first lesson is open to try, or all of them lead somewhere."""
    keys = [entry.key for entry in outline.lessons]
    states = {key: LessonState(key, done=False, is_open=opens_all or key == keys[0]) for key in keys}
    return _plan(outline, states, late=set())


def _plan(outline: CourseOutline, states: dict[UUID, LessonState], *, late: set[UUID]) -> CoursePlan:
    next_lesson = first_to_do(outline.lessons, states)
    goes_on = outline.module_of(next_lesson.key) if next_lesson else next(iter(outline.modules), None)
    lines = [
        ModuleLines(
            module,
            _lesson_lines(module.lessons, states, outline, late),
            done=sum(states[entry.key].done for entry in module.lessons),
            is_now=module is goes_on,
        )
        for module in outline.modules
    ]
    return CoursePlan(
        title=outline.title,
        language=outline.language,
        modules=lines,
        done=sum(line.done for line in lines),
        total=len(outline.lessons),
        next_lesson=next_lesson,
    )


def _lesson_lines(
    lessons: list[LessonEntry], states: dict[UUID, LessonState], outline: CourseOutline, late: set[UUID]
) -> list[LessonLine]:
    lines = []
    before: LessonState | None = None
    for entry in lessons:
        state = states[entry.key]
        waits_for = outline.entry_of(state.waits_for) if state.waits_for else None
        can_do = say_step(state.step, outline.titles) if state.reason == LockReason.RULE else ""
        says_why = not _follows(state, before)
        lines.append(LessonLine(entry, state, waits_for, entry.key in late, says_why, can_do))
        before = state
    return lines


def _follows(state: LessonState, before: LessonState | None) -> bool:
    """Whether it opens after the one ``before`` it, or on the same day, and that one says already what it waits for."""
    if before is None or before.is_open:
        return False
    if state.reason == LockReason.BLOCK_NOT_BEGUN:
        return state.opens_on == before.opens_on
    return state.reason == LockReason.LESSON_BEFORE


def _late_of(states: dict[UUID, LessonState], timetables: Iterable[Timetable]) -> set[UUID]:
    """What is not done of a block that is over by one of ``timetables``."""
    today, late = timezone.localdate(), set()
    for table in timetables:
        if not catches_up(table.joined_on, today):
            over = days_over(table.opens_on.values(), today)
            late |= {key for key, day in table.opens_on.items() if day in over}
    return {key for key, state in states.items() if key in late and not state.done}
