"""The blocks of a cohort, and what it meets for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from cohorts.models import Cohort, Session
from cohorts.queries.plans import CoursePlan
from courses.queries import LessonEntry

# Who teaches a state may have more of them in two days than she can go to.
SESSIONS_ON_A_DESK = 12


@dataclass(frozen=True)
class SessionLine:
    """One meeting, named in ``language``: the reader's where the lesson is translated, none where it is not known."""

    title: str
    language: str
    starts_at: datetime
    venue: str


@dataclass(frozen=True)
class BlockLines:
    """A block with its sessions; ``title`` names the modules it covers, in ``language``."""

    number: int
    title: str
    language: str
    starts_on: date
    sessions: list[SessionLine]


@dataclass(frozen=True)
class NearSession:
    """A meeting of today or tomorrow, or the next."""

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
    for block in cohort.blocks.prefetch_related(Prefetch("sessions", Session.objects.select_related("lesson"))):
        sessions = list(block.sessions.all())
        keys = [session.lesson_id for session in sessions]
        covered = {module.key: module for module in (modules[key] for key in keys if key in modules)}.values()
        title = ", ".join(module.title for module in covered) or block.title
        language = next((module.language for module in covered), "")
        lines = [_session_line(session, lessons) for session in sessions]
        blocks.append(BlockLines(block.number, title, language, block.starts_on, lines))
    return blocks


def sessions_near(cohorts: Sequence[Cohort]) -> list[NearSession]:
    """What ``cohorts`` meet for today and tomorrow, in one query; a session is named by its block."""
    names = {cohort.pk: cohort.name for cohort in cohorts}
    today = timezone.localdate()
    near = Session.objects.filter(
        block__cohort__in=names, starts_at__date__range=(today, today + timedelta(days=1))
    ).select_related("block")
    return [NearSession(row.block.cohort_id, names[row.block.cohort_id], row.starts_at, row.venue) for row in near]


def sessions_ahead(cohorts: Sequence[Cohort]) -> list[NearSession]:
    """What ``cohorts`` meet for today and tomorrow, else the one that comes next; in one query."""
    names = {cohort.pk: cohort.name for cohort in cohorts}
    ahead = Session.objects.filter(block__cohort__in=names, starts_at__date__gte=timezone.localdate())
    rows = ahead.select_related("block").order_by("starts_at", "pk")[:SESSIONS_ON_A_DESK]
    found = [NearSession(row.block.cohort_id, names[row.block.cohort_id], row.starts_at, row.venue) for row in rows]
    return [session for session in found if session.is_near] or found[:1]


def _session_line(session: Session, lessons: dict[UUID, LessonEntry]) -> SessionLine:
    entry = lessons.get(session.lesson.pk) if session.lesson and not session.title else None
    title = entry.title if entry else session.title or str(session.lesson or "")
    return SessionLine(title, entry.language if entry else "", session.starts_at, session.venue)
