"""The gradebook as a list, and what is wanting in words."""

from collections.abc import Sequence
from functools import lru_cache

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.models import Enrolment, EnrolmentQuerySet
from core.tables import Column, Reader, Table
from gradebook.enums import Completion
from gradebook.queries import Book, BookLine, short_of, stands_so

MOST_MARKS = 1000
DASH = SafeString("–")
BY_HAND = "*"
NOBODY_NEAR = _("Nobody has completed yet, and nobody is one step short.")


def _wanting(row: BookLine) -> str:
    """In words, for a file as for the page."""
    if row.row is None or row.row.unmet is None:
        return ""
    return ", ".join(short_of(line) for line in row.lines if not line.is_met) or gettext("Has completed")


def _completion(row: BookLine, _reader: Reader) -> SafeString:
    if row.row is None or row.row.unmet is None:
        return DASH
    if not row.row.unmet:
        return format_html_join("", '<span class="badge badge--done">{}</span>', [(gettext("Has completed"),)])
    wanting = ((short_of(line),) for line in row.lines if not line.is_met)
    return format_html_join(" ", '<span class="badge badge--waiting">{}</span>', wanting)


def _name(row: BookLine, _reader: Reader) -> SafeString:
    return SafeString(f'<a href="learners/{row.person.pk}/">{escape(row.person.name)}</a>')


def _total(row: BookLine, _reader: Reader) -> SafeString:
    if row.row is None:
        return SafeString(escape(gettext("Not shared")))
    return DASH if row.row.total is None else SafeString(str(row.row.total))


@lru_cache(maxsize=MOST_MARKS)
def _drawn(mark: int | None, is_by_hand: bool) -> SafeString:
    if mark is None:
        return DASH
    return SafeString(f"<b>{mark}{BY_HAND}</b>" if is_by_hand else str(mark))


def _activity(key: str, label: str) -> Column[BookLine]:
    def value(row: BookLine) -> int | None:
        return row.row.marks.get(key) if row.row else None

    def markup(row: BookLine, _reader: Reader) -> SafeString:
        return _drawn(row.row.marks.get(key), key in row.row.by_hand) if row.row else DASH

    return Column(key, label, value, markup=markup, is_number=True, is_more=True)


class ByCompletion(django_filters.FilterSet):
    """Learners who are so far; of whom the reader may see no results she cannot tell."""

    completion = django_filters.ChoiceFilter(
        choices=Completion.choices, label=_("Who"), empty_label=_("All"), method="who_stand_so"
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def who_stand_so(self, found: EnrolmentQuerySet, name: str, value: str) -> EnrolmentQuerySet:
        return found.filter(stands_so(Completion(value)) & Q(is_shown=True))


def _certificate(row: BookLine, _reader: Reader) -> SafeString:
    """Its number; a box to tick for who has completed and has none; a dash for all others."""
    if row.certificate is not None:
        look = "trouble" if row.certificate.ended_at else "done"
        words = row.certificate.get_status_display() if row.certificate.ended_at else row.certificate.number_in_groups
        address = reverse("certificates:certificate", args=[row.certificate.number])
        return format_html('<a class="badge badge--{}" href="{}">{}</a>', look, address, words)
    if row.row is None or row.row.unmet != 0:
        return DASH
    label = gettext("Give to %(name)s") % {"name": row.person.name}
    return format_html(
        '<input type="checkbox" name="person" value="{}" form="give" checked aria-label="{}">', row.person.pk, label
    )


CERTIFICATE = Column[BookLine](
    "certificate",
    _("Certificate"),
    lambda row: row.certificate.number_in_groups if row.certificate else None,
    markup=_certificate,
)


def gradebook_table(book: Book, activities: Sequence[tuple[str, str]], *, gives: bool = False) -> Table[BookLine]:
    """The gradebook whose ``activities`` (key, heading) have a column each; ``gives`` adds certificates."""
    columns = [
        Column[BookLine]("name", _("Learner"), lambda row: row.person.name, ("person_name",), markup=_name),
        Column[BookLine](
            "total",
            _("Total (%)"),
            lambda row: row.row.total if row.row else None,
            ("total_percent",),
            markup=_total,
            is_number=True,
        ),
        Column[BookLine](
            "done", _("Marked"), lambda row: row.row.done if row.row else None, ("number_done",), is_number=True
        ),
    ]
    if book.has_programme:
        columns.append(Column("completion", _("Completion"), _wanting, ("number_unmet",), markup=_completion))
    if gives:
        columns.append(CERTIFICATE)
    return Table(
        caption=_("Learners and their marks"),
        columns=[*columns, *(_activity(key, label) for key, label in activities)],
        empty=NOBODY_NEAR if gives else _("Nobody has joined yet. Write the code of the cohort on the board."),
        search=("person__search_text",),
        codes=("person__user__username",),
        filters=ByCompletion if book.has_programme else None,
    )
