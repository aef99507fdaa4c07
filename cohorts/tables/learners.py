from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from functools import cache, lru_cache
from html import escape
from itertools import groupby
from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cohorts.enums import Standing, Step
from cohorts.kinds import LearnerColumn, columns_in_order, learner_signs
from cohorts.models import Enrolment, EnrolmentQuerySet
from cohorts.pace import Pace
from cohorts.queries import LearnerProgress, cohort_of, stands_so
from core.tables import Column, Reader, Table

# A shape as well as a colour for each.
SHAPES = {Step.PASSED: "●", Step.READ: "◐", Step.BEGUN: "◔", Step.NOT_YET: "○"}

Strip = tuple[tuple[Step, bool], ...]
"""How far with each lesson, and whether it is late."""

MOST_PATTERNS = 1000
DASH = mark_safe("–")
# Where there is nothing to say: left out where there is little room.
NOTHING = mark_safe('<span class="nothing">–</span>')


def _name(row: LearnerProgress, _reader: Reader) -> SafeString:
    return SafeString(f'<a href="{row.person.pk}/">{escape(row.person.name)}</a>')


def _lessons_read(row: LearnerProgress, reader: Reader) -> SafeString:
    """A dot a lesson, and how many were read: the words say what the dots show."""
    if not row.is_shown:
        return format_html("{}", gettext("Not shared"))
    return _dots(row.strip, row.read or 0, reader.language)


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
    if row.pace is None:
        return ""
    if row.has_completed:
        return gettext("Has completed")
    stand = _stand_of(row.pace, timezone.get_current_timezone(), is_over=row.is_over)
    return ", ".join(words for _standing, words in _standings(*stand))


Stand = tuple[bool, bool, int, date | None]
"""Whether she is through and is still to begin, how many lessons are late, and on what day she was last seen if she is
stuck: of a cohort many have the same."""


def _stand_of(pace: Pace, zone: tzinfo, *, is_over: bool) -> Stand:
    """Where the cohort ``is_over`` nobody keeps up with it any more: she is through, or there is nothing to say."""
    if is_over:
        return pace.is_finished, False, 0, None
    since = pace.stuck_since.astimezone(zone).date() if pace.stuck_since else None
    return pace.is_finished, not pace.has_begun, len(pace.late), since


def _standings(is_finished: bool, is_to_begin: bool, late: int, since: date | None) -> Iterator[tuple[Standing, str]]:
    """How she keeps up, as :func:`cohorts.queries.stands_so` finds it while the cohort goes on."""
    if is_finished:
        yield Standing.FINISHED, gettext("Finished")
    if is_to_begin:
        yield Standing.NOT_BEGUN, gettext("Not begun")
    if late:
        yield Standing.LATE, ngettext("%d late", "%d late", late) % late
    if since:
        yield Standing.STUCK, gettext("Stuck since %(day)s") % {"day": date_format(since)}


LOOKS = {Standing.LATE: "trouble", Standing.STUCK: "waiting", Standing.NOT_BEGUN: "locked", Standing.FINISHED: "done"}


def standing_badges(row: LearnerProgress, reader: Reader) -> SafeString:
    if row.pace is None:
        return NOTHING
    if row.has_completed:
        return format_html('<span class="badge badge--done">{}</span>', gettext("Has completed"))
    return _badges(_stand_of(row.pace, reader.zone, is_over=row.is_over), reader.language)


@lru_cache(maxsize=MOST_PATTERNS)
def _badges(stand: Stand, language: str) -> SafeString:
    badges = ((LOOKS[standing], words) for standing, words in _standings(*stand))
    return format_html_join(" ", '<span class="badge badge--{}">{}</span>', badges) or NOTHING


def _last_seen(row: LearnerProgress, reader: Reader) -> SafeString:
    if not row.is_shown:
        return DASH
    if row.seen_at is None:
        return format_html("{}", gettext("Not yet"))
    return _day(row.seen_at, reader)


def _joined(row: LearnerProgress, reader: Reader) -> SafeString:
    return _day(row.joined_at, reader)


def _day(moment: datetime, reader: Reader) -> SafeString:
    here = moment.astimezone(reader.zone)
    words = _day_in_words(here.date(), reader.language)
    return SafeString(f'<time class="day" datetime="{here.isoformat()}">{words}</time>')


