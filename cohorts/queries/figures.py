"""How a cohort stands as a whole: for its page, and drawn."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.enums import Difficulty
from assessments.queries import right_by_difficulty
from cohorts.models import Cohort
from cohorts.pace import WeekOfCohort, counted_on, pace_by_week
from cohorts.queries.learners import people_shown_to
from cohorts.queries.pulses import pulse_of
from cohorts.queries.sessions import NearSession, sessions_near
from core.charts import SMALLEST_GROUP, Chart, ChartKind, Point, Series
from core.numbers import percent_of
from courses.models import LessonProgress
from courses.queries import CoursePlan, finishing_times
from people.models import Person


@dataclass(frozen=True)
class Overview:
    """A cohort as who teaches it sees it; ``percent`` of all its lessons were read to the end by the ``shown`` learners
    whose results the reader may see. Of fewer than five it is None.
    """

    learners: int
    shown: int
    percent: int | None
    near: list[NearSession]
    by_week: Chart | None


def overview_of(viewer: Person, cohort: Cohort, plan: CoursePlan) -> Overview:
    """How the cohort stands as a whole, in four queries however many learn in it."""
    lessons = [line.entry.key for lines in plan.modules for line in lines.lessons]
    people = people_shown_to(viewer, cohort)
    read = LessonProgress.objects.filter(person__in=people, lesson__in=lessons, finished_at__isnull=False).count()
    pulse = pulse_of(viewer, cohort)
    whole = pulse.shown * len(lessons) if pulse.shown >= SMALLEST_GROUP else 0
    return Overview(
        learners=pulse.learners,
        shown=pulse.shown,
        percent=percent_of(read, whole) if whole else None,
        near=sessions_near([cohort]),
        by_week=None if pulse.read.is_empty else pulse.read,
    )


def charts_of(cohort: Cohort, people: list[UUID], lesson_keys: list[UUID]) -> list[Chart]:
    """How ``people`` of the cohort go on by week, and how questions went by difficulty, in two queries."""
    return [_chart_by_week(cohort, people, lesson_keys), _chart_by_difficulty(people, lesson_keys)]


def _chart_by_week(cohort: Cohort, people: list[UUID], lesson_keys: list[UUID]) -> Chart:
    days: dict[UUID, list[date]] = {person: [] for person in people}
    for person, finished_at in finishing_times(people, lesson_keys):
        days[person].append(timezone.localdate(finished_at))
    weeks = pace_by_week(days.values(), counted_on(cohort.starts_on, cohort.ends_on, timezone.localdate()))
    labels = [date_format(week.ends_on, "j M") for week in weeks]
    quarters = {
        _("a quarter of the learners"): [week.lower for week in weeks],
        _("half of the learners"): [week.median for week in weeks],
        _("three quarters of the learners"): [week.upper for week in weeks],
    }
    series = [
        Series(
            name,
            [Point(label, Decimal(str(value)), len(people)) for label, value in zip(labels, values, strict=True)],
        )
        for name, values in quarters.items()
    ]
    at = [(week.ends_on - cohort.starts_on).days / 7 for week in weeks]
    return Chart(
        ChartKind.BAND,
        _("Lessons read to the end, week by week"),
        series,
        at=[each - at[0] for each in at],
        finding=_half_of(weeks[-1]) if weeks else "",
        empty=_("Here will stand how far they have read, as soon as you may see the results of five learners."),
    )


def _half_of(week: WeekOfCohort) -> str:
    number, day = ceil(week.median), date_format(week.ends_on)
    if not number:
        return _("By %(day)s half of the learners had read no lesson to the end.") % {"day": day}
    said = ngettext(
        "By %(day)s half of the learners had read %(number)d lesson to the end, or more.",
        "By %(day)s half of the learners had read %(number)d lessons to the end, or more.",
        number,
    )
    return said % {"day": day, "number": number}


def _chart_by_difficulty(people: list[UUID], lesson_keys: list[UUID]) -> Chart:
    points = [
        Point(str(Difficulty(row.difficulty).label), row.percent_right, row.people)
        for row in right_by_difficulty(people, lesson_keys)
    ]
    return Chart(
        ChartKind.BARS,
        _("Questions answered right, by difficulty"),
        [Series(_("Right"), points)],
        "%",
        empty=_("Here will stand what is hard, as soon as five learners have handed in questions of a lesson."),
    )
