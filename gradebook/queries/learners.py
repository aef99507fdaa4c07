"""The lines of a gradebook, as the reader may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, UUIDField, Value, When
from django.utils import timezone

from attendance.queries import days_still_hers
from certificates.models import Certificate
from certificates.queries import certificates_of_cohort
from cohorts.completion import Line, days_needed, one_step_short
from cohorts.enums import CohortState, Condition
from cohorts.models import Cohort, Enrolment
from core.prepared import Given, Prepared
from core.tables import Whole
from gradebook.enums import DAYS, Completion
from gradebook.models import GradebookRow
from gradebook.permissions import stays_shown_to
from gradebook.queries.books import Book, still_counting
from gradebook.weighing import Marks
from people.models import Person

OF_A_ROW = ("marks", "by_hand", "approved", "total", "done", "unmet")
SHOWN = ("cohort", "person__name", *(f"gradebook__{name}" for name in OF_A_ROW))
MOST_PAGES = 200
SORTED_BY = {"total_percent": "total", "number_unmet": "unmet", "number_done": "done"}


@dataclass(frozen=True)
class BookLine:
    """One learner. ``row`` is None where the reader may not see her results; ``lines`` is what her programme asks.

    ``certificate`` is hers of the cohort: the one that stands, else the last, be it taken back.
    """

    person: Person
    row: GradebookRow | None
    lines: Sequence[Line] = ()
    certificate: Certificate | None = None


def learners_in_book(viewer: Person, cohort: Cohort) -> QuerySet[Enrolment]:
    """Who takes part, by name, each with ``is_shown`` and nothing else: thousands are put in order, forty are shown."""
    return stays_shown_to(viewer, cohort).only("person", "cohort").order_by("person_name", "pk")


def whole_book(cohort: Cohort, number: int) -> Whole:
    """As :func:`learners_in_book` for who may see the results of all ``number`` of them, each with her row already."""

    def part(start: int, stop: int) -> list[Any]:
        return _part(start, stop).all(cohort=cohort.pk)

    return Whole(number, part)


@lru_cache(maxsize=MOST_PAGES)
def _part(start: int, stop: int) -> Prepared[Enrolment]:
    """A part of them by a query of its own: where it begins and ends is written into it."""

    def learning() -> QuerySet[Enrolment]:
        stays = Enrolment.objects.active().filter(cohort=Given("cohort", UUIDField()))
        named = stays.select_related("person", "gradebook").only(*SHOWN).order_by("person_name", "pk")
        return named.annotate(is_shown=Value(value=True))[start:stop]

    return Prepared(learning)


def sortable(stays: QuerySet[Enrolment], cohort: Cohort, *, all_shown: bool) -> QuerySet[Enrolment]:
    """``stays`` of ``cohort`` with what the list sorts by, where the viewer may see it.

    Where ``all_shown``, of all of them, an index has them in order.
    """
    kept = {name: F(f"gradebook__{field}") for name, field in SORTED_BY.items()}
    shown = kept if all_shown else {name: Case(When(is_shown=True, then=value)) for name, value in kept.items()}
    return stays.filter(gradebook__cohort=cohort.pk).annotate(**shown)


# Of stays with their rows.
HAS_COMPLETED = Q(gradebook__unmet=0)


def stands_so(completion: Completion, near: Collection[UUID]) -> Q:
    """Of stays with their rows: those so far from completing; ``near`` are the people of
    :func:`people_one_step_short`."""
    if completion == Completion.COMPLETED:
        return HAS_COMPLETED
    if completion == Completion.ONE_SHORT:
        return Q(person__in=near)
    return Q(gradebook__unmet__gt=0) & ~Q(person__in=near)


def book_lines(stays: Sequence[Any], book: Book, cohort: Cohort) -> list[BookLine]:
    """The lines of ``stays`` (of :func:`learners_in_book`) in ``cohort``, whose rows are up to date; one query, none
    where they came with them (:func:`whole_book`), and three more as :func:`lines_of_people` says.
    """
    shown = {stay.pk: stay.is_shown for stay in stays}
    come = {stay.pk: stay for stay in stays if Enrolment.gradebook.is_cached(stay)}
    bare = shown.keys() - come.keys()
    if bare:
        come |= Enrolment.objects.filter(pk__in=bare).select_related("person", "gradebook").only(*SHOWN).in_bulk()
    rows = {come[key].person_id: come[key].gradebook for key, is_shown in shown.items() if is_shown}
    lines = lines_of_people(
        cohort, book, {person: (row.marks, row.approved, row.by_hand) for person, row in rows.items()}
    )
    people = [come[key].person for key in shown]
    return [BookLine(each, rows.get(each.pk), lines.get(each.pk, ())) for each in people]


def lines_of_people(
    cohort: Cohort, book: Book, people: Mapping[UUID, tuple[Marks, Collection[str], Collection[str]]]
) -> dict[UUID, list[Line]]:
    """{person: what the rule asks for and what she has of it} of who has these marks, approved assignments, and
    activities that were marked by hand.

    Days held on which she is not marked yet, and make-ups that are planned for what she missed, count as days to come:
    three queries, where the days of somebody are out of reach without.
    """
    ahead = book.ahead(timezone.localdate())
    lines = {person: book.lines(marks, ahead, approved) for person, (marks, approved, _by_hand) in people.items()}
    lost = [person for person, hers in lines.items() if any(line.is_out_of_reach for line in hers)]
    for person, still in (days_still_hers(cohort, lost) if lost else {}).items():
        marks, approved, by_hand = people[person]
        lines[person] = book.lines(marks, ahead, approved, still_counting(still, by_hand))
    return lines


def people_one_step_short(cohort: Cohort, book: Book, among: Collection[UUID] | None = None) -> dict[UUID, Line]:
    """{person: the condition that is wanting} of who is one step short ``among`` people or of all, where rows are up to
    date.

    One query, and three more as :func:`lines_of_people` says; nobody in one that is closed.
    """
    if cohort.state == CohortState.CLOSED:
        return {}
    wanting = _lines_of_stays(cohort, book, Q(gradebook__unmet=1), among)
    near = {person: one_step_short(lines, is_over=cohort.is_over) for person, lines in wanting.items()}
    return {person: line for person, line in near.items() if line is not None}


def people_out_of_reach(cohort: Cohort, book: Book, among: Collection[UUID] | None = None) -> dict[UUID, Line]:
    """{person: her days} of whose days what is planned does not do, ``among`` people or of all: without another make-up
    she cannot complete.

    Rows are up to date. One query, and three more as :func:`lines_of_people` says; none where everybody still can, and
    nobody in a cohort that is closed.
    """
    needs = days_needed(book.rule.days_percent or 0, len(book.days))
    least = needs - book.days_open(timezone.localdate())
    if cohort.state == CohortState.CLOSED or least <= 0:
        return {}
    found = _lines_of_stays(cohort, book, Q(**{f"gradebook__marks__{DAYS}__lt": least}), among)
    return {
        person: line
        for person, lines in found.items()
        for line in lines
        if line.condition == Condition.DAYS and line.is_out_of_reach
    }


def _lines_of_stays(cohort: Cohort, book: Book, stand_so: Q, among: Collection[UUID] | None) -> dict[UUID, list[Line]]:
    stays = Enrolment.objects.active().filter(stand_so, cohort=cohort)
    if among is not None:
        stays = stays.filter(person__in=among)
    rows = stays.order_by().values_list("person", "gradebook__marks", "gradebook__approved", "gradebook__by_hand")
    return lines_of_people(cohort, book, {person: tuple(kept) for person, *kept in rows})


def first_completing(stays: QuerySet[Enrolment], near: Collection[UUID]) -> QuerySet[Enrolment]:
    """Of stays of :func:`learners_in_book`: who has completed, then who is one step short, each by name."""
    found = stays.filter(Q(is_shown=True) & (HAS_COMPLETED | Q(person__in=near)))
    return found.order_by("gradebook__unmet", "person_name", "pk")


def proposals(stays: Sequence[Any], book: Book, cohort: Cohort) -> list[BookLine]:
    """The lines of ``stays`` with their certificates; one query more."""
    certificates = certificates_of_cohort(cohort.pk, [stay.person_id for stay in stays])
    lines = book_lines(stays, book, cohort)
    return [replace(line, certificate=certificates.get(line.person.pk)) for line in lines]


def completed_among(viewer: Person, cohort: Cohort, people: Collection[UUID]) -> list[Person]:
    """Those of ``people`` who have completed and whose results ``viewer`` may see, by name; rows are up to date."""
    stays = stays_shown_to(viewer, cohort).filter(person__in=people).select_related("person").order_by("person_name")
    return [stay.person for stay in stays.filter(Q(is_shown=True) & HAS_COMPLETED)]
