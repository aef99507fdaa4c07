"""What comes of attempts that were handed in, were a question marked by the key it has now; and what was marked so."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise

from assessments import grading
from assessments.models import Answer, Attempt, AttemptQuestion, Question, Regrade, RegradedAttempt
from assessments.permissions import people_named_with_results_to
from assessments.queries.answers_worded import in_words
from assessments.remarking import KEPT_STEP, CannotBeMarkedAnew, Standing, is_same_key, key_anew, replayed
from core.local_text import choose
from people.models import Person


@dataclass(frozen=True)
class Replay:
    """One attempt: what it counts as, and what is ``found`` by the key of now, which is ``anew`` of its question.

    ``mark`` is that of the question at ``position``.
    """

    attempt: Attempt
    position: int
    anew: dict[str, Any]
    mark: Decimal
    was: Standing
    found: Standing

    @property
    def change(self) -> Decimal:
        """How many marks more."""
        return self.found.marks - self.was.marks

    @property
    def is_newly_passed(self) -> bool:
        return self.found.passed and not self.was.passed

    @property
    def is_passed_no_longer(self) -> bool:
        """By the key alone: whether the pass is taken, who marks anew decides."""
        return self.was.passed and not self.found.passed


@dataclass
class Trial:
    """All of a question: the replays, those that change first; why others cannot be marked anew; what was right before.

    ``still_open`` are attempts with the key of before that take answers now.
    """

    replays: list[Replay] = field(default_factory=list)
    refused: Counter[str | Promise] = field(default_factory=Counter)
    right_before: Counter[str] = field(default_factory=Counter)
    still_open: int = 0

    @property
    def better(self) -> int:
        return sum(each.change > 0 for each in self.replays)

    @property
    def worse(self) -> int:
        return sum(each.change < 0 for each in self.replays)

    @property
    def newly_passed(self) -> int:
        return sum(each.is_newly_passed for each in self.replays)

    @property
    def passed_no_longer(self) -> int:
        return sum(each.is_passed_no_longer for each in self.replays)


def trial_of(question: Question) -> Trial:
    """What would come of marking ``question`` anew; three queries however many attempts there are."""
    trial = Trial()
    attempts = Attempt.objects.filter(questions__question=question).in_bulk()
    for attempt_id, rows in groupby(_asked_and_given(question), key=lambda row: row.attempt_id):
        asked = list(rows)
        _try(trial, attempts[attempt_id], asked, [each.given for each in asked], question)
    trial.replays.sort(key=lambda each: (not each.change, -_moment(each.attempt)))
    return trial


def replay_of(
    attempt: Attempt,
    asked: Sequence[AttemptQuestion],
    given: Sequence[Any],
    question_id: int | None,
    now: Mapping[str, Any],
) -> Replay | None:
    """``attempt`` by the key of ``now``; None where it is marked by it already. Raises CannotBeMarkedAnew."""
    meant = next((each for each in asked if each.question_id == question_id), None)
    if meant is None:
        return None
    anew = key_anew(meant.frozen, now)
    if is_same_key(meant.frozen["kind"], meant.right_answer, anew["answer"]):
        return None
    keys = [each.key_with(anew["answer"]) if each is meant else each.key for each in asked]
    mark = grading.mark(keys[asked.index(meant)], given[asked.index(meant)]).quantize(KEPT_STEP)
    was = Standing(attempt.marks or Decimal(0), attempt.percent or 0, attempt.passed)
    found = replayed(keys, given, pass_percent=attempt.pass_percent)
    return Replay(attempt, meant.position, anew, mark, was, found)


def names_of(replays: Iterable[Replay], viewer: Person | None) -> dict[UUID, str]:
    """{person: what she is called}, of those who are named to ``viewer``; one query."""
    people = people_named_with_results_to(viewer).filter(pk__in={each.attempt.person_id for each in replays})
    return {person.pk: person.name for person in people}


def regrades_of(question: Question) -> QuerySet[Regrade]:
    """Each time that ``question`` was marked anew, the newest first, with how many attempts changed and how."""
    changed = Count("attempts", filter=~Q(attempts__new_marks=F("attempts__old_marks")))
    gained = Count("attempts", filter=Q(attempts__new_passed=True, attempts__old_passed=False))
    lost = Count("attempts", filter=Q(attempts__new_passed=False, attempts__old_passed=True))
    return question.regrades.select_related("by__person").annotate(
        marked=Count("attempts"), changed=changed, gained=gained, lost=lost
    )


def markings_anew(attempt: Attempt) -> QuerySet[RegradedAttempt]:
    """How the result of ``attempt`` came to be what it is since it was handed in, the oldest first."""
    return RegradedAttempt.objects.filter(attempt=attempt).select_related("regrade")


def _asked_and_given(question: Question) -> Iterator[Any]:
    """The questions of every attempt that asked ``question``, an attempt after the other, each with what was given."""
    asked_in = AttemptQuestion.objects.filter(question=question).values("attempt")
    newest = Answer.objects.filter(question=OuterRef("pk")).order_by("-number").values("given")[:1]
    rows = AttemptQuestion.objects.filter(attempt__in=asked_in).annotate(given=Subquery(newest))
    return rows.order_by("attempt", "position").iterator()


def _try(trial: Trial, attempt: Attempt, asked: list[AttemptQuestion], given: list[Any], question: Question) -> None:
    try:
        replay = replay_of(attempt, asked, given, question.pk, question.written)
    except CannotBeMarkedAnew as problem:
        trial.refused[problem.sentence] += not attempt.is_open
        return
    if replay is None:
        return
    if attempt.is_open:
        trial.still_open += 1
        return
    trial.replays.append(replay)
    meant = asked[replay.position - 1]
    words = in_words(meant.frozen["kind"], meant.right_answer, choose(meant.frozen["texts"]))
    trial.right_before[" · ".join(words)] += 1


def _moment(attempt: Attempt) -> float:
    return attempt.submitted_at.timestamp() if attempt.submitted_at else 0
