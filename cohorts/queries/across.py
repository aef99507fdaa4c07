"""How several cohorts go on: a line for each, and what was read in them month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.enums import Standing
from cohorts.models import Cohort
from cohorts.permissions import results_shown_to
from cohorts.queries.standings import counts_by_standing
from core.charts import SMALLEST_GROUP, Chart, ChartKind, Point, Series
from core.numbers import percent_of
from core.periods import Month
from courses.models import Lesson
from people.models import Person

MONTHS_SHOWN = 12
COHORTS_DRAWN = 12


@dataclass(frozen=True)
class CohortFigures:
    """A cohort, and of its ``shown`` learners how many stand so and the whole percent of its lessons they read.

    The percent of fewer than five is None.
    """

    cohort: Any
    shown: int
    percent: int | None
    numbers: dict[Standing, int]


def figures_of(viewer: Person, cohorts: Sequence[Any]) -> list[CohortFigures]:
    """Of each of ``cohorts`` (of :func:`cohorts.queries.cohorts_in_list`), in two queries however many they are."""
    stays = results_shown_to(viewer).filter(cohort__in=[cohort.pk for cohort in cohorts]).order_by()
    counted = {row["cohort"]: row for row in stays.values("cohort").annotate(shown=Count("pk"), **counts_by_standing())}
    lessons = Lesson.objects.filter(course_key=OuterRef("cohort__course_key"), is_published=True).order_by()
    number = lessons.values("course_key").annotate(number=Count("pk")).values("number")
    reading = stays.filter(
        person__lesson_progress__finished_at__isnull=False,
        person__lesson_progress__lesson__course_key=F("cohort__course_key"),
        person__lesson_progress__lesson__is_published=True,
    ).annotate(lessons=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    read = {
        row["cohort"]: (row["read"], row["lessons"])
        for row in reading.values("cohort", "lessons").annotate(read=Count("pk"))
    }
    return [_figures(cohort, counted.get(cohort.pk, {}), *read.get(cohort.pk, (0, 0))) for cohort in cohorts]


def charts_across(viewer: Person, cohorts: QuerySet[Cohort]) -> list[Chart]:
    """What was read and who joined month by month in ``cohorts``, and how far each is; of fewer than five nothing."""
    newest = list(cohorts[:COHORTS_DRAWN])
    points = [Point(row.cohort.name, row.percent, row.shown) for row in figures_of(viewer, newest)]
    by_cohort = Chart(ChartKind.BARS, _("Share of all lessons read, by cohort"), [Series("", points)], "%")
    return [_read_by_month(viewer, cohorts), by_cohort]


def _read_by_month(viewer: Person, cohorts: QuerySet[Cohort]) -> Chart:
    this_month = Month.of(timezone.localdate())
    months = [this_month.plus(-back) for back in reversed(range(MONTHS_SHOWN))]
    stays = results_shown_to(viewer).filter(cohort__in=cohorts.order_by().values("pk")).order_by()
    reading = stays.filter(
        person__lesson_progress__finished_at__date__gte=months[0].first_day,
        person__lesson_progress__lesson__course_key=F("cohort__course_key"),
    ).annotate(month=TruncMonth("person__lesson_progress__finished_at"))
    rows = reading.values("month").annotate(read=Count("pk"), people=Count("person", distinct=True))
    found = {Month.of(timezone.localdate(row["month"])): row for row in rows}
    points = [_point(month, found.get(month)) for month in months]
    return Chart(ChartKind.COLUMNS, _("Lessons read to the end, month by month"), [Series(_("Lessons"), points)])


def _point(month: Month, row: Mapping[str, Any] | None) -> Point:
    label = date_format(month.first_day, "M")
    return Point(label, row["read"], row["people"]) if row else Point(label, 0)


def _figures(cohort: Any, row: Mapping[str, Any], read: int, lessons: int) -> CohortFigures:
    shown = row.get("shown", 0)
    whole = shown * lessons if shown >= SMALLEST_GROUP else 0
    percent = percent_of(read, whole) if whole else 0 if shown >= SMALLEST_GROUP else None
    return CohortFigures(cohort, shown, percent, {standing: row.get(standing.name.lower(), 0) for standing in Standing})
