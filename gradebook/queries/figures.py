"""A cohort in figures: who was there day by day, what was known before and after, what was read week by week."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from attendance.enums import Presence
from attendance.queries import DaysOfCohort, days_of_cohort
from cohorts.models import Cohort
from cohorts.queries import charts_of, learners_of, lesson_entries, people_shown_to
from core.charts import Chart, ChartKind, Point, Series, said
from core.local_text import language_now
from core.periods import SHORT_DAY
from gradebook.gains import BANDS, Gain, by_band
from gradebook.queries.books import Book
from gradebook.queries.gains import BothTests, both_tests
from people.models import Person


@dataclass(frozen=True)
class Figures:
    """What the page of a cohort's figures shows; ``shown`` of its ``learners`` are those whose results one may see."""

    learners: int
    days: DaysOfCohort
    tests: BothTests
    shown: int
    attendance: Chart
    before_and_after: Chart
    others: list[Chart]

    @property
    def not_yet(self) -> list[Chart]:
        """Those of which there is nothing to draw: each is a line that says what will stand there."""
        return [chart for chart in (self.before_and_after, *self.others) if chart.is_empty]


def figures_of(viewer: Person, cohort: Cohort, book: Book) -> Figures:
    """For who teaches or manages the cohort, in thirteen queries however many learn in it; summaries are up to date."""
    days, tests = days_of_cohort(cohort), both_tests(viewer, cohort, book)
    people = list(people_shown_to(viewer, cohort))
    keys = [entry.key for entry in lesson_entries(cohort, language_now())]
    return Figures(
        learners=learners_of(cohort).count(),
        days=days,
        tests=tests,
        shown=len(people),
        attendance=attendance_chart(days),
        before_and_after=tests_chart(tests),
        others=charts_of(cohort, people, keys),
    )


def attendance_chart(days: DaysOfCohort) -> Chart:
    """A column a day. It hides nobody: who teaches the cohort has the list with the names."""
    series = {
        str(Presence.PRESENT.label): [day.present for day in days.held],
        str(Presence.LATE.label): [day.late for day in days.held],
        str(Presence.ABSENT.label): [day.absent for day in days.held],
        pgettext("attendance", "Not known"): [day.open for day in days.held],
    }
    labels = [date_format(day.day, SHORT_DAY) for day in days.held]
    return Chart(
        ChartKind.STACKED,
        _("Attendance by day"),
        [
            Series(name, [Point(*pair) for pair in zip(labels, numbers, strict=True)])
            for name, numbers in series.items()
        ],
        finding=attendance_in_words(days),
        empty=_("No list was taken yet. As soon as somebody is marked in a session, its day stands here."),
    )


def attendance_in_words(days: DaysOfCohort) -> str:
    """How many came on the whole, and on which day the fewest did; nothing before a day was held.

    A day of which less than half of the list is known says nothing of how many came.
    """
    if days.percent_there is None:
        return ""
    number = len(days.held)
    whole = ngettext(
        "%(percent)d%% were there, on %(number)d day held.",
        "%(percent)d%% were there on average, on %(number)d days held.",
        number,
    ) % {"percent": days.percent_there, "number": number}
    said = [day for day in days.held if day.known and 2 * day.known >= day.of]
    if not said:
        return whole
    fewest = min(said, key=lambda day: (day.there / day.known, day.day))
    alike = sum((day.there, day.known) == (fewest.there, fewest.known) for day in said)
    if alike == len(said) or fewest.there == fewest.known:
        return whole
    least = ngettext(
        "Fewest came on %(day)s: %(there)d of %(of)d.",
        "Fewest came on %(number)d days, first on %(day)s: %(there)d of %(of)d.",
        alike,
    ) % {"number": alike, "day": date_format(fewest.day), "there": fewest.there, "of": fewest.known}
    return f"{whole} {least}"


def tests_chart(tests: BothTests) -> Chart:
    """How many learners lie where before, and where after: side by side, of pairs alone."""
    pairs, gain = tests.pairs, tests.gain
    columns = {
        pgettext("test", "Before"): by_band([each.before or 0 for each in pairs]),
        pgettext("test", "After"): by_band([each.after or 0 for each in pairs]),
    }
    labels = [f"{low}–{high}%" for low, high in BANDS]
    series = [
        Series(name, [Point(label, number, len(pairs)) for label, number in zip(labels, numbers, strict=True)])
        for name, numbers in columns.items()
    ]
    return Chart(
        ChartKind.COLUMNS,
        _("Test at the beginning and test at the end"),
        series,
        finding=gain_in_words(gain) if gain else "",
        empty=_why_no_gain(tests),
    )


def gain_in_words(gain: Gain) -> str:
    """The means of the pairs, and how far apart they are."""
    before, after = (said(mean) for mean in gain.means)
    points = said(abs(gain.points))
    if gain.points > 0:
        words = _("%(pairs)d learners took both tests: %(before)s%% before, %(after)s%% after, %(points)s points more.")
    elif gain.points < 0:
        words = _("%(pairs)d learners took both tests: %(before)s%% before, %(after)s%% after, %(points)s points less.")
    else:
        words = _("%(pairs)d learners took both tests: %(before)s%% before and after.")
    return words % {"pairs": gain.pairs, "before": before, "after": after, "points": points}


def _why_no_gain(tests: BothTests) -> str:
    if not tests.are_named:
        return _(
            "The programme names no test at the beginning and at the end. Who manages it chooses a lesson for each, "
            "and what learners gain stands here."
        )
    number = len(tests.pairs)
    if not number:
        return _("Nobody has taken both tests yet.")
    return (
        ngettext(
            "%d learner has taken both tests. From five on it stands here what they knew before and after.",
            "%d learners have taken both tests. From five on it stands here what they knew before and after.",
            number,
        )
        % number
    )
