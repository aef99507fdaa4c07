"""Keeping the rows of a gradebook, and what is written in it by hand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from certificates.services import Award, issue
from cohorts.completion import Line
from cohorts.models import Cohort, Enrolment
from cohorts.queries import Plan
from cohorts.services import sum_up
from core.batches import ROWS_AT_ONCE, by_batches
from core.errors import Refusal
from core.prepared import Given, PreparedUpdate
from core.services import record_audit
from gradebook.enums import MARK_WRITTEN
from gradebook.errors import NoCertificateNamed, NoSuchActivity
from gradebook.models import GradebookRow, HandMark, Weight
from gradebook.queries import (
    NOTHING_BESIDES,
    Book,
    book_of,
    cohort_to_bring_up,
    cohorts_to_bring_up,
    completed_among,
    done_besides,
    is_brought_up,
    marks_by_hand,
    people_one_step_short,
    people_out_of_reach,
    stays_without_row,
    summaries_of,
    values_of,
    written_by_one,
)
from jobs.services import enqueue
from notifications.services import notify
from people.models import Person, User

# The kind of job that brings up the rows of one cohort.
BRING_UP = "gradebook.bring_up"
FRESH_SECONDS = 60
WORKED_OUT = ("book", "marks", "by_hand", "approved", "total", "done", "unmet")


_WORKED_OUT = PreparedUpdate(
    lambda: GradebookRow.objects.filter(pk=Given("pk", BigIntegerField())),
    lambda: {
        field.name: Given(field.name, field) for field in GradebookRow._meta.concrete_fields if field.name in WORKED_OUT
    },
)


def note_summed_up(stays: Collection[int]) -> None:
    """The summaries of these stays were worked out anew: so are their rows before they are shown."""
    GradebookRow.objects.filter(pk__in=stays).update(book="")
    _make_missing(stays_without_row(among=stays))


def note_done_besides(cohort: UUID, person: UUID) -> None:
    """Her days there or her work may count otherwise than before."""
    GradebookRow.objects.filter(enrolment__cohort=cohort, enrolment__person=person).update(book="")


def bring_up(cohort: Cohort) -> Book:
    """Bring the rows of ``cohort`` up to date, those alone that are not; the book that they are worked out for."""
    plan = sum_up(cohort)
    book = book_of(cohort, plan)
    if not is_brought_up(cohort, book):
        rows = GradebookRow.objects.filter(~Q(book=book.name), cohort=cohort)
        # Within a transaction every batch stays locked to its end: then only in turn, or two would wait for each other.
        by_batches(rows, partial(_write, cohort, plan, book), is_shared=not connection.in_atomic_block)
    return book


def one_step_short_in(cohort: Cohort) -> dict[UUID, Line]:
    """{person: the condition that is wanting} of who is one step short in ``cohort``; nobody without a programme."""
    return people_one_step_short(cohort, bring_up(cohort)) if cohort.programme_id else {}


@dataclass(frozen=True)
class Short:
    """{person: the condition that is wanting} of who is one step short, and of whose days are ``out_of_reach``."""

    one_step: dict[UUID, Line]
    out_of_reach: dict[UUID, Line]


def short_lately(cohort: Cohort, people: Collection[UUID]) -> Short:
    """Who of ``people`` is short in ``cohort``, asked at most once in a minute: for a page of the list of its learners.

    Of thousands, what is kept of all would cost each page more to read than it saves.
    """
    if not cohort.programme_id:
        return Short({}, {})
    page = sha256("".join(sorted(key.hex for key in people)).encode()).hexdigest()[:16]
    key = f"gradebook.short:{cohort.pk}:{page}"
    found: Short | None = cache.get(key)
    if found is None:
        book = bring_up(cohort)
        found = Short(people_one_step_short(cohort, book, people), people_out_of_reach(cohort, book, people))
        cache.set(key, found, FRESH_SECONDS)
    return found


def bring_up_each(payload: dict[str, Any]) -> None:
    """The nightly job: writes one for each cohort of a programme that figures count, to bring up its rows."""
    of_today = timezone.localdate().isoformat()
    for cohort in cohorts_to_bring_up():
        enqueue(BRING_UP, key=f"{BRING_UP}:{cohort}:{of_today}", payload={"cohort": str(cohort)})


def bring_up_one(payload: dict[str, Any]) -> None:
    """The rows of one cohort; nothing where it is gone."""
    cohort = cohort_to_bring_up(UUID(payload["cohort"]))
    if cohort is not None:
        bring_up(cohort)


def rebuild(cohorts: Iterable[Cohort], *, only_compare: bool = False) -> list[GradebookRow]:
    """Work out every row of ``cohorts`` anew; those that were said to be up to date and said otherwise.

    With ``only_compare`` they are left as they are.
    """
    differing = []
    for cohort in cohorts:
        plan = sum_up(cohort)
        if not only_compare:
            _make_missing(stays_without_row(cohort=cohort))
        write = partial(_write, cohort, plan, book_of(cohort, plan), only_compare=only_compare)
        differing += by_batches(GradebookRow.objects.filter(cohort=cohort), write)
    return differing


@transaction.atomic
def set_weights(cohort: Cohort, weights: dict[str, int], *, by: User) -> int:
    """Let activities of ``cohort`` weigh so from now on; how many weigh otherwise than before.

    Raises NoSuchActivity.
    """
    book = bring_up(written_by_one(cohort))
    if not weights.keys() <= book.weights.keys():
        raise NoSuchActivity
    changed = {key: weight for key, weight in weights.items() if book.weights[key] != weight}
    Weight.objects.bulk_create(
        Weight(cohort=cohort, activity=key, weight=weight, set_by=by) for key, weight in changed.items()
    )
    if changed:
        record_audit("gradebook.weighed", cohort, by=by, number=len(changed))
    return len(changed)


@transaction.atomic
def mark_by_hand(stay: Enrolment, activity: str, value: int | None, *, why: str, by: User) -> HandMark:
    """Let ``value`` count for ``activity`` instead of what was found; None: what was found counts again.

    Raises NoSuchActivity.
    """
    book = bring_up(stay.cohort)
    if activity not in book.activities:
        raise NoSuchActivity
    row = GradebookRow.objects.select_for_update().get(pk=stay.pk)
    mark = HandMark.objects.create(
        enrolment=stay, activity=activity, was=row.marks.get(activity), value=value, why=why, marked_by=by
    )
    GradebookRow.objects.filter(pk=stay.pk).update(book="")
    record_audit("gradebook.marked", stay, by=by)
    if value is not None:  # that one was taken back says the page alone
        event, link = f"mark:{stay.pk}:{activity}", reverse("gradebook:mine", args=[stay.cohort_id])
        data, occasion = {"activity": activity}, str(mark.pk)
        notify(stay.person, kind=MARK_WRITTEN, event=event, data=data, link=link, occasion=occasion)
    return mark


def give_certificates(
    viewer: Person,
    cohort: Cohort,
    people: Collection[UUID],
    *,
    again: Collection[UUID] = (),
    language: str = "",
    by: User,
) -> tuple[list[Certificate], list[tuple[Person, Refusal]]]:
    """Issue to those of ``people`` who have completed and whose results ``viewer`` sees: those that stand, and who was
    refused one and why. Who has one already keeps it; to those in ``again`` one is given anew where theirs was taken
    back. The papers are in ``language``, where none is named in each person's own.

    Raises NoCertificateNamed.
    """
    programme = cohort.programme
    if programme is None or not programme.certificate_title:
        raise NoCertificateNamed
    bring_up(cohort)
    award = Award(
        key=str(programme.pk),
        titles=programme.award_titles,
        organisation=programme.organisation,
        valid_months=programme.certificate_months,
        programme=programme.pk,
        cohort=cohort.pk,
        cohort_name=cohort.name,
        place=cohort.place,
        language=language,
    )
    given, refused = [], []
    for person in completed_among(viewer, cohort, {*people, *again}):
        try:
            given.append(issue(person, award=award, by=by, again=person.pk in again))
        except Refusal as refusal:
            refused.append((person, refusal))
    return given, refused


def _make_missing(stays: QuerySet[Enrolment]) -> None:
    rows = [GradebookRow(enrolment=stay, cohort_id=stay.cohort_id) for stay in stays]
    GradebookRow.objects.bulk_create(rows, ROWS_AT_ONCE, ignore_conflicts=True)


def _write(
    cohort: Cohort, plan: Plan, book: Book, rows: Sequence[GradebookRow], *, only_compare: bool = False
) -> list[GradebookRow]:
    """Work out ``rows``; those that were said to be up to date and were not."""
    keys = [row.pk for row in rows]
    summaries = summaries_of(keys)
    by_hand, besides = marks_by_hand(keys), done_besides(cohort, book, keys)
    differing = []
    for row in rows:
        summary = summaries[row.pk]
        values = values_of(book, summary.cells, by_hand.get(row.pk, {}), besides.get(row.pk, NOTHING_BESIDES))
        says_otherwise = any(getattr(row, name) != value for name, value in values.items())
        # What she did since the summaries were worked out is read the next time.
        name = book.name if summary.plan == plan.name else ""
        if not only_compare and (says_otherwise or row.book != name):
            _WORKED_OUT.execute(pk=row.pk, book=name, **values)
        if says_otherwise and row.book == book.name:
            differing.append(row)
    return differing
