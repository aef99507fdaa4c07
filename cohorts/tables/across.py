"""Lists of cohorts: as they stand, and in figures."""

from datetime import datetime
from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cohorts.enums import CohortState, CohortTime, Standing
from cohorts.models import Cohort, CohortQuerySet
from cohorts.queries import CohortFigures, courses_of, places_of
from core.models import Place
from core.tables import Column, Reader, Table


class ByTimePlaceAndCourse(django_filters.FilterSet):
    """Cohorts of now or of before, in a state or district where there are some, on a course that one of them takes."""

    time = django_filters.ChoiceFilter(
        choices=CohortTime.choices, label=_("When"), empty_label=_("All"), method="at_time"
    )
    state = django_filters.ChoiceFilter(choices=CohortState.choices, label=_("How it stands"), empty_label=_("All"))
    place = django_filters.ChoiceFilter(label=_("Place"), empty_label=_("All"), method="in_place")
    course = django_filters.ChoiceFilter(label=_("Course"), empty_label=_("All"), field_name="course_key")

    class Meta:
        model = Cohort
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places_of(self.queryset)}
        self.filters["place"].extra["choices"] = [(key, _with_state(place)) for key, place in self.places.items()]
        self.filters["course"].extra["choices"] = courses_of(self.queryset)

    def at_time(self, found: CohortQuerySet, name: str, value: str) -> CohortQuerySet:
        return found.at(CohortTime(value))

    def in_place(self, found: CohortQuerySet, name: str, value: str) -> CohortQuerySet:
        return found.filter(place__path__startswith=self.places[value].path)


def _with_state(place: Place) -> str:
    return f"{place.parent} · {place}" if place.parent else str(place)


def _cohort(row: CohortFigures, _reader: Reader) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("cohorts:learners", args=[row.cohort.pk]), row.cohort.name)


def _who_stands(standing: Standing) -> Column[CohortFigures]:
    def number(row: CohortFigures) -> int:
        return row.numbers[standing]

    def linked(row: CohortFigures, _reader: Reader) -> SafeString:
        if not number(row):
            return mark_safe("0")
        address = reverse("cohorts:learners", args=[row.cohort.pk])
        return format_html('<a href="{}?standing={}">{}</a>', address, standing.value, number(row))

    return Column(standing.value, standing.label, number, markup=linked, is_number=True)


def _read(row: CohortFigures, _reader: Reader) -> SafeString:
    """The share that was read, as a bar beside its number; of fewer than five none."""
    if row.percent is None:
        return mark_safe("–")
    bar = (
        '<span class="bar"><meter min="0" max="100" value="{}" aria-hidden="true"></meter><b class="day">{}%</b></span>'
    )
    return format_html(bar, row.percent, row.percent)


def _next(row: CohortFigures) -> datetime | None:
    return timezone.localtime(row.cohort.next_at) if row.cohort.next_at else None


def _next_session(row: CohortFigures, _reader: Reader) -> SafeString:
    when = _next(row)
    if when is None:
        return mark_safe("–")
    words = date_format(when), date_format(when, "TIME_FORMAT")
    return format_html('<time datetime="{}"><span class="day">{}</span> {}</time>', when.isoformat(), *words)


COHORTS = Table[CohortFigures](
    caption=_("Cohorts"),
    columns=[
        Column("name", _("Cohort"), lambda row: row.cohort.name, ("name",), markup=_cohort),
        Column("course", _("Course"), lambda row: row.cohort.course_title, ("course_title",)),
        Column("place", _("Place"), lambda row: str(row.cohort.place), ("place__name",)),
        Column("organisation", _("Organisation"), lambda row: str(row.cohort.organisation), ("organisation__name",)),
        Column("begins", _("First day"), lambda row: row.cohort.starts_on, ("starts_on",), "cohorts/_day.html"),
        Column("ends", _("Last day"), lambda row: row.cohort.ends_on, ("ends_on",), "cohorts/_day.html"),
        Column("learners", _("Learners"), lambda row: row.cohort.learners, ("learners",), is_number=True),
        Column("read", _("Lessons read (%)"), lambda row: row.percent, markup=_read, is_number=True),
        _who_stands(Standing.LATE),
        Column("next", _("Next session"), _next, ("next_at",), markup=_next_session),
        Column("state", _("How it stands"), lambda row: row.cohort.get_state_display(), ("state",)),
    ],
    empty=_("There is no cohort yet where you teach or manage."),
    search=("search_text", "place__search_text", "organisation__search_text"),
    filters=ByTimePlaceAndCourse,
)


FIGURES = Table[CohortFigures](
    caption=_("Cohorts in figures"),
    columns=[
        Column("name", _("Cohort"), lambda row: row.cohort.name, ("name",), markup=_cohort),
        Column("course", _("Course"), lambda row: row.cohort.course_title, ("course_title",)),
        Column("place", _("Place"), lambda row: str(row.cohort.place), ("place__name",)),
        Column("begins", _("First day"), lambda row: row.cohort.starts_on, ("starts_on",), "cohorts/_day.html"),
        Column("learners", _("Learners"), lambda row: row.cohort.learners, ("learners",), is_number=True),
        Column("read", _("Lessons read (%)"), lambda row: row.percent, is_number=True),
        *(_who_stands(standing) for standing in Standing),
    ],
    empty=_("There is no cohort yet where you teach or manage."),
    search=("search_text", "place__search_text", "organisation__search_text"),
    filters=ByTimePlaceAndCourse,
)
