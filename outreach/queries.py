"""The live figures of the front page."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from assessments.models import Attempt
from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort, Enrolment
from courses.models import LessonProgress
from mentoring.models import Message

SMALLEST_GROUP = 5
FRESH_SECONDS = 300


@dataclass(frozen=True)
class LiveFigures:
    """Counts as of a moment; None where the group is smaller than five people and is not published."""

    learners: int | None
    cohorts: int | None
    lessons_read: int | None
    passed: int | None
    messages: int | None
    as_of: datetime


def live_figures() -> LiveFigures:
    """The figures, counted at most once in five minutes."""
    found: LiveFigures | None = cache.get("outreach.live_figures")
    if found is None:
        found = _count()
        cache.set("outreach.live_figures", found, FRESH_SECONDS)
    return found


def _count() -> LiveFigures:
    taking_part = Enrolment.objects.filter(status=EnrolmentStatus.ACTIVE)
    learners = taking_part.values("person").distinct().count()
    readers = LessonProgress.objects.filter(finished_at__isnull=False)
    passes = Attempt.objects.filter(passed=True)
    writers = Message.objects.values("author").distinct().count()
    return LiveFigures(
        learners=learners if learners >= SMALLEST_GROUP else None,
        cohorts=Cohort.objects.count() if learners >= SMALLEST_GROUP else None,
        lessons_read=_count_of(readers.count(), readers.values("person").distinct().count()),
        passed=_count_of(passes.count(), passes.values("person").distinct().count()),
        messages=_count_of(Message.objects.count(), writers),
        as_of=timezone.now(),
    )


def _count_of(count: int, people: int) -> int | None:
    """``count``, unless fewer than five people stand behind it."""
    return count if people >= SMALLEST_GROUP else None
