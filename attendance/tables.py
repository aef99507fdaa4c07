"""The days of each learner, as a strip in the list of her cohort."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attendance.days import days_in
from attendance.enums import DayState
from attendance.queries import day_strips
from cohorts.kinds import LearnerColumn
from cohorts.models import Cohort
from core.tables import Reader
from people.models import Person

Strip = tuple[tuple[date, DayState], ...]

MOST_PATTERNS = 1000
# A shape as well as a colour for each, in the looks of the lessons' dots.
SHAPES = {
    DayState.PRESENT: "●",
    DayState.MADE_UP: "◐",
    DayState.MISSED: "○",
    DayState.NOT_IN: "–",
    DayState.OPEN: "?",
}
LOOKS = {
    DayState.PRESENT: "passed",
    DayState.MADE_UP: "read",
    DayState.MISSED: "late",
    DayState.NOT_IN: "not-in",
    DayState.OPEN: "begun",
}


def strips_of(_viewer: Person, cohort: Cohort, lines: Sequence[Any]) -> Mapping[UUID, Strip]:
    """{person: her days} of the ``lines`` of a page."""
    return day_strips(cohort, [line.person.pk for line in lines])


def in_words(strip: Strip) -> str:
    """How many of the days held for her count."""
    days = days_in(strip)
    return f"{days.counted} / {days.held}"


def drawn(strip: Strip, reader: Reader) -> SafeString:
    """A shape a day, those alike that follow one another as one; and how many count."""
    return _drawn(strip, reader.language)


@lru_cache(maxsize=MOST_PATTERNS)
def _drawn(strip: Strip, language: str) -> SafeString:
    """Drawn once for a language: many were there alike."""
    states = [state for _day, state in strip]
    number = Counter(states)
    words = gettext("Days there: %(there)d, made up: %(made_up)d, missed: %(missed)d") % {
        "there": number[DayState.PRESENT],
        "made_up": number[DayState.MADE_UP],
        "missed": number[DayState.MISSED],
    }
    for state in (DayState.NOT_IN, DayState.OPEN):
        if number[state]:
            words = f"{words}. {state.label}: {number[state]}"
    pieces = ((LOOKS[state], SHAPES[state] * len(list(same))) for state, same in groupby(states))
    shapes = format_html_join("", '<b class="dots__{}">{}</b>', pieces)
    return format_html(
        '<span class="dots" role="img" aria-label="{}">{}</span> <span class="day">{}</span>',
        words,
        shapes,
        in_words(strip),
    )


DAYS_COLUMN = LearnerColumn(
    label=_("Days"),
    place=10,
    values=strips_of,
    said=in_words,
    markup=drawn,
    is_strip=True,
    legend=tuple((LOOKS[state], SHAPES[state], state.label) for state in DayState),
)
