"""What upper apps lend to cohorts: ways from the page of one, and what follows where summaries are worked out.

And what stands of its learners: more columns of their list, by what it is narrowed, a part of the page of each.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.registry import Registry
from core.tables import Reader


class Ways(StrEnum):
    """Among which ways from the page of a cohort a link stands there for who teaches."""

    PEOPLE = "people"
    DAYS = "days"
    WORK = "work"


@dataclass(frozen=True)
class CohortLink:
    """A way from the page of a cohort to a ``page`` of another app, which has the cohort's key in its address.

    It is shown to who learns in the cohort, to who teaches it, to who does neither and mentors it; with
    ``above_learners`` also above the list of the learners, from which who teaches goes to it.
    """

    icon: str
    label: str | Promise
    page: str
    to_learners: bool = False
    to_teachers: bool = False
    to_mentors: bool = False
    above_learners: bool = False
    among: Ways = Ways.WORK

    def is_shown(self, *, learns: bool, teaches: bool) -> bool:
        """To who ``learns`` or ``teaches`` there, or does neither."""
        if learns or teaches:
            return (learns and self.to_learners) or (teaches and self.to_teachers)
        return self.to_mentors

    def address(self, cohort_id: object) -> str:
        """Where it leads for this cohort."""
        return reverse(self.page, args=[cohort_id])


# Told in its transaction of which stays a summary was worked out anew: what an upper app worked out of it is old.
SUMMED_UP: Registry[Callable[[Collection[int]], None]] = Registry("follower of summaries")

# In the order in which the apps are loaded.
cohort_links: Registry[CohortLink] = Registry("link from the page of a cohort")


def about_session(key: int) -> str:
    """What a card of the desk is about that is of one session: an app above may lay its own instead."""
    return f"session:{key}"


def links_of(cohort_id: object, *, learns: bool, teaches: bool) -> list[tuple[CohortLink, str]]:
    """(the link, where it leads) of each that is shown to who ``learns`` or ``teaches`` there, or does neither."""
    shown = [link for link in cohort_links if link.is_shown(learns=learns, teaches=teaches)]
    return [(link, link.address(cohort_id)) for link in shown]


@dataclass(frozen=True)
class Due:
    """Something to do in a cohort, ``said`` in words, and the ``address`` where it is done.

    What ``is_now`` is of this hour: it stands first with a ``title`` in ``language``, and a button that says the
    ``action``, a quiet one where that ``is_done``.
    """

    icon: str
    said: str
    address: str
    title: str = ""
    language: str = ""
    action: str = ""
    is_now: bool = False
    is_done: bool = False


# Given who teaches and the cohort: what is to do there, for its page.
due_in_cohort: Registry[Callable[[Any, Any], Iterable[Due]]] = Registry("what is due in a cohort")


def due_in(viewer: object, cohort: object) -> list[Due]:
    """All that is lent, what is of this hour first."""
    found = [due for lent in due_in_cohort for due in lent(viewer, cohort)]
    return sorted(found, key=lambda due: not due.is_now)


@dataclass(frozen=True)
class SessionLists:
    """What another app knows of who was in a session: in which of the sessions of these keys anybody is marked, in one
    query, and for whom the day of one counts.

    ``sessions_counted`` is given a person and the keys of sessions, and says of which the day counts for her.
    """

    taken_among: Callable[[Collection[int]], Collection[int]]
    people_counted: Callable[[Any], Collection[UUID]]
    sessions_counted: Callable[[Any, Collection[int]], Collection[int]]


session_lists: Registry[SessionLists] = Registry("lists of sessions")


def taken_among(sessions: Collection[int]) -> set[int]:
    """Those of ``sessions``, by their keys, of which it is known of anybody how she was: they were held, whatever their
    hour."""
    return {key for lists in session_lists for key in lists.taken_among(sessions)} if sessions else set()


def people_counted(session: object) -> set[UUID]:
    """For whom the day of ``session`` counts; nobody where no list of that day was taken."""
    return {person for lists in session_lists for person in lists.people_counted(session)}


def sessions_counted(person: object, sessions: Collection[int]) -> set[int]:
    """Those of ``sessions``, by their keys, whose day counts for ``person``: for them she makes up no more."""
    return {key for lists in session_lists for key in lists.sessions_counted(person, sessions)} if sessions else set()


@dataclass(frozen=True)
class SessionPart:
    """A part of the page of a session that another app adds for who teaches it, below its ``title``.

    ``entries`` are (of whom, the address where more is written down, what was written down in this session).
    """

    title: str
    entries: Sequence[tuple[str, str, Sequence[str]]]


# Given who reads the page and the session.
session_parts: Registry[Callable[[Any, Any], SessionPart | None]] = Registry("part of the page of a session")


@dataclass(frozen=True)
class LearnerColumn:
    """A column that another app adds to the list of a cohort's learners, in few queries for a whole page.

    ``values`` is given who reads, the cohort and the lines of those whose results she sees (LearnerProgress of
    ``cohorts.queries``, with the ``besides`` of the columns of a lower ``place``) and gives {person: value}. ``said``
    is a value as a file has it, ``markup`` as the page draws it; who has none is a dash. One that ``is_strip`` stands
    below the dots of the lessons, the others at the end. ``legend`` says what its shapes mean: (class, shape, words).
    """

    label: str | Promise
    place: int
    values: Callable[[Any, Any, Sequence[Any]], Mapping[UUID, Any]]
    said: Callable[[Any], str]
    markup: Callable[[Any, Reader], SafeString]
    is_strip: bool = False
    legend: tuple[tuple[str, str, str | Promise], ...] = ()


@dataclass(frozen=True)
class LearnerSign:
    """How learners may stand, so that their list can be narrowed to them: the condition over the stays of a cohort.

    ``stands_so`` brings up to date first what it asks of.
    """

    label: str | Promise
    stands_so: Callable[[Any], Q]


@dataclass(frozen=True)
class ProgrammePart:
    """A part of the page of a programme, written in another app: a line for each thing, and the ``page`` to change it,
    which has the programme's key in its address.
    """

    title: str | Promise
    lead: str | Promise
    action: str | Promise
    page: str
    lines: Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class LearnerPart:
    """A part of the page of one learner: its template, and what it is drawn from."""

    template: str
    facts: Mapping[str, Any]


# Given who closes a cohort and the cohort: in sentences, what is still to do there.
open_before_closing: Registry[Callable[[Any, Any], list[str]]] = Registry("what is asked before a cohort is closed")
programme_parts: Registry[ProgrammePart] = Registry("part of a programme")
learner_columns: Registry[LearnerColumn] = Registry("column of the list of learners")
learner_signs: Registry[LearnerSign] = Registry("sign of learners")
# Given who reads, the stay, and the learner's progress: None where the reader does not see her results.
learner_parts: Registry[Callable[[Any, Any, Any], LearnerPart | None]] = Registry("part of a learner's page")
# Of stays: those that have completed what the programme asks for.
completing: Registry[Q] = Registry("who has completed")


def has_completed() -> Q:
    """Of stays, in whatever cohorts: those that have completed, as an upper app knows; nobody where none does."""
    return reduce(or_, completing, Q(pk__in=()))


def columns_in_order() -> list[tuple[str, LearnerColumn]]:
    """(key, column) of each that is lent, those of a lower place first."""
    return sorted(learner_columns.items(), key=lambda item: item[1].place)


def parts_of(viewer: object, stay: object, progress: object) -> Iterator[LearnerPart]:
    """What is lent to the page of the learner of ``stay``, for ``viewer``."""
    found = (make(viewer, stay, progress) for make in learner_parts)
    return (part for part in found if part is not None)
