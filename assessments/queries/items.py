"""How a question of the bank works, and the test it is asked in: facts for :mod:`assessments.item_statistics`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.item_statistics import Given, ItemFigures, figures_of, reliability
from assessments.models import Answer, Attempt, AttemptQuestion, Question
from assessments.queries.figures import of_learners

CHOSEN = ONE_IS_CHOSEN | {QuestionKind.MULTIPLE}
# The newest say how it works now, and a page stays a page however much was handed in.
MOST_ATTEMPTS = 2000


@dataclass(frozen=True)
class ReliabilityFigures:
    """Cronbach's alpha of ``attempts`` that were asked the same ``questions``, so many."""

    attempts: int
    questions: int
    alpha: float


def item_figures(question: Question) -> ItemFigures | None:
    """How ``question`` works in the newest attempt of each learner; None where too few gave it. One query."""
    asked = AttemptQuestion.objects.filter(attempt=OuterRef("attempt")).order_by().values("attempt")
    newest = Answer.objects.filter(question=OuterRef("pk")).order_by("-number").values("given")[:1]
    rows: Any = (
        _handed_in()
        .filter(question=question)
        .annotate(many=Subquery(asked.annotate(number=Count("pk")).values("number")), given=Subquery(newest))
        .values_list("attempt__person", "marks", "attempt__marks", "many", "given", "attempt__language", "version")
    )
    options = question.texts["en"].get("options", {}) if question.kind in CHOSEN else {}
    given = [
        Given(float(mark), _rest(float(whole - mark), many), _chosen(answer, options), language, version)
        for mark, whole, many, answer, language, version in _once_a_person(rows[:MOST_ATTEMPTS])
    ]
    return figures_of(given, options)


def reliability_figures(question: Question) -> ReliabilityFigures | None:
    """How reliable the test of its lesson is, by those attempts that were asked the same questions. Two queries."""
    newest = Attempt.objects.handed_in().filter(quiz__lesson=question.lesson_id).order_by("-submitted_at")
    keys = [key for (key,) in _once_a_person(newest.values_list("person", "pk")[:MOST_ATTEMPTS])]
    asked: dict[Any, dict[int, float]] = defaultdict(dict)
    rows: Any = _handed_in().filter(attempt__in=keys)
    for attempt, each, marks in rows.values_list("attempt", "question", "marks"):
        asked[attempt][each] = float(marks)
    alike: dict[frozenset[int], list[list[float]]] = defaultdict(list)
    for marks_of in asked.values():
        alike[frozenset(marks_of)].append([marks_of[each] for each in sorted(marks_of)])
    attempts = max(alike.values(), key=len, default=[])
    alpha = reliability(attempts)
    return None if alpha is None else ReliabilityFigures(len(attempts), len(attempts[0]), alpha)


def _once_a_person(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The first row of each person, who stands first in it, without her: who tries again and again counts once."""
    seen = set()
    for person, *row in rows:
        if person not in seen:
            seen.add(person)
            yield tuple(row)


def _handed_in() -> QuerySet[AttemptQuestion]:
    return of_learners().filter(question__isnull=False).order_by("-attempt__submitted_at")


def _rest(marks: float, many: int) -> float:
    """The share of the other questions that was right; nothing where it was asked alone."""
    return marks / (many - 1) if many > 1 else 0.0


def _chosen(answer: Any, options: dict[str, str]) -> frozenset[str]:
    given = answer if isinstance(answer, list) else [answer]
    return frozenset(each for each in given if isinstance(each, str) and each in options)
