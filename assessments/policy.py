"""The rules of a sitting: when it may be begun, until when its answers count. Plain facts in, plain facts out.

All moments are by the portal's clock. A phone's clock says one thing alone: how long ago something was written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

# What was sent in the last second is still in time: a press of a button takes as long as this on a poor line.
ON_ITS_WAY = timedelta(seconds=20)


@dataclass(frozen=True)
class Terms:
    """On which terms a test is taken.

    ``minutes`` to answer in and how many ``tries`` are hers, 0 being without limit; it is open from ``opens_at`` until
    ``closes_at``, None being always. What was answered in time counts if it arrives within the ``grace``. Where it
    ``works_without_line``, all of it may be done on a phone that reaches the portal only afterwards.
    """

    minutes: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    tries: int = 0
    grace: timedelta = timedelta(0)
    works_without_line: bool = True

    @property
    def ends(self) -> bool:
        """Whether a try on these terms has an end."""
        return bool(self.minutes) or self.closes_at is not None

    @property
    def has_limits(self) -> bool:
        """Whether a try costs something: she looks at the terms before the next one."""
        return bool(self.tries) or self.ends


@dataclass(frozen=True)
class Change:
    """What is different for somebody: more minutes, more tries, other hours in place of the usual ones."""

    extra_minutes: int = 0
    extra_tries: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def has_hours(self) -> bool:
        """Whether it says when the test is open."""
        return self.opens_at is not None or self.closes_at is not None


@dataclass(frozen=True)
class Span:
    """Answers are to be written by ``ends_at`` and to arrive by ``taken_until``; both None where there is no end."""

    ends_at: datetime | None = None
    taken_until: datetime | None = None


class Door(StrEnum):
    """Whether a try may be begun, and if not, why."""

    OPEN = "open"
    NOT_YET = "not-yet"
    OVER = "over"
    NO_TRIES_LEFT = "no-tries-left"


def changed(terms: Terms, changes: Iterable[Change]) -> Terms:
    """``terms`` as they are for whom ``changes`` are, the nearest to her first: what is said for herself goes before
    what is said for her group. Of each thing the nearest that says something holds; nothing is added up.
    """
    changes = list(changes)
    minutes = next((each.extra_minutes for each in changes if each.extra_minutes), 0)
    tries = next((each.extra_tries for each in changes if each.extra_tries), 0)
    hours = next((each for each in changes if each.has_hours), None)
    return replace(
        terms,
        minutes=terms.minutes + minutes if terms.minutes else 0,
        tries=terms.tries + tries if terms.tries else 0,
        opens_at=hours.opens_at if hours else terms.opens_at,
        closes_at=hours.closes_at if hours else terms.closes_at,
    )


def door(terms: Terms, *, begun: int, at: datetime) -> Door:
    """Whether one more try may be begun ``at`` this moment by who has ``begun`` so many. The hour it closes is over."""
    if terms.opens_at is not None and at < terms.opens_at:
        return Door.NOT_YET
    if terms.closes_at is not None and at >= terms.closes_at:
        return Door.OVER
    return Door.NO_TRIES_LEFT if terms.tries and begun >= terms.tries else Door.OPEN


def at_the_portal(terms: Terms, begun_at: datetime) -> Span:
    """The span of a try that the portal saw begin."""
    ends_at = _end(terms, begun_at)
    return Span(ends_at, ends_at + terms.grace) if ends_at else Span()


def on_a_phone(terms: Terms, begun_at: datetime, *, arrived_at: datetime) -> Span:
    """The span of a try that was begun without a line and reached the portal at ``arrived_at``.

    Its answers are on their way only now. So they are given the time that they may have taken: as much again from their
    arrival, and the grace.
    """
    ends_at, latest = _end(terms, begun_at), _end(terms, arrived_at)
    return Span(ends_at, max(ends_at, latest) + terms.grace) if ends_at and latest else Span()


def begun_at(
    terms: Terms, *, arrived_at: datetime, age: timedelta | None, last_ended_at: datetime | None = None
) -> datetime:
    """When a try was begun without a line that reached the portal at ``arrived_at``: after the last one, if any, ended.

    Where nobody knows how long ago that was (it was carried as a file, or sent again later), all of its minutes are
    over: what counts of it then is what was answered so many minutes from its beginning, as the phone has measured.
    """
    begun = arrived_at - (timedelta(minutes=terms.minutes) if age is None else max(age, timedelta(0)))
    return max(begun, last_ended_at) if last_ended_at else begun


def written_at(
    arrived_at: datetime, *, age: timedelta | None, since_beginning: timedelta | None = None, began_at: datetime
) -> datetime | None:
    """When something was written that arrived now; None where nobody knows.

    Its ``age`` is how long it lay on the phone. Where that is not known, it was written ``since_beginning``, as the
    phone has measured: that is known only of a try that was begun on it.
    """
    if age is not None:
        return arrived_at - max(age, timedelta(0))
    return began_at + max(since_beginning, timedelta(0)) if since_beginning is not None else None


def counts(span: Span, *, arrived_at: datetime, written_at: datetime | None = None) -> bool:
    """Whether an answer is in time: it arrived by the end, or was written by then and arrived within the grace.

    Whatever a phone says, what arrives by the end counts, and what arrives after the grace does not.
    """
    if span.ends_at is None or span.taken_until is None or arrived_at <= span.ends_at + ON_ITS_WAY:
        return True
    return written_at is not None and written_at <= span.ends_at and arrived_at <= span.taken_until


def is_time_up(span: Span, at: datetime) -> bool:
    """Whether nothing that is written ``at`` this moment or later can count."""
    return span.ends_at is not None and at > span.ends_at + ON_ITS_WAY


def is_over(span: Span, at: datetime) -> bool:
    """Whether nothing that arrives ``at`` this moment or later can count: it is handed in as it stands."""
    return is_time_up(span, at) and span.taken_until is not None and at > span.taken_until


def _end(terms: Terms, start: datetime) -> datetime | None:
    """The earlier of the minutes' end and the closing."""
    ends = [start + timedelta(minutes=terms.minutes)] if terms.minutes else []
    return min([*ends, *([terms.closes_at] if terms.closes_at else [])], default=None)