@lru_cache(maxsize=MOST_PATTERNS)
def _day_in_words(day: date, language: str) -> str:
    return escape(date_format(day))


class ByStanding(django_filters.FilterSet):
    """Learners who stand so: how they keep up, or by a sign; of whom the reader may see no results she cannot tell."""

    standing = django_filters.ChoiceFilter(label=_("Who"), empty_label=_("All"), method="who_stand_so")

    class Meta:
        model = Enrolment
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signs = [(key, sign.label) for key, sign in learner_signs.items()]
        self.filters["standing"].extra["choices"] = [*Standing.choices, *signs]

    def who_stand_so(self, found: EnrolmentQuerySet, name: str, value: str) -> EnrolmentQuerySet:
        shown = found.filter(Q(is_shown=True))
        if value in Standing:
            return shown.filter(stands_so(Standing(value)))
        cohort = cohort_of(found)
        return shown.filter(learner_signs.get(value).stands_so(cohort)) if cohort else shown


NAME = Column[LearnerProgress]("name", _("Learner"), lambda row: row.person.name, ("person_name",), markup=_name)
AFTER_STRIPS = [
    Column[LearnerProgress](
        "passed",
        _("Questions passed"),
        lambda row: "–" if row.passed is None else row.passed,
        ("passed_number",),
        is_number=True,
    ),
    Column[LearnerProgress](
        "seen", _("Last in a lesson"), lambda row: row.seen_at, ("last_seen_at",), markup=_last_seen
    ),
    Column[LearnerProgress]("standing", _("Keeps up"), _standing, markup=standing_badges),
    Column[LearnerProgress]("marks", _("Best marks (%)"), lambda row: row.marks, is_number=True, is_more=True),
    Column[LearnerProgress]("tries", _("Tries"), lambda row: row.tries, is_number=True, is_more=True),
    Column[LearnerProgress](
        "joined", _("Joined"), lambda row: row.joined_at, ("joined_at",), markup=_joined, is_more=True
    ),
]


def _strips(strips: Sequence[tuple[str, LearnerColumn]]) -> Column[LearnerProgress]:
    """The dots of her lessons, and below them the strips that are lent, each with its word."""

    @lru_cache(maxsize=MOST_PATTERNS)
    def words_before(language: str) -> list[SafeString]:
        return [
            format_html('<span class="strip"><span class="soft small">{}</span> ', each.label) for _, each in strips
        ]

    def markup(row: LearnerProgress, reader: Reader) -> SafeString:
        below = [
            f"{words}{conditional_escape(column.markup(row.besides[key], reader))}</span>"
            for words, (key, column) in zip(words_before(reader.language), strips, strict=True)
            if key in row.besides
        ]
        return SafeString(f"{_lessons_read(row, reader)}{''.join(below)}")

    return Column("read", _("Lessons read"), lambda row: row.read, ("read_number",), markup=markup)


def _lent(key: str, column: LearnerColumn) -> Column[LearnerProgress]:
    def value(row: LearnerProgress) -> str | None:
        return column.said(row.besides[key]) if key in row.besides else None

    def markup(row: LearnerProgress, reader: Reader) -> SafeString:
        return column.markup(row.besides[key], reader) if key in row.besides else NOTHING

    return Column(key, column.label, value, markup=markup, in_files_only=column.is_strip)


@cache
def learners_table() -> Table[LearnerProgress]:
    """The list of a cohort's learners, with the columns that upper apps lend: the same as long as the process lives."""
    lent = columns_in_order()
    strips = [(key, column) for key, column in lent if column.is_strip]
    in_files = [_lent(key, column) for key, column in strips]
    others = [_lent(key, column) for key, column in lent if not column.is_strip]
    return Table[LearnerProgress](
        caption=_("Learners and their progress"),
        columns=[NAME, _strips(strips), *in_files, *AFTER_STRIPS, *others],
        empty=_("Nobody has joined yet. Write the code of the cohort on the board."),
        search=("person__search_text",),
        codes=("person__user__username",),
        filters=ByStanding,
        asks_alike=True,
    )


@cache
def legends() -> tuple[tuple[str | Promise, tuple[tuple[str, str, str | Promise], ...]], ...]:
    """(heading, what its shapes mean) of each strip that is lent."""
    return tuple((column.label, column.legend) for _key, column in columns_in_order() if column.legend)
