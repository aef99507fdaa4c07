"""What a gradebook is made of: the activities of a cohort, their weights, what completes it, and what each row says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, UUIDField

from assessments.queries import result_facts
from assignments.enums import WorkState
from assignments.models import Assignment
from assignments.queries import WorkDone, work_of
from attendance.days import Days
from attendance.queries import StillHers, days_of, days_of_plan
from cohorts.cells import WrittenCells, cell_of
from cohorts.completion import CompletionRule, Line, Reached, lines_of
from cohorts.models import Cohort, Enrolment, LearnerSummary
from cohorts.queries import Plan, programme_of
from core.numbers import percent_of as share_of
from core.prepared import Given, Prepared
from gradebook.enums import ASSIGNMENTS, DAYS
from gradebook.models import GradebookRow, HandMark, Weight
from gradebook.weighing import EACH_WEIGHS, Marks, counted, total_of

NAME_LENGTH = 16
# Raised where rows keep more of the same facts than before: each is then worked out anew before it is shown.
KEEPS = 2
WHOLE = 100  # percent
ASKS_FOR_NOTHING = CompletionRule()
NOTHING_HELD = StillHers()


@dataclass(frozen=True)
class Ahead:
    """What the plan still brings: found once for all who are read together.

    ``days`` are how many may still count for who was on none of them; ``test`` whether the block of the test at the end
    has not begun; ``works`` the assignments that count and are not due yet.
    """

    days: int = 0
    test: bool = False
    works: frozenset[str] = frozenset()


NOTHING_AHEAD = Ahead()


@dataclass(frozen=True)
class Book:
    """The activities of a cohort that are marked in percent by what each weighs, its rule, and the days of its plan.

    ``pre_test`` and ``post_test`` are keys of lessons, empty where the programme names none. ``works`` is {assignment:
    its title} of those that are marked, ``counting`` {assignment: the day by which it is handed in, or None} of those
    whose approval completes. ``without_list`` are the days gone by on which no list was taken: until it is, they may
    still count for her. ``test_opens_on`` is when the block of the test at the end begins; None where there is none.
    """

    weights: dict[str, int]
    rule: CompletionRule = ASKS_FOR_NOTHING
    pre_test: str = ""
    post_test: str = ""
    days: tuple[date, ...] = ()
    has_programme: bool = False
    works: dict[str, str] = field(default_factory=dict)
    counting: Mapping[str, date | None] = field(default_factory=dict)
    without_list: frozenset[date] = frozenset()
    test_opens_on: date | None = None

    @property
    def asked_besides(self) -> list[str]:
        """What the rule asks for that is marked in days and assignments."""
        asked = {DAYS: self.rule.days_percent, ASSIGNMENTS: self.rule.assignments_needed}
        return [key for key, number in asked.items() if number]

    @property
    def activities(self) -> set[str]:
        return {*self.weights, *self.asked_besides}

    @cached_property
    def name(self) -> str:
        """Another for each other book."""
        asked = (self.rule, self.post_test, len(self.days), self.has_programme)
        said = repr((KEEPS, sorted(self.weights.items()), asked, tuple(self.counting)))
        return sha256(said.encode()).hexdigest()[:NAME_LENGTH]

    def most(self, activity: str, today: date) -> int:
        """What there may be at most of what is marked in percent, days or assignments: of days those gone by, be their
        list taken or not, for nobody was there on one that is to come.
        """
        wholes = {
            DAYS: sum(day <= today for day in self.days),
            ASSIGNMENTS: max(len(self.counting), self.rule.assignments_needed),
        }
        return wholes.get(activity, WHOLE)

    def test_is_ahead(self, today: date) -> bool:
        """Whether the block of the test at the end has not begun."""
        return self.test_opens_on is not None and self.test_opens_on > today

    def days_open(self, today: date) -> int:
        """How many days of the plan may still count for everybody: they are to come, or no list was taken."""
        return sum(day > today or day in self.without_list for day in self.days)

    def ahead(self, today: date) -> Ahead:
        """What the plan brings from ``today`` on."""
        works = frozenset(key for key, day in self.counting.items() if day is not None and day >= today)
        return Ahead(self.days_open(today), self.test_is_ahead(today), works)

    def lines(
        self,
        marks: Marks,
        ahead: Ahead = NOTHING_AHEAD,
        approved: Collection[str] = (),
        still: StillHers = NOTHING_HELD,
    ) -> list[Line]:
        """What the rule asks for, and what who has these ``marks`` has of it; none without a programme.

        ``approved`` are the assignments that count of which ``marks`` has the number, ``still`` what the days held may
        bring her yet.
        """
        if not self.has_programme:
            return []
        reached = Reached(
            len(self.days),
            marks.get(DAYS, 0),
            ahead.days + still.not_marked,
            marks.get(self.post_test),
            marks.get(ASSIGNMENTS, 0),
            ahead.test,
            len(ahead.works.difference(approved)),
            len(still.make_ups),
        )
        return lines_of(self.rule, reached)


def still_counting(still: StillHers, by_hand: Collection[str]) -> StillHers:
    """What of ``still`` may count for who has these activities ``by_hand``: days written so are of all that have gone
    by, be she marked on them or not.
    """
    return replace(still, not_marked=0) if DAYS in by_hand else still


def book_of(cohort: Cohort, plan: Plan) -> Book:
    """As it is now: what is weighed, asked for and planned; in six queries, three for who has no programme."""
    tested = result_facts(None, cohort.course_key).tested & plan.published
    programme = programme_of(cohort)
    works, counting = _works_of(cohort)
    asks_works = bool(programme and programme.assignments_needed)
    weights = dict.fromkeys((*map(str, tested), *works), EACH_WEIGHS)
    if programme is None:
        return Book(_weighed(cohort, weights), works=works)
    pre_test, post_test = str(programme.pre_test_id or ""), str(programme.post_test_id or "")
    # What shows where somebody began says nothing of what she has learned since.
    weights |= {key: weight for key, weight in ((post_test, EACH_WEIGHS), (pre_test, 0)) if key}
    planned = days_of_plan(cohort)
    return Book(
        _weighed(cohort, weights),
        programme.rule,
        pre_test,
        post_test,
        planned.days,
        has_programme=True,
        works=works,
        counting=counting if asks_works else {},
        without_list=planned.without_list if programme.rule.days_percent else frozenset(),
        test_opens_on=next((each.opens_on for each in plan.lessons if each.key == programme.post_test_id), None),
    )


def _works_of(cohort: Cohort) -> tuple[dict[str, str], dict[str, date | None]]:
    """({assignment: its title} of those that are marked, {assignment: the day it is due} of those that count)."""
    rows = _ASSIGNMENTS.all(cohort=cohort.pk)
    marked = {str(key): title for key, title, marks_of, _counts, _due in rows if marks_of}
    return marked, dict(sorted((str(key), due) for key, _title, _marks_of, counts, due in rows if counts))


_ASSIGNMENTS = Prepared(
    lambda: Assignment.objects.filter(cohort=Given("cohort", UUIDField())).values_list(
        "pk", "title", "marks_of", "counts", "due_on"
    )
)


def _weighed(cohort: Cohort, weights: dict[str, int]) -> dict[str, int]:
    """``weights`` as they were set last."""
    said = dict(_WEIGHTS.all(cohort=cohort.pk))
    return {key: said.get(key, weight) for key, weight in weights.items()}


def _oldest_weights_first() -> "QuerySet[Weight, tuple[str, int]]":
    set_there = Weight.objects.filter(cohort=Given("cohort", UUIDField()))
    return set_there.order_by("set_at", "pk").values_list("activity", "weight")


_WEIGHTS = Prepared(_oldest_weights_first)


def is_brought_up(cohort: Cohort, book: Book) -> bool:
    """Whether every row of ``cohort`` was worked out for this ``book``; a query that reads an index at two places.

    Every stay has one: it is made with its first summary.
    """
    return not _OUT_OF_DATE.all(cohort=cohort.pk, book=book.name)


def _out_of_date() -> "QuerySet[Cohort, UUID]":
    name, rows = Given("book", CharField()), GradebookRow.objects.filter(cohort=OuterRef("pk"))
    # On both sides of the one name: the index finds that there is none, however many have it.
    others = Exists(rows.filter(book__lt=name)) | Exists(rows.filter(book__gt=name))
    return Cohort.objects.filter(others, pk=Given("cohort", UUIDField())).order_by().values_list("pk", flat=True)


_OUT_OF_DATE = Prepared(_out_of_date)


@dataclass(frozen=True)
class Besides:
    """What somebody did besides lessons: her days, None before a list was taken, and her work by assignment."""

    days: Days | None = None
    works: Mapping[UUID, WorkDone] = field(default_factory=dict)

    def marks(self, book: Book) -> dict[str, int]:
        """What stands in the cells of ``book``: work counts once it is approved, in percent of its marks."""
        works = {str(key): work for key, work in self._approved().items()}
        percents = {key: percent_of(work.marks, work.of) for key, work in works.items() if key in book.works}
        marks = {key: percent for key, percent in percents.items() if percent is not None}
        if ASSIGNMENTS in book.asked_besides:
            marks[ASSIGNMENTS] = len(self.approved(book))
        if self.days and DAYS in book.asked_besides:
            marks[DAYS] = self.days.counted
        return marks

    def approved(self, book: Book) -> list[str]:
        """The assignments that count in ``book`` and are approved."""
        approved = set(map(str, self._approved()))
        return [key for key in book.counting if key in approved]

    def _approved(self) -> dict[UUID, WorkDone]:
        return {key: work for key, work in self.works.items() if work.state == WorkState.APPROVED}


NOTHING_BESIDES = Besides()


def percent_of(marks: int | None, of: int | None) -> int | None:
    """Of work: 5 marks of 8 are 63 (62.5 rounded up); None where it has none."""
    return share_of(marks, of) if of and marks is not None else None


def values_of(
    book: Book, cells: WrittenCells, by_hand: Mapping[str, int], besides: Besides = NOTHING_BESIDES
) -> dict[str, Any]:
    """What a row says of who has these ``cells`` in her summary and did this ``besides``, but for its book's name."""
    tried = {key: cell_of(written) for key, written in cells.items() if key in book.weights}
    found = {key: cell.percent for key, cell in tried.items() if cell.tries}
    found |= besides.marks(book)
    standing = counted(found, {key: value for key, value in by_hand.items() if key in book.activities})
    total, lines = total_of(standing.marks, book.weights), book.lines(standing.marks)
    return {
        "marks": standing.marks,
        "by_hand": sorted(standing.by_hand),
        "approved": besides.approved(book),
        "total": total.percent,
        "done": total.done,
        "unmet": sum(not line.is_met for line in lines) if book.has_programme else None,
    }


