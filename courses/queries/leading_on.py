"""Where a lesson leads on, and how one comes to read a course: lent by upper apps."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry
from courses.models import LessonPage
from courses.queries.readings import Reading


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
