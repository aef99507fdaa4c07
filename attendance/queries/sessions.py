"""Sessions, and whether attendance was taken in them.

What is asked of a session or of cohorts is for who came by them through permissions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import compress
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from attendance.days import was_there
from attendance.enums import Means, Presence
from attendance.models import Mark, Scan
from attendance.opening import (
    CODE_LASTS_AFTER,
    LONGEST_SESSION,
    OPENS_BEFORE,
    code_ends_at,
    is_code_shown,
    is_open,
    opens_at,
)
from attendance.permissions import of_who_took_back, sessions_attended_by, sessions_told_apart
from attendance.queries.half_taken import half_taken, not_marked_in, sessions_lately
from cohorts.models import Cohort, Enrolment, Session
from core.local_text import language_now
from courses.queries import open_lessons_called
from people.models import Person

# News of a missed session comes within this time, or not at all: it is to bring her back, not to be a reproach.
NEWS_OF_MISSED = timedelta(days=14)
NOT_TAKEN_SHOWN = 20


@dataclass(frozen=True)
class SessionLine:
    """A session with how many were there; ``differing`` are people of whom two marks say different things, and who are
    among no others.

    Its ``title`` is in ``language``, where that of its lesson is known. One that ``is_to_come`` has no open list yet;
    one that ``is_near`` meets today or tomorrow. ``not_marked`` are people on a list that somebody has begun,
    ``lesson`` is what is taught in it.
    """

    key: int
    cohort: Cohort
    title: str
    language: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    makes_up: datetime | None
    is_today: bool
    is_to_come: bool
    is_near: bool
    present: int = 0
    late: int = 0
    absent: int = 0
    differing: int = 0
    not_marked: int = 0
    lesson: UUID | None = None

    @property
    def was_taken(self) -> bool:
        """Whether anybody is marked in it."""
        return bool(self.present + self.late + self.absent + self.differing)

    @property
    def is_not_taken(self) -> bool:
        """Whether its list is open and nobody is marked."""
        return not self.is_to_come and not self.was_taken

    @property
    def opens_at(self) -> datetime:
        """From when on its list is taken."""
        return opens_at(self.starts_at)

    @property
    def shows_code(self) -> bool:
        """Whether learners can scan its code now."""
        return is_code_shown(self.starts_at, self.ends_at, timezone.now())

    @property
    def code_ends_at(self) -> datetime:
        """From when on they can no more."""
        return code_ends_at(self.ends_at)


def lock_session(session: Session) -> None:
    """Let nobody else mark in it before this transaction ends."""
    Session.objects.select_for_update().filter(pk=session.pk).first()


def was_taken(session: Session) -> bool:
    """Whether anybody is marked in it."""
    return Mark.objects.standing().filter(session=session).exists()


def taken_among(sessions: Collection[int]) -> set[int]:
    """Those of ``sessions``, by their keys, in which anybody is marked; one query."""
    return set(
        Mark.objects.standing().filter(session__in=sessions).order_by().values_list("session", flat=True).distinct()
    )


def people_counted(session: Session) -> set[UUID]:
    """For whom the day of ``session`` counts, by this or another of its sessions: she makes up for nothing of it.

    Of one that was cancelled that is nobody: what was to be done in it is still to do. One query.
    """
    if session.cancelled_at:
        return set()
    same_day = {"session__starts_at__date": timezone.localdate(session.starts_at)}
    of_cohort = _marks_of_days().filter(session__block__cohort__blocks=session.block_id, **same_day)
    said: dict[tuple[UUID, int], list[str]] = defaultdict(list)
    for person, key, presence in of_cohort.values_list("person", "session", "presence"):
        said[person, key].append(presence)
    return {person for (person, _key), words in said.items() if was_there(words)}


def sessions_counted(person: Person, sessions: Collection[int]) -> set[int]:
    """Those of ``sessions``, by their keys, whose day counts for ``person``: the twin of :func:`people_counted`.

    Two queries.
    """
    held = Session.objects.standing().filter(pk__in=sessions).values_list("pk", "block__cohort", "starts_at")
    day_of = {key: (cohort, timezone.localdate(starts_at)) for key, cohort, starts_at in held}
    of_her = _marks_of_days().filter(
        person=person, session__block__cohort__in={cohort for cohort, _day in day_of.values()}
    )
    said: dict[tuple[UUID, date, int], list[str]] = defaultdict(list)
    for cohort, starts_at, key, presence in of_her.values_list(
        "session__block__cohort", "session__starts_at", "session", "presence"
    ):
        said[cohort, timezone.localdate(starts_at), key].append(presence)
    counted = {(cohort, day) for (cohort, day, _key), words in said.items() if was_there(words)}
    return {key for key, of_day in day_of.items() if of_day in counted}


def _marks_of_days() -> QuerySet[Mark]:
    """Those that stand in sessions that are days of a plan: neither cancelled nor a make-up."""
    return Mark.objects.standing().filter(session__cancelled_at=None, session__makes_up=None).order_by()


def stands_of(session: Session, person: Person) -> list[str]:
    """What stands of ``person`` in it."""
    return list(Mark.objects.standing().filter(session=session, person=person).values_list("presence", flat=True))


def has_scanned(session: Session, person: Person, *, since: datetime) -> bool:
    """Whether she has shown the code there ``since`` then, marked by it or marked before; two queries at most."""
    by_code = Mark.objects.filter(session=session, person=person, means=Means.CODE, received_at__gte=since)
    return by_code.exists() or Scan.objects.filter(session=session, person=person, at__gte=since).exists()


def times_taken_back(session: Session, person: Person) -> int:
    """How often it was said of ``person`` that she is not marked after all."""
    return Mark.objects.filter(session=session, person=person, presence=Presence.OPEN).count()


def sessions_to_be_in(person: Person) -> QuerySet[Session]:
    """Those whose code is shown now, in the cohorts that she takes part in; two queries."""
    shown = sessions_attended_by(person).filter(pk__in=keys_with_code())
    return shown.select_related("block__cohort").order_by("starts_at", "pk")


def keys_with_code() -> list[int]:
    """The sessions whose code is shown now, in all cohorts: nothing but by what their codes are made."""
    now = timezone.now()
    near = (now - LONGEST_SESSION - CODE_LASTS_AFTER, now + OPENS_BEFORE)
    sessions = sessions_told_apart().filter(starts_at__range=near).only("starts_at", "minutes")
    return [each.pk for each in sessions if is_code_shown(each.starts_at, each.ends_at, now)]


def people_of(session: Session) -> set[UUID]:
    """Who takes part in its cohort now, and who is marked in it."""
    cohort = session.block.cohort_id
    now = Enrolment.objects.active().filter(cohort=cohort).values_list("person", flat=True)
    return {*now, *Mark.objects.filter(session=session).values_list("person", flat=True)}


def people_with(keys: Iterable[UUID]) -> QuerySet[Person]:
    """The people of these keys."""
    return Person.objects.filter(pk__in=list(keys))


def people_ever_in(session: Session) -> set[UUID]:
    """Who takes part in its cohort or ever did: a phone may bring marks of who has left meanwhile."""
    return set(Enrolment.objects.filter(cohort=session.block.cohort_id).values_list("person", flat=True))


def session_lines(sessions: QuerySet[Session], *, says_who_is_open: bool = False) -> list[SessionLine]:
    """``sessions`` in their order, with how many were there; four queries, and one more where two marks differ.

    Where it ``says_who_is_open``, of how many nothing is said yet: one more where a list is begun, and one for each
    make-up of today among those.
    """
    rows = list(sessions.select_related("block__cohort", "makes_up"))
    keys = [row.pk for row in rows]
    counts: dict[int, dict[str, int]] = {}
    standing = Mark.objects.standing().filter(session__in=keys).order_by()
    for row in standing.values("session", "presence").annotate(people=Count("person", distinct=True)):
        counts.setdefault(row["session"], {})[row["presence"]] = row["people"]
    differing = difference_in(keys)
    for key, presence in _said_of_differing(differing):
        counts[key][presence] -= 1
    called = _called(rows)
    today = timezone.localdate()
    is_begun = [
        row.pk in counts and (row.makes_up is None or timezone.localdate(row.starts_at) == today) for row in rows
    ]
    begun = list(compress(rows, is_begun)) if says_who_is_open else []
    open_in = _not_marked_in(begun) if begun else {}
    return [
        _line(row, called[row.pk], counts.get(row.pk, {}), len(differing.get(row.pk, ())), open_in.get(row.pk, 0))
        for row in rows
    ]


def _said_of_differing(differing: Mapping[int, Collection[UUID]]) -> Iterator[tuple[int, str]]:
    """(session, presence) of each of ``differing``: each thing once that stands of her."""
    if not differing:
        return
    standing = Mark.objects.standing().filter(session__in=differing, person__in=set().union(*differing.values()))
    for key, person, presence in standing.order_by().values_list("session", "person", "presence").distinct():
        if person in differing[key]:
            yield key, presence


def _not_marked_in(sessions: Sequence[Session]) -> dict[int, int]:
    """{session: how many of those who are expected there nobody has said anything of}."""
    found = not_marked_in([each.pk for each in sessions])
    for each in sessions:
        if each.makes_up and found.get(each.pk):
            found[each.pk] -= people_counted(each.makes_up)
    return {key: len(people) for key, people in found.items()}


def sessions_of_today(cohorts: QuerySet[Cohort]) -> list[SessionLine]:
    """What ``cohorts`` meet for today, in the order of the day."""
    today = Session.objects.standing().filter(block__cohort__in=cohorts, starts_at__date=timezone.localdate())
    return session_lines(today.order_by("starts_at", "pk"), says_who_is_open=True)


def sessions_near(cohorts: QuerySet[Cohort]) -> list[SessionLine]:
    """What they meet for today and tomorrow, in order."""
    today = timezone.localdate()
    days = (today, today + timedelta(days=1))
    near = Session.objects.standing().filter(block__cohort__in=cohorts, starts_at__date__range=days)
    return session_lines(near.order_by("starts_at", "pk"), says_who_is_open=True)


def sessions_to_go_on_with(cohorts: QuerySet[Cohort]) -> list[SessionLine]:
    """What they meet for today, in the order of the day, and the lists of the last weeks that are half taken."""
    today = Session.objects.standing().filter(block__cohort__in=cohorts, starts_at__date=timezone.localdate())
    before = sessions_lately(cohorts)
    before = before.filter(half_taken(before))
    both = Session.objects.filter(Q(pk__in=today.values("pk")) | Q(pk__in=before.values("pk")))
    return session_lines(both.order_by("-starts_at__date", "starts_at", "pk"), says_who_is_open=True)


def sessions_not_taken(cohorts: QuerySet[Cohort]) -> list[SessionLine]:
    """What ``cohorts`` met for in the last weeks without everybody who is expected being marked, the newest first."""
    lately = sessions_lately(cohorts)
    nobody = ~Exists(Mark.objects.standing().filter(session=OuterRef("pk")))
    open_lists = lately.filter(Q(nobody) | half_taken(lately))
    return session_lines(open_lists.order_by("-starts_at", "pk")[:NOT_TAKEN_SHOWN], says_who_is_open=True)


def line_of(session: Session) -> SessionLine:
    """One session with how many were there."""
    return session_lines(Session.objects.filter(pk=session.pk))[0]


def difference_in(sessions: Iterable[int]) -> dict[int, set[UUID]]:
    """{session: the people of whom two marks that stand say different things and somebody decides}, in one query."""
    standing = Mark.objects.standing().filter(~of_who_took_back(), session__in=list(sessions)).order_by()
    rows = standing.values("session", "person").annotate(words=Count("presence", distinct=True)).filter(words__gt=1)
    found: dict[int, set[UUID]] = {}
    for row in rows:
        found.setdefault(row["session"], set()).add(row["person"])
    return found


def missed_lately(since: datetime) -> list[Mark]:
    """Marks that came after ``since`` and say that somebody was absent, and nothing else stands of her there.

    Of a session that has begun: before that she may still come. Nor of whom took back her consent.
    """
    now = timezone.now()
    marks = Mark.objects.standing().filter(
        ~of_who_took_back(),
        presence=Presence.ABSENT,
        received_at__gte=since,
        session__starts_at__range=(now - NEWS_OF_MISSED, now),
        session__cancelled_at=None,
    )
    found = list(marks.select_related("person", "session__block__cohort", "session__lesson"))
    differing = difference_in({mark.session_id for mark in found})
    return [mark for mark in found if mark.person_id not in differing.get(mark.session_id, ())]


def titles_of(sessions: Sequence[Session]) -> dict[int, str]:
    """{session: its own name, or that of its lesson}, in one query."""
    return {key: title for key, (title, _language) in _called(sessions).items()}


def _called(sessions: Sequence[Session]) -> dict[int, tuple[str, str]]:
    """{session: (its title, the language of that, or nothing where somebody typed it)}."""
    lessons = {session.lesson_id for session in sessions if session.lesson_id and not session.title}
    found = open_lessons_called(lessons, language_now()) if lessons else {}
    typed = {each.pk: (each.title or each.block.title, "") for each in sessions}
    return typed | {each.pk: found[each.lesson_id] for each in sessions if not each.title and each.lesson_id in found}


def _line(
    session: Session, called: tuple[str, str], counts: dict[str, int], differing: int, not_marked: int
) -> SessionLine:
    day, today = timezone.localdate(session.starts_at), timezone.localdate()
    return SessionLine(
        session.pk,
        session.block.cohort,
        *called,
        session.starts_at,
        session.ends_at,
        session.venue,
        makes_up=session.makes_up.starts_at if session.makes_up else None,
        is_today=day == today,
        is_to_come=not is_open(session.starts_at, timezone.now()),
        is_near=today <= day <= today + timedelta(days=1),
        present=counts.get(Presence.PRESENT, 0),
        late=counts.get(Presence.LATE, 0),
        absent=counts.get(Presence.ABSENT, 0),
        differing=differing,
        not_marked=not_marked,
        lesson=session.lesson_id,
    )
