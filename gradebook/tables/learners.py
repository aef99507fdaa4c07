"""The list of a gradebook: its cells, its legend, its columns."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cohorts.completion import Line
from cohorts.models import Enrolment, EnrolmentQuerySet
from core.tables import DASH, Column, Reader, Table
from gradebook.enums import Completion
from gradebook.queries import Activity, Book, BookLine, stands_so, wanting_of
from people.models import Person

MOST_MARKS = 1000
MOST_TABLES = 100
Near = Callable[[], Collection[UUID]]
BY_HAND = "*"
NOBODY_NEAR = _("Of those whose results you may see, nobody has completed yet or is one step short.")


def _wanting(row: BookLine) -> str:
    """In words, for a file as for the page."""
    if row.row is None or row.row.unmet is None:
        return ""
    return ", ".join(wanting_of(line) for line in _late_first(row)) or gettext("Has completed")


def _completion(row: BookLine, reader: Reader) -> SafeString:
    if row.row is None or row.row.unmet is None:
        return DASH
    if not row.row.unmet:
        return _has_completed(reader.language)
    return SafeString(" ".join([_wanting_badge(line, reader.language) for line in _late_first(row)]))


def _late_first(row: BookLine) -> list[Line]:
    """What is wanting: before what the plan still brings what it brings no more."""
    wanting = [line for line in row.lines if not line.is_met]
    return sorted(wanting, key=lambda line: line.is_ahead)


@lru_cache
def _has_completed(language: str) -> SafeString:
    return format_html('<span class="badge badge--done">{}</span>', gettext("Has completed"))


@lru_cache(maxsize=MOST_MARKS)
def _wanting_badge(line: Line, language: str) -> SafeString:
    """Many are short of the same, and each is read in few languages."""
    look = "locked" if line.is_ahead else "waiting"
    return format_html('<span class="badge badge--{}">{}</span>', look, wanting_of(line))


Markup = Callable[[BookLine, Reader], SafeString]


def _name_in(book: str) -> Markup:
    """Her name, which leads to her page; ``book`` is the way from the list to the gradebook."""

    def name(row: BookLine, _reader: Reader) -> SafeString:
        return SafeString(f'<a href="{book}learners/{row.person.pk}/">{escape(row.person.name)}</a>')

    return name


def _total(row: BookLine, _reader: Reader) -> SafeString:
    if row.row is None:
        return SafeString(escape(gettext("Not shared")))
    return DASH if row.row.total is None else SafeString(str(row.row.total))


def _done(row: BookLine, _reader: Reader) -> SafeString:
    return DASH if row.row is None else SafeString(str(row.row.done))


@lru_cache(maxsize=MOST_MARKS)
def _drawn(mark: int, is_by_hand: bool) -> SafeString:
    return SafeString(f"<b>{mark}{BY_HAND}</b>" if is_by_hand else str(mark))


def _marks(row: BookLine, _reader: Reader) -> dict[str, SafeString]:
    if row.row is None:
        return {}
    by_hand = row.row.by_hand
    return {key: _drawn(mark, key in by_hand) for key, mark in row.row.marks.items()}


def _activity(key: str, label: str, in_full: str = "") -> Column[BookLine]:
    def value(row: BookLine) -> int | None:
        return row.row.marks.get(key) if row.row else None

    return Column(key, label, value, markups=_marks, is_number=True, is_more=True, in_full=in_full)


class ByCompletion(django_filters.FilterSet):
    """Learners who are so far; of whom the reader may see no results she cannot tell.

    ``near`` finds who is one step short; where nothing is asked it is not needed.
    """

    completion = django_filters.ChoiceFilter(
        choices=Completion.choices, label=_("Who"), empty_label=_("All"), method="who_stand_so"
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def __init__(self, *args: Any, near: Near | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = near

    def who_stand_so(self, found: EnrolmentQuerySet, name: str, value: str) -> EnrolmentQuerySet:
        if self.near is None:
            raise LookupError("Whoever narrows the list says who is one step short")
        one_step_short = [] if value == Completion.COMPLETED else list(self.near())
        return found.filter(stands_so(Completion(value), one_step_short) & Q(is_shown=True))


def is_to_be_given(row: BookLine) -> bool:
    """Whether she may be ticked: she has completed, and no certificate of hers stands."""
    has_completed = row.row is not None and row.row.unmet == 0
    return has_completed and (row.certificate is None or bool(row.certificate.ended_at))


def _certificate(row: BookLine, *, is_ticked: bool) -> SafeString:
    """Its number, which leads to where it is renewed, put right or taken back; a box to tick for whom it may be given
    to; a dash for all others.
    """
    if row.certificate is None:
        return _box(row.person, is_ticked=is_ticked) if is_to_be_given(row) else DASH
    ended = bool(row.certificate.ended_at)
    words = row.certificate.get_status_display() if ended else row.certificate.number_in_groups
    address = reverse("certificates:detail", args=[row.certificate.number])
    look = "trouble" if ended else "done"
    badge = format_html('<a class="badge badge--{}" href="{}">{}</a>', look, address, words)
    return SafeString(f"{badge} {_box_again(row.person)}") if is_to_be_given(row) else badge


def _box(person: Person, *, is_ticked: bool) -> SafeString:
    """The rule proposes her; a person ticks, each or all of them by a press."""
    label = gettext("Give to %(name)s") % {"name": person.name}
    ticked = SafeString(" checked") if is_ticked else ""
    return format_html(
        '<input type="checkbox" name="person" value="{}" form="give"{} aria-label="{}">', person.pk, ticked, label
    )


def _box_again(person: Person) -> SafeString:
    """Ticked by nobody but who decides so."""
    return format_html(
        '<label><input type="checkbox" name="again" value="{}" form="give"> {}</label>',
        person.pk,
        gettext("Give again"),
    )


def legend(activities: Sequence[Activity]) -> SafeString:
    """What the numbers above the columns stand for, a line for each activity with a weight, to be put in a list."""
    language = get_language()
    return SafeString("\n".join([_in_legend(each, language) for each in activities if each.weight is not None]))


@lru_cache(maxsize=MOST_MARKS)
def _in_legend(activity: Activity, language: str) -> SafeString:
    lang = format_html(' lang="{}"', activity.language) if activity.language else ""
    note = f" · {activity.note}" if activity.note else ""
    weight = gettext("weight %(weight)s") % {"weight": localize(activity.weight)}
    return format_html("<li><span{}>{}</span>{} · {}</li>", lang, activity.title, note, weight)


def _certificates(*, all_ticked: bool) -> Column[BookLine]:
    return Column(
        "certificate",
        _("Certificate"),
        lambda row: row.certificate.number_in_groups if row.certificate else None,
        markup=lambda row, _reader: _certificate(row, is_ticked=all_ticked),
    )


def gradebook_table(
    book: Book,
    activities: Sequence[tuple[str, ...]],
    near: Near | None = None,
    *,
    gives: bool = False,
    all_ticked: bool = False,
) -> Table[BookLine]:
    """The gradebook whose ``activities`` (key, heading, what that stands for where it is short) have a column each;
    ``gives`` adds certificates, with the boxes of whom they may be given to ticked where ``all_ticked``.

    ``near`` is asked who is one step short, and needed where the list is narrowed by ``completion``.
    """
    table = _table(tuple(activities), has_programme=book.has_programme, gives=gives, all_ticked=all_ticked)
    return replace(table, filters=partial(ByCompletion, near=near)) if near and table.filters else table


@lru_cache(maxsize=MOST_TABLES)
def _table(
    activities: tuple[tuple[str, ...], ...], *, has_programme: bool, gives: bool, all_ticked: bool
) -> Table[BookLine]:
    """Made once for the same columns: of sixty it takes as long as to ask the database for a page of rows."""
    book_at = "../" if gives else ""
    columns = [
        Column[BookLine]("name", _("Learner"), lambda row: row.person.name, ("person_name",), markup=_name_in(book_at)),
        Column[BookLine](
            "total",
            _("Total (%)"),
            lambda row: row.row.total if row.row else None,
            ("total_percent",),
            markup=_total,
            is_number=True,
        ),
        Column[BookLine](
            "done",
            _("Marked"),
            lambda row: row.row.done if row.row else None,
            ("number_done",),
            markup=_done,
            is_number=True,
        ),
    ]
    if has_programme:
        columns.append(Column("completion", _("Completion"), _wanting, ("number_unmet",), markup=_completion))
    if gives:
        columns.append(_certificates(all_ticked=all_ticked))
    return Table(
        caption=_("Learners and their marks"),
        columns=[*columns, *(_activity(*each) for each in activities)],
        empty=NOBODY_NEAR if gives else _("Nobody has joined yet. Write the code of the cohort on the board."),
        search=("person__search_text",),
        codes=("person__user__username",),
        filters=ByCompletion if has_programme else None,
        asks_alike=True,
    )
