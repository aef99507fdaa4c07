"""The sessions somebody goes to, over all her cohorts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from cohorts.calendar_file import Meeting
from cohorts.kinds import sessions_counted
from cohorts.models import CalendarFeed, Session, SessionQuerySet
from cohorts.permissions import cohorts_attended_by, feeds_that_open
from cohorts.queries.meetings import name_of_session
from courses.queries import titles_as_written
from people.models import Person


@dataclass(frozen=True)
class DayOfMeetings:
    """What she goes to on one day, in the order of the hours."""

    day: date
    meetings: list[Meeting]

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


def sessions_attended_by(person: Person) -> SessionQuerySet:
    """Those of the cohorts in which ``person`` learns, trains or mentors; cancelled ones too."""
    return Session.objects.filter(block__cohort__in=cohorts_attended_by(person))


def meetings_between(person: Person, first: date, last: date, *, language: str, most: int) -> list[Meeting]:
    """What ``person`` goes to from ``first`` to ``last`` in order, ``most`` at the most; in two queries, four where
    there is a make-up. For whom the day that one makes up for counts does not go there.
    """
    rows = sessions_attended_by(person).filter(starts_at__date__range=(first, last))
    rows = rows.select_related("block__cohort__place", "lesson").order_by("starts_at", "pk")
    found = list(rows[:most])
    counted = sessions_counted(person, {row.makes_up_id for row in found if row.makes_up_id})
    return _in_words([row for row in found if row.makes_up_id not in counted], language)


def days_of_meetings(person: Person) -> list[date]:
    """The first and the last day on which she has a session, to know which months there are."""
    days = sessions_attended_by(person).order_by("starts_at").values_list("starts_at", flat=True)
    return [timezone.localdate(at) for at in (days.first(), days.last()) if at]


def by_day(meetings: Iterable[Meeting]) -> list[DayOfMeetings]:
    """``meetings`` in their order, gathered by day."""
    on: dict[date, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        on[meeting.day].append(meeting)
    return [DayOfMeetings(day, held) for day, held in on.items()]


def feed_with(token: str) -> CalendarFeed:
    """The feed of this token, with the person whose account is open. Raises CalendarFeed.DoesNotExist."""
    return feeds_that_open().select_related("person").get(token=token)


def _in_words(sessions: Sequence[Session], language: str) -> list[Meeting]:
    called = titles_as_written({row.lesson_id for row in sessions if row.lesson_id and not row.title}, language)
    return [_in_words_of(row, called) for row in sessions]


def _in_words_of(row: Session, called: Mapping[UUID, tuple[str, str]]) -> Meeting:
    cohort = row.block.cohort
    title, language = name_of_session(row, called)
    return Meeting(
        id=row.pk,
        title=title,
        language=language,
        cohort_id=cohort.pk,
        cohort=cohort.name,
        place=str(cohort.place),
        venue=row.venue,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        makes_up=row.makes_up_id is not None,
        is_cancelled=row.cancelled_at is not None,
        cancelled_for=row.cancelled_for,
        written_at=row.changed_at,
    )
