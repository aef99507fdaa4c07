"""Where a question of the bank is used, and how it stood before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from assessments.models import AttemptQuestion, Question, QuestionVersion
from courses.models import Lesson


@dataclass(frozen=True)
class Use:
    """In how many ``attempts`` it was asked, and when last; None where in none."""

    attempts: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class Version:
    """A question as it stood from ``written_at`` on: ``question`` has what was written alone, and is not kept."""

    number: int
    question: Question
    author: Any
    written_at: datetime | None
    use: Use


@dataclass(frozen=True)
class History:
    """All the versions of a question, that of now first, and the titles of the ``lessons`` whose tests asked it."""

    use: Use
    versions: list[Version]
    lessons: list[str]


def history_of(question: Question) -> History:
    """How ``question`` was used, version by version; three queries."""
    asked = AttemptQuestion.objects.filter(question=question).order_by()
    rows = asked.values_list("version", "attempt__quiz__lesson").annotate(Count("pk"), Max("attempt__started_at"))
    uses: dict[int, list[tuple[UUID, int, datetime]]] = {}
    for number, *use in rows:
        uses.setdefault(number, []).append(tuple(use))
    use_of = {number: _together(each) for number, each in uses.items()}
    lessons = {lesson for each in uses.values() for lesson, _attempts, _last in each}
    before = QuestionVersion.objects.filter(question=question).select_related("author__person")
    return History(
        use=_together([each for several in uses.values() for each in several]),
        versions=[
            _version(question.version, question, use_of),
            *(_version(each.number, each, use_of) for each in before),
        ],
        lessons=sorted(str(lesson) for lesson in Lesson.objects.filter(pk__in=lessons)),
    )


def _together(rows: list[tuple[UUID, int, datetime]]) -> Use:
    return Use(sum(row[1] for row in rows), max((row[2] for row in rows), default=None))


def _version(number: int, kept: Question | QuestionVersion, use_of: Mapping[int, Use]) -> Version:
    alone = Question(kind=kept.kind, texts=kept.texts, answer=kept.answer)
    return Version(number, alone, kept.author, kept.written_at, use_of.get(number, Use()))
