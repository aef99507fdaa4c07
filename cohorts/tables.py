from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cohorts.enums import CohortTime, Standing, Step
from cohorts.models import Cohort, CohortQuerySet, Enrolment, EnrolmentQuerySet
from cohorts.pace import Pace
from cohorts.queries import CohortFigures, LearnerProgress, places_of, stands
from core.models import Place
from core.tables import Column, Table

# A shape as well as a colour for each.
SHAPES = {Step.PASSED: "●", Step.READ: "◐", Step.BEGUN: "◔", Step.NOT_YET: "○"}

Strip = tuple[tuple[Step, bool], ...]
"""How far with each lesson, and whether it is late."""

MOST_PATTERNS = 1000
DASH = mark_safe("–")


def _name(row: LearnerProgress) -> SafeString:
    return SafeString(f'<a href="{row.person.pk}/">{escape(row.person.name)}</a>')


def _lessons_read(row: LearnerProgress) -> SafeString:
    """A dot a lesson, and how many were read: the words say what the dots show."""
    if not row.is_shown:
        return format_html("{}", gettext("Not shared"))
    return _dots(row.strip, row.read or 0, get_language())


@lru_cache(maxsize=MOST_PATTERNS)
def _dots(steps: Strip, read: int, language: str) -> SafeString:
    """Drawn once for a language: many stand alike, and of none it says whose it is."""
    return format_html(
        '<span class="dots" role="img" aria-label="{}">{}</span> <span class="day">{} / {}</span>',
        _in_words(steps),
        strip(steps),
        read,
        len(steps),
    )


def _in_words(steps: Strip) -> str:
    number = Counter(step for step, _is_late in steps)
    return gettext("%(passed)d passed, %(read)d read, %(begun)d begun, %(left)d not yet") % {
        "passed": number[Step.PASSED],
        "read": number[Step.READ],
        "begun": number[Step.BEGUN],
        "left": number[Step.NOT_YET],
    }


def strip(steps: Strip) -> SafeString:
    """A shape a lesson in the order of the course, those alike that stand together as one; the late underlined."""
    pieces = ((look, SHAPES[look[0]] * len(list(same))) for look, same in groupby(steps))
    return format_html_join(
        "",
        '<b class="dots__{}{}">{}</b>',
        ((step, " dots__late" if is_late else "", shapes) for (step, is_late), shapes in pieces),
    )


def _standing(row: LearnerProgress) -> str:
    """In words, for a file as for the page."""
    return ", ".join(words for _standing, words in _standings(*_stand_of(row.pace))) if row.pace else ""


Stand = tuple[bool, bool, int, date | None]
"""Whether she is through and has begun, how many lessons are late, and on what day she was last seen if she is stuck:
of a cohort many have the same."""


def _stand_of(pace: Pace) -> Stand:
    since = timezone.localtime(pace.stuck_since).date() if pace.stuck_since else None
    return pace.is_finished, pace.has_begun, len(pace.late), since


def _standings(is_finished: bool, has_begun: bool, late: int, since: date | None) -> Iterator[tuple[Standing, str]]:
    """How she keeps up, as :func:`cohorts.queries.stands` finds it."""
    if is_finished:
        yield Standing.FINISHED, gettext("Finished")
    if not has_begun:
        yield Standing.NOT_BEGUN, gettext("Not begun")
    if late:
        yield Standing.LATE, ngettext("%d late", "%d late", late) % late
    if since:
        yield Standing.STUCK, gettext("Stuck since %(day)s") % {"day": date_format(since)}


LOOKS = {Standing.LATE: "trouble", Standing.STUCK: "waiting", Standing.NOT_BEGUN: "locked", Standing.FINISHED: "done"}


def standing_badges(row: LearnerProgress) -> SafeString:
    return _badges(_stand_of(row.pace), get_language()) if row.pace else DASH


@lru_cache(maxsize=MOST_PATTERNS)
def _badges(stand: Stand, language: str) -> SafeString:
    badges = ((LOOKS[standing], words) for standing, words in _standings(*stand))
    return format_html_join(" ", '<span class="badge badge--{}">{}</span>', badges) or DASH


def _last_seen(row: LearnerProgress) -> SafeString:
    if not row.is_shown:
        return DASH
    if row.seen_at is None:
        return format_html("{}", gettext("Not yet"))
    return _day(row.seen_at)


def _joined(row: LearnerProgress) -> SafeString:
    return _day(row.joined_at)


