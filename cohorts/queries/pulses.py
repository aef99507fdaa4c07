"""How much the learners of a cohort read of late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Q
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet
from cohorts.permissions import results_shown_in
from core.charts import Chart, ChartKind, Point, Series
from people.models import Person

WEEKS_SHOWN = 6


@dataclass(frozen=True)
class CohortPulse:
    """How many learn in a cohort, and what those ``shown`` read week by week, whose results the reader may see."""

    learners: int
    shown: int
    read: Chart


def pulse_of(viewer: Person, cohort: Cohort) -> CohortPulse:
    """The pulse of the last weeks, in two queries."""
    stays = Enrolment.objects.active().filter(cohort=cohort).order_by()
    is_shown = Q(results_shown_in(cohort, viewer))
    counted = stays.aggregate(learners=Count("pk"), shown=Count("pk", filter=is_shown))
    read = lessons_read_by_week(stays.filter(is_shown)).get(cohort.pk, {})
    return CohortPulse(counted["learners"], counted["shown"], spark_of(read, counted["shown"]))


def spark_of(read: Mapping[date, int], people: int) -> Chart:
    """The last weeks as one small line; ``read`` says by its Monday how many lessons ``people`` read in a week."""
    points = [Point(date_format(week, "j M"), read.get(week, 0), people) for week in _last_weeks()]
    return Chart(ChartKind.SPARK, _("Lessons read to the end, week by week"), [Series("", points)])


def _last_weeks() -> list[date]:
    """The Mondays of the last weeks, that of this week the last."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS_SHOWN))]


def lessons_read_by_week(stays: EnrolmentQuerySet) -> dict[UUID, dict[date, int]]:
    """{cohort: {week: how many lessons of its course the people of ``stays`` read to the end}} of the last weeks."""
    begin = timezone.make_aware(datetime.combine(_last_weeks()[0], time.min))
    reading = stays.filter(
        person__lesson_progress__finished_at__gte=begin,
        person__lesson_progress__lesson__course_key=F("cohort__course_key"),
    )
    weeks = reading.annotate(week=TruncWeek("person__lesson_progress__finished_at")).values("cohort", "week")
    found: dict[UUID, dict[date, int]] = {}
    for row in weeks.annotate(number=Count("pk")):
        found.setdefault(row["cohort"], {})[timezone.localdate(row["week"])] = row["number"]
    return found
