"""The blocks of a cohort, and what it meets for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from uuid import UUID

from django.db.models import DateField, QuerySet, UUIDField
from django.utils import timezone

from cohorts.kinds import sessions_counted
from cohorts.models import Block, Cohort, Session
from core.prepared import Given, GivenMany, Prepared
from courses.queries import CoursePlan, LessonEntry, ModuleLines
from people.models import Person

# Who teaches a state may have more of them in two days than she can go to.
SESSIONS_ON_A_DESK = 12
DAYS_ON_PAPER = 6


@dataclass(frozen=True)
class SessionLine:
    """One meeting by its ``key``, named in ``language``: the reader's where the lesson is translated, none where it is
    not known.

    ``lesson`` is the one it is about, where it has no other name and the reader finds that lesson in the course. It
    ``is_over`` when it has ended.
    """

    key: int
    title: str
    language: str
    starts_at: datetime
    venue: str
    lesson: UUID | None
    is_today: bool
    is_over: bool
    makes_up: bool = False
    is_cancelled: bool = False
    cancelled_for: str = ""


@dataclass(frozen=True)
class BlockLines:
    """A block with its sessions, and those that were ``cancelled``.

    ``title`` names it in ``language``, where that is known.
    ``own_title`` is the one that its programme gave it; without one it is named by the modules it covers.
    """

    number: int
    title: str
    own_title: str
    language: str
    starts_on: date
    sessions: list[SessionLine]
    cancelled: Sequence[SessionLine] = ()

    @property
    def venue(self) -> str:
        """Where all its sessions are, or nothing where they are in several places."""
        venues = {session.venue for session in self.sessions}
        return venues.pop() if len(venues) == 1 else ""

    @property
    def others(self) -> list[SessionLine]:
        """Those that are about no lesson of the course."""
        return [session for session in self.sessions if session.lesson is None]


@dataclass(frozen=True)
class Stretch:
    """A part of the way through a course: a block, the modules that are met in it, and {lesson: when it meets}.

    The first may have no block: modules that come before any.
    """

    block: BlockLines | None
    modules: list[ModuleLines]
    meets: dict[UUID, tuple[SessionLine, ...]]


@dataclass(frozen=True)
class NearSession:
    """A meeting of today or tomorrow, or the next; ``key`` is its own."""

    key: int
    cohort_id: UUID
    cohort: str
    starts_at: datetime
    venue: str

    @property
    def is_today(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate()

    @property
    def is_near(self) -> bool:
        """Whether it is today or tomorrow."""
        return timezone.localdate(self.starts_at) <= timezone.localdate() + timedelta(days=1)


def block_lines(cohort: Cohort, plan: CoursePlan) -> list[BlockLines]:
    """The blocks of the cohort in order with their sessions, in two queries."""
    modules = {line.entry.key: lines.module for lines in plan.modules for line in lines.lessons}
    lessons = {line.entry.key: line.entry for lines in plan.modules for line in lines.lessons}
    blocks = []
    met = defaultdict(list)
    for session in _MET.all(cohort=cohort.pk):
        met[session.block_id].append(session)
    for block in _BLOCKS.all(cohort=cohort.pk):
        sessions = [session for session in met[block.pk] if not session.cancelled_at]
        keys = [session.lesson_id for session in sessions]
        covered = {module.key: module for module in (modules[key] for key in keys if key in modules)}.values()
        own = block.title if cohort.programme_id else ""
        title = own or ", ".join(module.title for module in covered) or block.title
        language = "" if own else next((module.language for module in covered), "")
        lines = [_session_line(session, lessons) for session in sessions]
        cancelled = [_session_line(session, lessons) for session in met[block.pk] if session.cancelled_at]
        blocks.append(BlockLines(block.number, title, own, language, block.starts_on, lines, cancelled))
    return blocks


def path_of(plan: CoursePlan, blocks: Sequence[BlockLines]) -> list[Stretch]:
    """Blocks, modules and sessions as one way: each module below the block that meets for it first."""
    met_in = {session.lesson: place for place, block in reversed(list(enumerate(blocks))) for session in block.sessions}
    modules: dict[int, list[ModuleLines]] = {}
    place = -1
    for lines in plan.modules:
        place = next((met_in[line.entry.key] for line in lines.lessons if line.entry.key in met_in), place)
        modules.setdefault(place, []).append(lines)
    meets: dict[UUID, tuple[SessionLine, ...]] = {}
    for session in (session for block in blocks for session in block.sessions):
        if session.lesson is not None:
            meets[session.lesson] = (*meets.get(session.lesson, ()), session)
    ahead = [Stretch(None, modules[-1], meets)] if -1 in modules else []
    return ahead + [Stretch(block, modules.get(number, []), meets) for number, block in enumerate(blocks)]


def next_of(cohort: Cohort, blocks: Sequence[BlockLines]) -> NearSession | None:
    """What the cohort meets for now or next."""
    ahead = [session for block in blocks for session in block.sessions if not session.is_over]
    line = min(ahead, key=lambda session: session.starts_at, default=None)
    return NearSession(line.key, cohort.pk, cohort.name, line.starts_at, line.venue) if line else None


def days_to_sign(cohort: Cohort) -> list[date]:
    """The days on which the block meets that runs or comes next, as many as have room on paper; one query."""
    today = timezone.localdate()
    ahead = Session.objects.standing().filter(block__cohort=cohort, block__ends_on__gte=today)
    rows = list(ahead.order_by("block__starts_on", "starts_at").values_list("block", "starts_at"))
    return sorted({timezone.localdate(starts_at) for block, starts_at in rows if block == rows[0][0]})[:DAYS_ON_PAPER]


def first_session_of(cohort: Cohort) -> tuple[datetime, str] | None:
    """(when, where) the cohort meets first; one query."""
    first = Session.objects.standing().filter(block__cohort=cohort).order_by("starts_at", "pk")
    return first.values_list("starts_at", "venue").first()


def lessons_met_next(cohorts: QuerySet[Cohort]) -> list[tuple[UUID, UUID]]:
    """(course, lesson) of what ``cohorts`` meet for today and tomorrow, else of what comes next; one query."""
    today = timezone.localdate()
    ahead = Session.objects.standing().filter(
        block__cohort__in=cohorts, lesson__isnull=False, starts_at__date__gte=today
    )
    rows = ahead.order_by("starts_at", "pk").values_list("block__cohort__course_key", "lesson", "starts_at")
    found = list(rows[:SESSIONS_ON_A_DESK])
    near = [row for row in found if timezone.localdate(row[2]) <= today + timedelta(days=1)]
    return list(dict.fromkeys((course, lesson) for course, lesson, _at in near or found[:1]))


def sessions_near(cohorts: Sequence[Cohort]) -> list[NearSession]:
    """What ``cohorts`` still meet for today and tomorrow, in one query; a session is named by its block."""
    names = {cohort.pk: cohort.name for cohort in cohorts}
    today = timezone.localdate()
    near = (
        Session.objects.standing()
        .filter(block__cohort__in=names, starts_at__date__range=(today, today + timedelta(days=1)))
        .select_related("block")
    )
    return [_near(row, names) for row in near if not row.is_over]


def sessions_ahead(person: Person, cohorts: Sequence[Cohort]) -> list[NearSession]:
    """What ``person`` still goes to in ``cohorts`` today and tomorrow, else the one that comes next.

    For whom the day counts that a make-up makes up for does not go there. One query, three where there is a make-up.
    """
    names = {cohort.pk: cohort.name for cohort in cohorts}
    rows = _AHEAD.all(cohorts=names, today=timezone.localdate())
    counted = sessions_counted(person, {row.makes_up_id for row in rows if row.makes_up_id})
    ahead = [row for row in rows if not row.is_over and row.makes_up_id not in counted]
    near = takewhile(lambda session: session.is_near, (_near(row, names) for row in ahead))
    return list(near) or [_near(row, names) for row in ahead[:1]]


def _near(row: Session, names: Mapping[UUID, str]) -> NearSession:
    return NearSession(row.pk, row.block.cohort_id, names[row.block.cohort_id], row.starts_at, row.venue)


def _ahead() -> QuerySet[Session]:
    cohorts, today = GivenMany("cohorts", UUIDField()), Given("today", DateField())
    ahead = Session.objects.standing().filter(block__cohort__id__in=[cohorts], starts_at__date__gte=today)
    return ahead.select_related("block").order_by("starts_at", "pk")[:SESSIONS_ON_A_DESK]


_AHEAD: Prepared[Session] = Prepared(_ahead)
_BLOCKS: Prepared[Block] = Prepared(lambda: Block.objects.filter(cohort=Given("cohort", UUIDField())))
_MET: Prepared[Session] = Prepared(
    lambda: Session.objects.filter(block__cohort=Given("cohort", UUIDField())).select_related("lesson")
)


def _session_line(session: Session, lessons: dict[UUID, LessonEntry]) -> SessionLine:
    entry = lessons.get(session.lesson.pk) if session.lesson and not session.title else None
    title = entry.title if entry else session.title or str(session.lesson or "")
    language, lesson = (entry.language, entry.key) if entry else ("", None)
    day, today = timezone.localdate(session.starts_at), timezone.localdate()
    return SessionLine(
        session.pk,
        title,
        language,
        starts_at=session.starts_at,
        venue=session.venue,
        is_today=day == today,
        is_over=session.is_over,
        makes_up=session.makes_up_id is not None,
        is_cancelled=session.cancelled_at is not None,
        cancelled_for=session.cancelled_for,
        lesson=lesson,
    )