def _day(moment: datetime) -> SafeString:
    here = timezone.localtime(moment)
    words = _day_in_words(here.date(), get_language())
    return SafeString(f'<time class="day" datetime="{here.isoformat()}">{words}</time>')


@lru_cache(maxsize=MOST_PATTERNS)
def _day_in_words(day: date, language: str) -> str:
    return escape(date_format(day))


class ByStanding(django_filters.FilterSet):
    """Learners who keep up so; of whom the reader may see no results she cannot tell."""

    standing = django_filters.ChoiceFilter(
        choices=Standing.choices, label=_("Who"), empty_label=_("All"), method="who_stand_so"
    )

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def who_stand_so(self, found: EnrolmentQuerySet, name: str, value: str) -> EnrolmentQuerySet:
        return found.filter(stands(Standing(value)) & Q(is_shown=True))


LEARNERS = Table[LearnerProgress](
    caption=_("Learners and their progress"),
    columns=[
        Column("name", _("Learner"), lambda row: row.person.name, ("person__name",), markup=_name),
        Column("read", _("Lessons read"), lambda row: row.read, ("read_number",), markup=_lessons_read),
        Column(
            "passed",
            _("Questions passed"),
            lambda row: "–" if row.passed is None else row.passed,
            ("passed_number",),
            is_number=True,
        ),
        Column("seen", _("Last seen"), lambda row: row.seen_at, ("last_seen_at",), markup=_last_seen),
        Column("standing", _("Keeps up"), _standing, markup=standing_badges),
        Column("marks", _("Best marks (%)"), lambda row: row.marks, is_number=True),
        Column("tries", _("Tries"), lambda row: row.tries, is_number=True, is_more=True),
        Column("joined", _("Joined"), lambda row: row.joined_at, ("joined_at",), markup=_joined, is_more=True),
    ],
    empty=_("Nobody has joined yet. Write the code of the cohort on the board."),
    search=("person__search_text",),
    filters=ByStanding,
)


class ByTimeAndPlace(django_filters.FilterSet):
    """Cohorts of now or of before, in a state or district where there are some."""

    time = django_filters.ChoiceFilter(
        choices=CohortTime.choices, label=_("When"), empty_label=_("All"), method="at_time"
    )
    place = django_filters.ChoiceFilter(label=_("Place"), empty_label=_("All"), method="in_place")

    class Meta:
        model = Cohort
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places_of(self.queryset)}
        self.filters["place"].extra["choices"] = [(key, _with_state(place)) for key, place in self.places.items()]

    def at_time(self, found: CohortQuerySet, name: str, value: str) -> CohortQuerySet:
        return found.at(CohortTime(value))

    def in_place(self, found: CohortQuerySet, name: str, value: str) -> CohortQuerySet:
        return found.filter(place__path__startswith=self.places[value].path)


def _with_state(place: Place) -> str:
    return f"{place.parent} · {place}" if place.parent else str(place)


COHORTS = Table[Any](
    caption=_("Cohorts"),
    columns=[
        Column("name", _("Cohort"), lambda row: row.name, ("name",), "cohorts/_cohort_name.html"),
        Column("course", _("Course"), lambda row: row.course_title, ("course_title",)),
        Column("place", _("Place"), lambda row: str(row.place), ("place__name",)),
        Column("organisation", _("Organisation"), lambda row: str(row.organisation), ("organisation__name",)),
        Column("begins", _("First day"), lambda row: row.starts_on, ("starts_on",), "cohorts/_day.html"),
        Column("ends", _("Last day"), lambda row: row.ends_on, ("ends_on",), "cohorts/_day.html"),
        Column("learners", _("Learners"), lambda row: row.learners, ("learners",), is_number=True),
        Column("when", _("When"), lambda row: row.time.label),
    ],
    empty=_("There is no cohort yet where you teach or manage."),
    search=("search_text", "place__search_text", "organisation__search_text"),
    filters=ByTimeAndPlace,
)


def _cohort(row: CohortFigures) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("cohorts:learners", args=[row.cohort.pk]), row.cohort.name)


def _who_stands(standing: Standing) -> Column[CohortFigures]:
    def number(row: CohortFigures) -> int:
        return row.numbers[standing]

    def linked(row: CohortFigures) -> SafeString:
        if not number(row):
            return mark_safe("0")
        address = reverse("cohorts:learners", args=[row.cohort.pk])
        return format_html('<a href="{}?standing={}">{}</a>', address, standing.value, number(row))

    return Column(standing.value, standing.label, number, markup=linked, is_number=True)


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
    filters=ByTimeAndPlace,
)
