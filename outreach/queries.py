"""The live figures of the front page, and the search."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from assessments.models import Attempt
from cohorts.models import Cohort, Enrolment
from content.editions import kept
from content.models import LearningPage
from core.charts import SMALLEST_GROUP
from core.codes import plain_code
from core.searching import words_sought
from core.text import fold, words
from courses.models import CoursePage, LessonPage, LessonProgress
from courses.permissions import listed
from courses.queries import course_path_of, locks_of, outline_at
from outreach.models import HomePage, StoryPage
from people.enums import Purpose
from people.models import Person, User
from people.permissions import agreed
from talks.models import Message

FRESH_SECONDS = 300
MOST_FOUND = 50
# Shorter ones ("how", "do", "a") stand in every page.
LONG_WORD = 4
# How much of a word must be as it was typed, of one: a letter left out, put in or changed places of five or six.
LIKE = 0.75
# What is found, and what of it is not looked through.
SEARCHED: dict[type[LearningPage], tuple[str, ...]] = {CoursePage: (), LessonPage: ("body",), StoryPage: ("body",)}


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


def story_after(story: StoryPage) -> StoryPage | None:
    """The story that is older than this one, else the newest; None where there is no other."""
    others = StoryPage.objects.sibling_of(story, inclusive=False).open_to_all().select_related("locale")
    older = others.filter(published_on__lt=story.published_on).order_by("-published_on").first()
    return older or others.order_by("-published_on").first()


def search(typed: str, language: str) -> list[Page]:
    """The published pages in ``language`` that have every word of ``typed`` in title or summary, at most 50.

    Those that say more of it in their title come first, then courses before lessons before stories, each in its order.
    What differs by keyboard or spelling habit only is one (:func:`core.text.fold`).
    """
    wanted = words_sought(typed)
    found = [page for page in _public_pages(language) if wanted and _holds(page, wanted)]
    return sorted(found, key=lambda page: _number_in_title(page, wanted), reverse=True)[:MOST_FOUND]


def search_for_some(typed: str, language: str) -> list[Page]:
    """The published pages that have the most of the longer words of ``typed``, the best first, at most 50."""
    wanted = [words_sought(word) for word in words(typed) if len(word) >= LONG_WORD]

    def number_in(page: Any) -> int:
        return sum(_holds(page, parts) for parts in wanted)

    return sorted(filter(number_in, _public_pages(language)), key=number_in, reverse=True)[:MOST_FOUND]


def words_like(typed: str, language: str) -> list[str]:
    """For each longer word of ``typed`` the one of the pages in ``language`` that is written most like it."""
    known = kept("words of pages", language, make=lambda: _words_of_pages(language))
    near = (get_close_matches(fold(word), known, n=1, cutoff=LIKE) for word in words(typed) if len(word) >= LONG_WORD)
    return [known[found[0]] for found in near if found]


def open_to_strangers(pages: Iterable[Page]) -> set[UUID]:
    """The keys of those of ``pages`` that are lessons to try: the first of its course each."""
    lessons = [page for page in pages if isinstance(page, LessonPage)]
    first = {path: outline_at(path).lessons[:1] for path in {course_path_of(lesson) for lesson in lessons}}
    return {entry.key for entries in first.values() for entry in entries}


def shut_to(user: User, pages: Iterable[Page]) -> dict[UUID, str]:
    """{lesson among ``pages`` that is shut to her: what she can do now}, in courses she takes part in."""
    paths = {course_path_of(page) for page in pages if isinstance(page, LessonPage)}
    return {key: words for path in sorted(paths) for key, words in locks_of(user, path).items()}


def _words_of_pages(language: str) -> dict[str, str]:
    """{as it is searched: as it is written} of every longer word in a title or summary."""
    texts = (text for page in _public_pages(language) for text in (page.title, page.summary))
    return {fold(word): word.lower() for text in texts for word in words(text) if len(word) >= LONG_WORD}


def _holds(page: Any, wanted: Iterable[str]) -> bool:
    """Whether it has every word, as :func:`core.searching.holds` asks it of the database."""
    return all(word in page.search_text for word in wanted)


def _number_in_title(page: Any, wanted: Iterable[str]) -> int:
    title = fold(page.title)
    return sum(word in title for word in wanted)


def _public_pages(language: str) -> list[Any]:
    """Courses, lessons and stories that anybody may find, in the order in which they are shown; kept for an edition.

    Without their bodies: they are some hundreds, and to look through their titles and summaries takes less than to ask
    the database, however many they become.
    """

    def made() -> list[Any]:
        found: list[Any] = []
        for model, rest in SEARCHED.items():
            pages = listed(model.objects.open_to_all()).filter(locale__language_code=language)
            found.extend(pages.select_related("locale").defer(*rest).order_by("path"))
        return found

    return kept("pages that are searched", language, make=made)


def works_of(page: HomePage) -> list[Any]:
    """What learners made, as its editor put it on the front page; of somebody known only while she agrees."""
    works = [block.value for block in page.works]
    codes = {plain_code(work["code"]) for work in works if work["code"]}
    agreeing = Person.objects.filter(agreed(Purpose.STORY, "pk"), user__username__in=codes)
    shown = {"", *(agreeing.values_list("user__username", flat=True) if codes else ())}
    return [work for work in works if plain_code(work["code"] or "") in shown]


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
