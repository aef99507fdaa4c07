"""The live figures of the front page, and the search."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from assessments.models import Attempt
from cohorts.models import Cohort, Enrolment
from content.models import LearningPage
from core.charts import SMALLEST_GROUP
from core.searching import holds
from courses.models import CoursePage, LessonPage, LessonProgress
from outreach.models import HomePage, StoryPage
from people.enums import Purpose
from people.models import Person
from people.permissions import agreed
from talks.models import Message

FRESH_SECONDS = 300
MOST_FOUND = 50
SEARCHED: tuple[type[LearningPage], ...] = (CoursePage, LessonPage, StoryPage)


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


def story_of(page: HomePage) -> StoryPage | None:
    """The story an editor chose for the front page, while it is to be read."""
    if page.story_id is None:
        return None
    return StoryPage.objects.filter(pk=page.story_id).open_to_all().select_related("picture", "locale").first()


def stories_below(page: Page) -> QuerySet[StoryPage]:
    """The stories to be read below ``page``, the newest first."""
    stories = StoryPage.objects.child_of(page).open_to_all()
    return stories.select_related("picture", "locale").order_by("-published_on")


def search(typed: str, language: str) -> list[Page]:
    """The published pages in ``language`` that have every word of ``typed`` in title or summary, at most 50.

    What differs by keyboard or spelling habit only is one (:func:`core.searching.holds`).
    """
    condition = holds(typed)
    if not condition:
        return []
    found: list[Page] = []
    for model in SEARCHED:
        pages = model.objects.open_to_all().filter(locale__language_code=language).select_related("locale")
        found.extend(pages.filter(condition).order_by("path")[:MOST_FOUND])
    return found[:MOST_FOUND]


def who_agrees_to_stories(code: str) -> Person | None:
    """The person with this member code, where she agrees that stories are told of her."""
    return Person.objects.filter(agreed(Purpose.STORY, "pk"), user__username=code).first()


def code_of(person: UUID) -> str:
    """Her member code; empty where she has no account."""
    return Person.objects.filter(pk=person).values_list("user__username", flat=True).first() or ""


def _count() -> LiveFigures:
    learners = Enrolment.objects.active().values("person").distinct().count()
    # Who teaches or edits a course reads and tries its lessons too; that is no training.
    trained = Enrolment.objects.values("person")
    readers = LessonProgress.objects.filter(finished_at__isnull=False, person__in=trained)
    passes = Attempt.objects.filter(passed=True, person__in=trained)
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
