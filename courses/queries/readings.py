"""A lesson as one person meets it, and what is offered to her at its end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from courses.conditions import Leaf
from courses.enums import LockReason
from courses.models import LessonPage
from courses.permissions import CourseAccess, course_access
from courses.queries.locks import Opening, conditions_held, rule_in_words, say_step
from courses.queries.outlines import CourseOutline, LessonEntry, ModuleEntry, course_path_of, outline_at
from courses.queries.progress import LessonPlace, lessons_begun, progress_in
from courses.queries.results import results
from courses.unlocking import LessonFacts, LessonState, lesson_states, step_to, what_is_met
from people.models import Person, User
from people.permissions import person_of


@dataclass(frozen=True)
class Facts:
    """What a reading follows from."""

    outline: CourseOutline
    access: CourseAccess
    progress: dict[UUID, LessonPlace]
    tested: set[UUID]
    passed: set[UUID]
    held: frozenset[Leaf] = frozenset()


@dataclass(frozen=True)
class Reading:
    """A lesson as one person meets it.

    ``blocked_by`` is the lesson to finish first where this one is locked, ``go_on_with`` the one that brings her there,
    else the first that is open to her and not done; ``step`` is the block she last looked at. ``can_do`` says what she
    can do now where this lesson is locked, ``opening`` its whole rule where it has one of its own, ``after_can_do``
    what opens the next where that has.
    ``outline`` and ``module`` say where in the course the lesson is, ``states`` how all its lessons stand, in order;
    ``read`` are those read to their end.
    """

    facts: Facts
    read: set[UUID]
    outline: CourseOutline
    module: ModuleEntry | None
    access: CourseAccess
    state: LessonState
    before: LessonEntry | None
    after: LessonEntry | None
    after_state: LessonState | None
    blocked_by: LessonEntry | None
    go_on_with: LessonEntry | None
    go_on_is_read: bool
    step: int
    finished: bool
    has_questions: bool
    states: list[LessonState]
    can_do: str = ""
    opening: Opening | None = None
    after_can_do: str = ""

    @property
    def lessons_done(self) -> int:
        """How many lessons of the course she has done."""
        return sum(state.done for state in self.states)

    @property
    def entry(self) -> LessonEntry:
        """The lesson itself, as a line of the outline."""
        return self.outline.lessons[self.place - 1]

    @property
    def place(self) -> int:
        """Which lesson of the course it is, from 1 on."""
        return self.outline.places[self.state.key] + 1

    @property
    def may_read(self) -> bool:
        """Whether the lesson is hers to read now."""
        return self.access.reads and self.state.is_open


def facts_of_lessons(
    entries: Sequence[LessonEntry],
    opens_on: Mapping[UUID, date],
    *,
    read: Collection[UUID],
    tested: Collection[UUID],
    passed: Collection[UUID],
) -> list[LessonFacts]:
    """What the rules of ``entries`` (all of a course, in order) are asked with, for who has read and passed these."""
    return [
        LessonFacts(
            entry.key,
            read=entry.key in read,
            tested=entry.key in tested,
            passed=entry.key in passed,
            opens_on=opens_on.get(entry.key),
            rule=entry.rule,
        )
        for entry in entries
    ]


def states_of(
    entries: Sequence[LessonEntry],
    access: CourseAccess,
    *,
    read: set[UUID],
    tested: set[UUID],
    passed: set[UUID],
    held: frozenset[Leaf] = frozenset(),
    takes_work: bool = True,
) -> dict[UUID, LessonState]:
    """The state of the lessons ``entries`` (all of a course, in order) for who has read and passed these, where these
    lent conditions are ``held``. In a course that ``takes_work`` no more she could open none: then all are open."""
    facts = facts_of_lessons(entries, access.opens_on, read=read, tested=tested, passed=passed)
    states = lesson_states(facts, today=timezone.localdate(), held=held)
    if access.reads_all or not takes_work:
        states = [LessonState(state.key, done=state.done, is_open=True) for state in states]
    return {state.key: state for state in states}


def held_by(person: Person | None, outline: CourseOutline, access: CourseAccess) -> frozenset[Leaf]:
    """The lent conditions of the course's rules that hold for her; no query where no rule has any."""
    if person is None or access.reads_all or not access.is_learner or not outline.lent_conditions:
        return frozenset()
    return conditions_held([person.pk], outline.key, outline.lent_conditions)[person.pk]


def locks_of(user: User, course_path: str) -> dict[UUID, str]:
    """{lesson of the course that is shut to ``user``: what she can do now}; none for who takes no part in it.

    In three queries, and one for each kind of condition that its rules ask of other apps.
    """
    person, outline = person_of(user), outline_at(course_path)
    access = course_access(user, person, outline.key)
    if not access.is_learner or access.reads_all or not outline.takes_work:
        return {}
    progress, (tested, passed) = progress_in(person, outline.key), results(person, outline.key)
    read = {key for key, place in progress.items() if place.is_finished}
    facts = facts_of_lessons(outline.lessons, access.opens_on, read=read, tested=tested, passed=passed)
    today, held = timezone.localdate(), held_by(person, outline, access)
    shut = [state.key for state in lesson_states(facts, today=today, held=held) if not state.is_open]
    return {key: say_step(step_to(facts, key, today=today, held=held), outline.titles) for key in shut}


