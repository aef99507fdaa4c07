"""A lesson as one person meets it, and what is offered to her at its end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from core.registry import Registry
from courses.models import LessonPage
from courses.permissions import CourseAccess, course_access
from courses.queries.outlines import CourseOutline, LessonEntry, ModuleEntry, course_path_of, outline_at
from courses.queries.progress import LessonPlace, lessons_begun, progress_in
from courses.queries.results import results
from courses.unlocking import LessonFacts, LessonState, lesson_states
from people.models import User
from people.permissions import person_of


@dataclass(frozen=True)
class Facts:
    """What a reading follows from."""

    outline: CourseOutline
    access: CourseAccess
    progress: dict[UUID, LessonPlace]
    tested: set[UUID]
    passed: set[UUID]


@dataclass(frozen=True)
class Reading:
    """A lesson as one person meets it.

    ``blocked_by`` is the lesson to finish first where this one is locked, ``go_on_with`` the first that is open to her
    and not done; ``step`` is the block she last looked at.
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


def states_of(
    keys: list[UUID], access: CourseAccess, *, read: set[UUID], tested: set[UUID], passed: set[UUID]
) -> dict[UUID, LessonState]:
    """The state of the lessons ``keys`` (all of a course, in order) for who has read and passed these."""
    facts = [
        LessonFacts(
            key,
            read=key in read,
            tested=key in tested,
            passed=key in passed,
            opens_on=access.opens_on.get(key),
        )
        for key in keys
    ]
    states = lesson_states(facts, today=timezone.localdate())
    if access.reads_all:
        states = [LessonState(state.key, done=state.done, is_open=True) for state in states]
    return {state.key: state for state in states}


def reading_of(user: User, lesson: LessonPage) -> Reading | None:
    """How ``user`` meets the lesson; None where it is taken away for now, itself or what it stands in."""
    person = person_of(user)
    outline = outline_at(course_path_of(lesson))
    if not outline.published or lesson.translation_key not in outline.places:
        return None
    access = course_access(user, person, outline.key)
    progress = progress_in(person, outline.key)
    tested, passed = results(person, outline.key)
    facts = Facts(outline, access, progress, tested, passed)
    return _reading(facts, lesson, read={key for key, place in progress.items() if place.is_finished})


def once_finished(reading: Reading, lesson: LessonPage) -> Reading:
    """``reading`` as it is as soon as she has finished the lesson."""
    return _reading(reading.facts, lesson, read=reading.read | {lesson.translation_key})


def _reading(facts: Facts, lesson: LessonPage, *, read: set[UUID]) -> Reading:
    outline, access, entries = facts.outline, facts.access, facts.outline.lessons
    keys = [entry.key for entry in entries]
    states = states_of(keys, access, read=read, tested=facts.tested, passed=facts.passed)
    place = outline.places[lesson.translation_key]
    state = states[lesson.translation_key]
    after = entries[place + 1] if place + 1 < len(entries) else None
    go_on_with = first_to_do(entries, states)
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
        blocked_by=next((entry for entry in entries if entry.key == state.waits_for), None),
        go_on_with=go_on_with,
        go_on_is_read=bool(go_on_with and go_on_with.key in read),
        step=here.step if here else 1,
        finished=lesson.translation_key in read,
        has_questions=lesson.translation_key in facts.tested,
        states=[states[key] for key in keys],
    )


def lesson_read_by(user: User, lesson_id: int) -> LessonPage:
    """The page of this key, where the lesson is open to ``user`` now. Raises LessonPage.DoesNotExist."""
    lesson: LessonPage = LessonPage.objects.live().select_related("locale").get(pk=lesson_id)
    if not can_read(user, lesson):
        raise LessonPage.DoesNotExist
    return lesson


def can_read(user: User, lesson: LessonPage) -> bool:
    """Whether the lesson is there and open to ``user`` now: what :attr:`Reading.may_read` says.

    Asked of the lesson and the one before it alone, for no other has a say in it.
    """
    person, outline = person_of(user), outline_at(course_path_of(lesson))
    place = outline.places.get(lesson.translation_key)
    if not outline.published or place is None:
        return False
    access = course_access(user, person, outline.key)
    if person is None or not access.is_learner or access.reads_all:
        return access.reads_all
    keys = [entry.key for entry in outline.lessons[max(0, place - 1) : place + 1]]
    begun = lessons_begun([person.pk], keys).get(person.pk, {})
    tested, passed = results(person, outline.key)
    read = {key for key, each in begun.items() if each.is_finished}
    return states_of(keys, access, read=read, tested=tested, passed=passed)[lesson.translation_key].is_open


def first_to_do(lessons: Iterable[LessonEntry], states: dict[UUID, LessonState]) -> LessonEntry | None:
    """The first of the lessons that is open and not done."""
    return next((lesson for lesson in lessons if states[lesson.key].is_open and not states[lesson.key].done), None)


@dataclass(frozen=True)
class LessonAction:
    """Something an upper app offers at the end of a lesson; ``address`` is where the press leads.

    ``template`` draws it where it is more than a press: for ``action``, the ``key`` and ``title`` of the lesson, around
    ``her_key`` and ``her_token``.
    """

    label: str
    icon: str
    address: str
    main: bool = False
    template: str = ""


ActionProvider = Callable[[LessonPage, Reading], LessonAction | None]
LESSON_ACTIONS: Registry[ActionProvider] = Registry("action at the end of a lesson")


@dataclass(frozen=True)
class WayIn:
    """How one comes to read a course: ``url_name`` is the page of an upper app where the press leads."""

    label: str | Promise
    icon: str
    url_name: str


WAYS_IN: Registry[WayIn] = Registry("way into a course")


def lesson_actions(lesson: LessonPage, reading: Reading) -> list[LessonAction]:
    """What upper apps offer the reader at the end of the lesson."""
    offered = (provider(lesson, reading) for provider in LESSON_ACTIONS)
    return [action for action in offered if action is not None]


# Where an upper app leads on from a lesson, without what its action says.
NEXT_STEPS: Registry[Callable[[Reading], str | None]] = Registry("next step after a lesson")


def next_step(lesson: LessonPage, reading: Reading) -> str:
    """Where to go on after the lesson: its questions, the next lesson if it is open, else its own end."""
    if lent := next((address for leads in NEXT_STEPS if (address := leads(reading))), None):
        return lent
    is_open = reading.after is not None and reading.after_state is not None and reading.after_state.is_open
    return reading.after.address if reading.after and is_open else f"{lesson.address}#end"
