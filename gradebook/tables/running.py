"""The list of the cohorts that somebody runs."""

import django_filters
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cohorts.enums import CohortState
from cohorts.models import Cohort
from core.tables import DASH, Column, Reader, Table
from gradebook.queries import RunCohort, due_lines


class ByState(django_filters.FilterSet):
    """Cohorts that stand so."""

    state = django_filters.ChoiceFilter(choices=CohortState.choices, label=_("How it stands"), empty_label=_("All"))

    class Meta:
        model = Cohort
        fields: list[str] = []


def _cohort(row: RunCohort, _reader: Reader) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("cohorts:cohort", args=[row.cohort.pk]), row.cohort.name)


def _held(row: RunCohort, _reader: Reader) -> SafeString:
    return _of(len(row.days.held), len(row.days.planned))


def _last(row: RunCohort, _reader: Reader) -> SafeString:
    if row.last is None:
        return DASH
    day = format_html('<time class="day" datetime="{}">{}</time>', row.last.day.isoformat(), date_format(row.last.day))
    share = _share(row.last.came, row.last.known, row.last.percent) if row.last.known else DASH
    return format_html("<span>{}<br>{}{}</span>", share, day, _not_marked(row.last.not_marked))


def _came_last(row: RunCohort) -> int | None:
    """Where it is not said of anybody it is not said that nobody came."""
    return row.last.came if row.last and row.last.known else None


def _last_percent(row: RunCohort) -> int | None:
    return row.last.percent if row.last and row.last.known else None


def _not_marked(number: int) -> SafeString:
    """Of a list that is half taken: the share is not of all."""
    if not number:
        return SafeString("")
    words = ngettext("%(number)s not marked", "%(number)s not marked", number) % {"number": number}
    return format_html('<br><span class="soft">{}</span>', words)


def _average(row: RunCohort, _reader: Reader) -> SafeString:
    if row.average is None:
        return DASH
    came, of = (localize(number) for number in (row.average.came, row.average.of))
    words = gettext("%(number)s of %(whole)s") % {"number": came, "whole": of}
    return format_html('<span>{} <span class="soft">{}%</span></span>', words, row.average.percent)


def _finished(row: RunCohort, _reader: Reader) -> SafeString:
    return DASH if row.completed is None or not row.shown else _of(row.completed, row.shown)


def _of(number: int, whole: int) -> SafeString:
    return SafeString(escape(gettext("%(number)d of %(whole)d") % {"number": number, "whole": whole}))


def _share(number: int, whole: int, percent: int) -> SafeString:
    return format_html('<span>{} <span class="soft">{}%</span></span>', _of(number, whole), percent)


def _due(row: RunCohort, _reader: Reader) -> SafeString:
    lines = due_lines(row)
    listed = format_html_join("", '<li><a href="{}">{}</a></li>', ((line.address, line.words) for line in lines))
    return format_html('<ul class="due">{}</ul>', listed) if lines else DASH


# In a file each number has a column of its own, on the page it stands beside what it is of.
IN_A_FILE = [
    Column[RunCohort]("place", _("Place"), lambda row: str(row.cohort.place)),
    Column[RunCohort]("begins", _("First day"), lambda row: row.cohort.starts_on),
    Column[RunCohort]("ends", _("Last day"), lambda row: row.cohort.ends_on),
    Column[RunCohort]("planned", _("Days planned"), lambda row: len(row.days.planned)),
    Column[RunCohort]("last-percent", _("Came on the last day (%)"), _last_percent),
    Column[RunCohort]("average-percent", _("Came on average (%)"), lambda row: row.average and row.average.percent),
    Column[RunCohort]("shown", _("Results seen of"), lambda row: row.shown),
]


def table_of_run_cohorts(*, names_organisations: bool, is_file: bool) -> Table[RunCohort]:
    """Cohorts with their days, who came, who has completed, and what is due."""
    organisation = Column[RunCohort](
        "organisation", _("Organisation"), lambda row: str(row.cohort.organisation), ("organisation__name",)
    )
    columns = [
        Column[RunCohort]("name", _("Cohort"), lambda row: row.cohort.name, ("name",), markup=_cohort),
        *([organisation] if names_organisations else []),
        Column[RunCohort]("state", _("How it stands"), lambda row: row.cohort.get_state_display(), ("state",)),
        Column[RunCohort]("learners", _("Learners"), lambda row: row.cohort.learners, ("learners",), is_number=True),
        Column[RunCohort]("held", _("Days held"), lambda row: len(row.days.held), markup=_held, is_number=True),
        Column[RunCohort]("last", _("Came on the last day"), _came_last, markup=_last, is_number=True),
        Column[RunCohort](
            "average",
            _("Came on average"),
            lambda row: row.average and row.average.came,
            markup=_average,
            is_number=True,
        ),
        Column[RunCohort](
            "completed", _("Have completed"), lambda row: row.completed, markup=_finished, is_number=True
        ),
        Column[RunCohort]("certificates", _("Certificates"), lambda row: row.certificates, is_number=True),
        *(IN_A_FILE if is_file else []),
        Column[RunCohort](
            "due", _("What is due"), lambda row: " ".join(line.words for line in due_lines(row)), markup=_due
        ),
    ]
    return Table(
        caption=_("Cohorts you run"),
        columns=columns,
        empty=_("You run no cohort yet. Plan the first."),
        search=("search_text", "place__search_text", "organisation__search_text"),
        filters=ByState,
    )
