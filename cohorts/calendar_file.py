"""Somebody's sessions as a calendar that phones subscribe to (RFC 5545, RFC 7986). Plain facts in, bytes out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from icalendar import Calendar, Event

MAKER = "-//Centre of Excellence//Livelihoods and Collectives//EN"
LOOK_AGAIN_AFTER = timedelta(hours=4)
# An edition of an entry is the minutes from here to its last change: it only ever grows, and 32 bits hold it for long.
EDITIONS_COUNT_FROM = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Meeting:
    """A session as her timetable and her phone's calendar say it; ``title`` is in ``language`` where that is known.

    ``written_at`` is when it was planned or changed last.
    """

    id: int
    title: str
    language: str
    cohort_id: UUID
    cohort: str
    place: str
    venue: str
    starts_at: datetime
    ends_at: datetime
    makes_up: bool
    is_cancelled: bool
    cancelled_for: str
    written_at: datetime

    @property
    def day(self) -> date:
        """In the time of the portal."""
        return timezone.localdate(self.starts_at)

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


def edition_of(changed_at: datetime) -> int:
    """SEQUENCE of an entry that was changed then: a later change never has a smaller one."""
    return max(0, int((changed_at - EDITIONS_COUNT_FROM).total_seconds() // 60))


def calendar_file(
    meetings: Iterable[Meeting],
    *,
    name: str,
    host: str,
    address_of: Callable[[UUID], str],
    cancelled: str,
    make_up: str,
) -> bytes:
    """The calendar ``name`` with an entry for each of ``meetings``.

    An entry keeps its name (UID) when its session moves, so that the phone moves it too; ``host`` makes it the
    portal's own. ``address_of`` says where the page of a cohort is, ``cancelled`` the word before what does not happen,
    ``make_up`` that before what makes up for a session.
    """
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for meeting in meetings:
        calendar.add_component(
            _entry(meeting, host, address_of(meeting.cohort_id), _words_before(meeting, cancelled, make_up))
        )
    return calendar.to_ical()


def _words_before(meeting: Meeting, cancelled: str, make_up: str) -> list[str]:
    return [*([cancelled] if meeting.is_cancelled else []), *([make_up] if meeting.makes_up else [])]


def _entry(meeting: Meeting, host: str, address: str, before: Sequence[str]) -> Event:
    entry = Event()
    entry.add("uid", f"session-{meeting.id}@{host}")
    entry.add("dtstamp", meeting.written_at.astimezone(UTC).replace(microsecond=0))
    entry.add("last-modified", meeting.written_at.astimezone(UTC).replace(microsecond=0))
    entry.add("sequence", edition_of(meeting.written_at))
    entry.add("dtstart", meeting.starts_at.astimezone(UTC))
    entry.add("dtend", meeting.ends_at.astimezone(UTC))
    entry.add("summary", ": ".join([*before, meeting.title]))
    entry.add("location", ", ".join(part for part in (meeting.venue, meeting.place) if part))
    entry.add("description", "\n".join(filter(None, [meeting.cohort, meeting.cancelled_for])))
    entry.add("url", address)
    entry.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return entry
