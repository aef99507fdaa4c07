"""How a cell of a gradebook came to be what it is."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.queries import ResultInTime, counts_in, results_in_order
from assignments.enums import Verdict
from assignments.models import Review
from assignments.queries import reviews_in_order
from attendance.queries import DayTurn, turns_of_days
from cohorts.models import Cohort, Enrolment
from cohorts.queries import lesson_entries
from core.local_text import language_now
from gradebook.enums import ASSIGNMENTS, DAYS
from gradebook.models import HandMark, Weight
from gradebook.permissions import person_shown
from gradebook.queries.books import Book, percent_of
from gradebook.queries.objectives import Unmet, unmet_objectives
from gradebook.weighing import EACH_WEIGHS
from people.models import Person


@dataclass(frozen=True)
class Change:
    """That a cell went from one value to another, or was said to stay: what ``said`` so, by ``who`` and ``why``.

    By hand or by her own result where nothing is ``said``.
    """

    at: datetime
    was: int | None
    value: int | None
    who: str = ""
    why: str = ""
    said: str = ""
    by_hand: bool = False


def history_of(viewer: Person, stay: Enrolment, book: Book, activity: str) -> list[Change]:
    """As ``viewer`` may see it, the newest first; two queries, of days and lessons three."""
    found = _found(viewer, stay, book, activity)
    marks = HandMark.objects.filter(enrolment=stay, activity=activity).select_related("marked_by__person")
    # Of days and of work there are none before the first.
    start = Change(stay.joined_at, None, 0 if activity in (DAYS, ASSIGNMENTS) else None)
    by_hand = [_by_hand(row, [start, *found]) for row in marks]
    return sorted([*by_hand, *found], key=lambda change: change.at, reverse=True)


def weights_in_time(cohort: Cohort, book: Book) -> list[tuple[Weight, int]]:
    """Every weight that was set with what it was before, the newest first, with who set it; one query."""
    rows = Weight.objects.filter(cohort=cohort).select_related("set_by__person").order_by("set_at", "pk")
    weighs: dict[str, int] = {book.pre_test: 0}
    changes = []
    for row in rows:
        changes.append((row, weighs.get(row.activity, EACH_WEIGHS)))
        weighs[row.activity] = row.weight
    return changes[::-1]


def unmet_in(viewer: Person, stay: Enrolment, activity: str) -> list[Unmet]:
    """What the questions of a lesson show that she cannot do yet; nothing of what is no lesson."""
    lesson = _lesson(activity)
    entries = {entry.key: entry for entry in lesson_entries(stay.cohort, language_now())}
    return unmet_objectives(viewer, stay, [lesson], entries) if lesson in entries else []


def changes_of_result(results: Iterable[ResultInTime], counts: Callable[[Sequence[int]], int] = max) -> list[Change]:
    """Of results in order those that changed what counts of them, by the rule ``counts``. Where it is the best, 40, 30,
    80 are two changes, and 80 that was marked anew and is 60 is a third.
    """
    counting: int | None = None
    percents: dict[UUID, int] = {}
    changes = []
    for each in results:
        percents[each.attempt] = each.percent
        was, counting = counting, counts(list(percents.values()))
        if counting != was:
            changes.append(Change(each.at, was, counting, said=_("Marked anew") if each.is_anew else ""))
    return changes


def found_at(changes: Iterable[Change], moment: datetime) -> int | None:
    """What the portal found by ``moment``, of ``changes`` in order: it counts where no mark by hand stands."""
    return next((change.value for change in reversed([each for each in changes if each.at <= moment])), None)


def _found(viewer: Person, stay: Enrolment, book: Book, activity: str) -> list[Change]:
    """What changed without a mark by hand, the oldest first."""
    if activity == DAYS:
        return [_turned(turn) for turn in turns_of_days(viewer, stay.cohort, stay.person_id)]
    if activity == ASSIGNMENTS:
        return approvals(reviews_in_order(viewer, stay.cohort, stay.person_id), book.counting)
    if activity in book.works:
        reviews = reviews_in_order(viewer, stay.cohort, stay.person_id)
        return reviewed([each for each in reviews if _of(each) == activity])
    lesson = _lesson(activity)
    if lesson is None:
        return []
    return changes_of_result(results_in_order(person_shown(viewer, stay), lesson), counts_in(lesson))


def reviewed(reviews: Iterable[Review]) -> list[Change]:
    """Each of the ``reviews`` of one work, in order: its marks count while it is approved."""
    changes: list[Change] = []
    value: int | None = None
    for each in reviews:
        was, value = value, _percent(each) if each.verdict == Verdict.APPROVED else None
        changes.append(Change(each.at, was, value, each.by.name, each.comment, _said(each)))
    return changes


def approvals(reviews: Iterable[Review], counting: Collection[str]) -> list[Change]:
    """Of ``reviews`` in order those that changed how many of the assignments ``counting`` are approved."""
    approved: set[str] = set()
    changes = []
    for each in reviews:
        key, was = _of(each), len(approved)
        if each.verdict == Verdict.APPROVED and key in counting:
            approved.add(key)
        else:
            approved.discard(key)
        if len(approved) != was:
            said = f"{each.hand_in.work.assignment.title}: {each.get_verdict_display()}"
            changes.append(Change(each.at, was, len(approved), each.by.name, said=said))
    return changes


def _of(review: Review) -> str:
    return str(review.hand_in.work.assignment_id)


def _percent(review: Review) -> int | None:
    return percent_of(review.marks, review.hand_in.work.assignment.marks_of)


def _said(review: Review) -> str:
    verdict, of = str(review.get_verdict_display()), review.hand_in.work.assignment.marks_of
    if review.marks is None or not of:
        return verdict
    return f"{verdict} · {_('%(number)d of %(whole)d') % {'number': review.marks, 'whole': of}}"


def _turned(turn: DayTurn) -> Change:
    """From what to what the mark of the day went, and so how many days count."""
    words = [" / ".join(str(each.label) for each in said) for said in (turn.before, turn.after) if said]
    said = f"{date_format(turn.day)}: {' → '.join(words)}"
    return Change(turn.at, turn.was, turn.now, turn.by, said=said)


def _by_hand(row: HandMark, found: Sequence[Change]) -> Change:
    """What was taken back goes to what counts again."""
    value = found_at(found, row.marked_at) if row.value is None else row.value
    return Change(row.marked_at, row.was, value, _named(row), row.why, by_hand=True)


def _named(row: HandMark) -> str:
    person = getattr(row.marked_by, "person", None)
    return str(person or row.marked_by or "")


def _lesson(activity: str) -> UUID | None:
    try:
        return UUID(activity)
    except ValueError:
        return None