def reading_of(user: User, lesson: LessonPage) -> Reading | None:
    """How ``user`` meets the lesson; None where it is taken away for now, itself or what it stands in."""
    person = person_of(user)
    outline = outline_at(course_path_of(lesson))
    if not outline.published or lesson.translation_key not in outline.places:
        return None
    access = course_access(user, person, outline.key)
    progress = progress_in(person, outline.key)
    tested, passed = results(person, outline.key)
    facts = Facts(outline, access, progress, tested, passed, held_by(person, outline, access))
    return _reading(facts, lesson, read={key for key, place in progress.items() if place.is_finished})


def once_finished(reading: Reading, lesson: LessonPage) -> Reading:
    """``reading`` as it is as soon as she has finished the lesson."""
    return _reading(reading.facts, lesson, read=reading.read | {lesson.translation_key})


def _reading(facts: Facts, lesson: LessonPage, *, read: set[UUID]) -> Reading:
    outline, access, entries = facts.outline, facts.access, facts.outline.lessons
    states = states_of(
        entries,
        access,
        read=read,
        tested=facts.tested,
        passed=facts.passed,
        held=facts.held,
        takes_work=outline.takes_work,
    )
    place = outline.places[lesson.translation_key]
    state = states[lesson.translation_key]
    after = entries[place + 1] if place + 1 < len(entries) else None
    lock = _lock(facts, state, read) if access.reads and not state.is_open else NOT_LOCKED
    go_on_with = lock.leads_to or first_to_do(entries, states)
    here = facts.progress.get(lesson.translation_key)
    return Reading(
        facts=facts,
        read=read,
        outline=outline,
        module=outline.module_of(lesson.translation_key),
        access=access,
        state=state,
        before=entries[place - 1] if place else None,
        after=after,
        after_state=states[after.key] if after else None,
        blocked_by=outline.entry_of(state.waits_for) if state.waits_for else None,
        go_on_with=go_on_with,
        go_on_is_read=bool(go_on_with and go_on_with.key in read),
        step=here.step if here else 1,
        finished=lesson.translation_key in read,
        has_questions=lesson.translation_key in facts.tested,
        states=list(states.values()),
        can_do=lock.can_do,
        opening=lock.opening,
        after_can_do=say_step(states[after.key].step, outline.titles)
        if after and states[after.key].reason == LockReason.RULE
        else "",
    )


@dataclass(frozen=True)
class Lock:
    """Of a lesson that is shut: what she can do now, the lesson where she does it, and its whole rule."""

    can_do: str = ""
    leads_to: LessonEntry | None = None
    opening: Opening | None = None


NOT_LOCKED = Lock()


def _lock(facts: Facts, state: LessonState, read: set[UUID]) -> Lock:
    outline, today = facts.outline, timezone.localdate()
    lessons = facts_of_lessons(
        outline.lessons, facts.access.opens_on, read=read, tested=facts.tested, passed=facts.passed
    )
    step = step_to(lessons, state.key, today=today, held=facts.held)
    leads_to = outline.entry_of(step.lesson) if step and step.lesson else None
    rule, opening = outline.lessons[outline.places[state.key]].rule, None
    if rule is not None:
        met = what_is_met(lessons, state.key, today=today, held=facts.held)
        opening = rule_in_words(rule, met.__getitem__, outline.titles)
    return Lock(say_step(step, outline.titles), leads_to, opening)


def lesson_read_by(user: User, lesson_id: int) -> LessonPage:
    """The page of this key, where the lesson is open to ``user`` now. Raises LessonPage.DoesNotExist."""
    lesson: LessonPage = LessonPage.objects.live().select_related("locale").get(pk=lesson_id)
    if not can_read(user, lesson):
        raise LessonPage.DoesNotExist
    return lesson


def can_read(user: User, lesson: LessonPage) -> bool:
    """Whether the lesson is there and open to ``user`` now: what :attr:`Reading.may_read` says.

    By the usual rule it is asked of the lesson and the one before it alone, for no other has a say in it.
    """
    person, outline = person_of(user), outline_at(course_path_of(lesson))
    place = outline.places.get(lesson.translation_key)
    if not outline.published or place is None:
        return False
    access = course_access(user, person, outline.key)
    if person is None or not access.is_learner or access.reads_all:
        return access.reads_all
    if not outline.takes_work:
        return True
    rule = outline.lessons[place].rule
    entries = outline.lessons if rule else outline.lessons[max(0, place - 1) : place + 1]
    begun = lessons_begun([person.pk], [entry.key for entry in entries]).get(person.pk, {})
    tested, passed = results(person, outline.key)
    read = {key for key, each in begun.items() if each.is_finished}
    held = held_by(person, outline, access) if rule else frozenset()
    states = states_of(entries, access, read=read, tested=tested, passed=passed, held=held)
    return states[lesson.translation_key].is_open


def first_to_do(lessons: Iterable[LessonEntry], states: dict[UUID, LessonState]) -> LessonEntry | None:
    """The first of the lessons that is open and not done."""
    return next((lesson for lesson in lessons if states[lesson.key].is_open and not states[lesson.key].done), None)