def marks_by_hand(stays: Collection[int]) -> dict[int, dict[str, int]]:
    """{stay: {activity: mark}} of what stands by hand; one query."""
    standing: dict[int, dict[str, int]] = {}
    for stay, activity, value in _oldest_first(stays).values_list("enrolment_id", "activity", "value"):
        hers = standing.setdefault(stay, {})
        if value is None:
            hers.pop(activity, None)
        else:
            hers[activity] = value
    return standing


def _oldest_first(stays: Collection[int]) -> QuerySet[HandMark]:
    return HandMark.objects.filter(enrolment__in=stays).order_by("marked_at", "pk")


def stays_without_row(*, among: Collection[int] | None = None, cohort: Cohort | None = None) -> QuerySet[Enrolment]:
    """Those that are new, ``among`` stays by their keys or of a ``cohort``."""
    near = Q(cohort=cohort) if cohort else Q(pk__in=among or [])
    return Enrolment.objects.filter(near, gradebook=None)


def done_besides(cohort: Cohort, book: Book, stays: Collection[int]) -> dict[int, Besides]:
    """{stay: what was done besides lessons} of ``stays`` in ``cohort``, where the ``book`` has room for it.

    In seven queries; of the days nobody has any before the first list is taken.
    """
    asks_days, asks_works = DAYS in book.asked_besides, bool(book.works or book.counting)
    if not asks_days and not asks_works:
        return {}
    people = {stay.pk: stay.person for stay in Enrolment.objects.filter(pk__in=stays).select_related("person")}
    days = days_of(cohort, {person.pk for person in people.values()}) if asks_days else {}
    works = work_of(cohort, list(people.values())) if asks_works else {}
    held = {key: her_days for key, her_days in days.items() if her_days.have_begun}
    return {stay: Besides(held.get(each.pk), works.get(each.pk, {})) for stay, each in people.items()}


def summaries_of(stays: Collection[int]) -> dict[int, LearnerSummary]:
    """{stay: its summary}; one query."""
    return LearnerSummary.objects.in_bulk(stays)


def written_by_one(cohort: Cohort) -> Cohort:
    """``cohort``, locked: who sets its weights meanwhile waits."""
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def reasons_by_hand(stay: Enrolment) -> dict[str, str]:
    """{activity: why its mark was written by hand}, of those that stand; one query."""
    reasons = _oldest_first([stay.pk]).values_list("activity", "value", "why")
    newest = {activity: (value, why) for activity, value, why in reasons}
    return {activity: why for activity, (value, why) in newest.items() if value is not None}
