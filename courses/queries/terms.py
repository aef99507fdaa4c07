"""The words of a course: for its readers, and beside what a translator writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet
from wagtail.models import Page

from content.editions import kept
from content.enums import SOURCE_LANGUAGE
from content.queries import lines_of, source_of
from core.text import fold
from courses.models import CoursePage, LessonPage, Term
from courses.queries.pages import course_title_of
from courses.words import says, spoken
from people.models import User


@dataclass(frozen=True)
class WordLine:
    """A word as it is said in one language; ``language`` is that of the word, ``meant_in`` that of its meaning.

    ``english`` is what it is called in English, empty where that is the same.
    """

    word: str
    language: str
    meaning: str
    meant_in: str
    english: str


@dataclass(frozen=True)
class WordToWrite:
    """A word that the source says: what it is called there and in the language of the page, if anybody said that.

    ``is_said`` is whether the page says it so.
    """

    source: str
    meaning: str
    word: str
    is_said: bool


def words_of(course_key: UUID, language: str) -> Sequence[WordLine]:
    """The words of a course in the order of ``language``; kept for an edition, one query otherwise."""

    def find() -> list[WordLine]:
        lines = [_line(term, language) for term in Term.objects.filter(course_key=course_key)]
        return sorted(lines, key=lambda line: fold(line.word))

    return kept("words", course_key, language, make=find)


def words_in(lesson: LessonPage, language: str) -> list[WordLine]:
    """Those of its course that the text of ``lesson`` says, for a reader of ``language``."""
    course_key = _course_above(lesson)
    found = words_of(course_key, language) if course_key else []
    if not found:
        return []
    text = spoken(lines_of(lesson))
    if lesson.content_language == language:
        return [line for line in found if says(text, line.word)]
    return [line for line in found if says(text, line.english or line.word)]


def words_to_write(page: Page) -> list[WordToWrite]:
    """Those of its course that the source of ``page`` says, for who translates it; four queries."""
    course_key, source = _course_above(page), source_of(page)
    if course_key is None or source is None:
        return []
    language = page.locale.language_code
    text, written = spoken(source.lines), spoken(lines_of(page.get_latest_revision_as_object()))
    found = (term for term in Term.objects.filter(course_key=course_key) if says(text, term.name))
    return [_to_write(term, language, written) for term in found]


def terms_kept() -> "QuerySet[Term]":
    """The words of all courses, each with its ``course_title`` in the source language and who keeps it."""
    return Term.objects.select_related("keeper").annotate(course_title=course_title_of(OuterRef("course_key")))


def who_may_keep_terms() -> "QuerySet[User]":
    """Staff: they edit the words."""
    return User.objects.filter(is_staff=True).order_by("username")


def _line(term: Term, language: str) -> WordLine:
    word = term.called_in(language)
    meaning = term.meaning_in(language)
    english = term.name if fold(term.name) != fold(word.value) else ""
    return WordLine(word.value, word.language, meaning.value, meaning.language, english)


def _to_write(term: Term, language: str, written: str) -> WordToWrite:
    word = term.name if language == SOURCE_LANGUAGE else term.local_names.get(language, "")
    return WordToWrite(term.name, term.meaning, word, bool(word) and says(written, word))


def _course_above(page: Page) -> UUID | None:
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    return CoursePage.objects.filter(path__in=paths).values_list("translation_key", flat=True).first()
