"""Why something is to be done about a learner, and what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from attendance.enums import DayState
from cohorts.completion import Line
from cohorts.models import Cohort, Enrolment
from cohorts.queries import LearnerProgress
from core.periods import format_of_day
from core.prepared import GivenMany, Prepared
from courses.queries import LessonEntry
from followups.enums import Kind, Sign
from followups.queries.done import Done, Strip
from followups.signs import DAYS_LOOKED_AT, Stands, action_for, came_lately, signs_of
from gradebook.queries import wanting_of
from gradebook.services import Short

LESSONS_NAMED = 2
MOST_NUMBERS = 1000


class Known(NamedTuple):
    """Of a learner: whether she has completed, who reads knows a number to call her, she has an account, and who reads
    may write to her."""

    has_completed: bool = False
    has_number: bool = False
    has_account: bool = False
    may_write: bool = False


NOTHING_KNOWN = Known()


class Evidence(NamedTuple):
    """A sign, and in words what it is seen by."""

    sign: Sign
    words: str


class Advice(NamedTuple):
    """Why something is to be done about a learner, what it is (None: nothing now), and what was done last."""

    evidence: tuple[Evidence, ...]
    action: Kind | None
    last: Done | None = None
    speaks: bool = False

    @property
    def words(self) -> str:
        """What to do."""
        return self.words_in(get_language())

    def words_in(self, language: str | None) -> str:
        """As :attr:`words`, where the language of the page is known."""
        return _words_in(language, self.action, speaks=self.speaks) if self.action else ""

    @property
    def because(self) -> str:
        """The most urgent sign; empty without one."""
        return self.evidence[0].sign.value if self.evidence else ""


# As who presses it reads it.
TO_DO = {
    Kind.CALL: gettext_lazy("Call her"),
    Kind.MESSAGE: gettext_lazy("Write to her"),
    Kind.LESSON: gettext_lazy("Ask her to do a lesson"),
}
NOTHING_TO_DO = Advice((), None)


def words_of(kind: Kind, *, speaks: bool) -> str:
    """What a press says and the page it leads to; where no number to call her is known, that one ``speaks`` to her."""
    return _words_in(get_language(), kind, speaks=speaks)


@cache
def _words_in(language: str | None, kind: Kind, *, speaks: bool) -> str:
    return _("Speak to her at the next session") if speaks and kind == Kind.CALL else str(TO_DO[kind])


def advise(
    cohort: Cohort,
    lines: Iterable[LearnerProgress],
    *,
    short: Short,
    last: Mapping[UUID, Done],
    lessons: Mapping[UUID, LessonEntry],
    trains: bool,
) -> dict[UUID, Advice]:
    """{person: what is to be done} of those of ``lines`` of whom there is something to say; one query.

    By who ``trains`` them: nobody else sees a number to call, or writes to them.
    """
    now, has_started, is_over = timezone.now(), cohort.starts_on <= timezone.localdate(), cohort.is_over
    of_all, found = list(lines), {}
    known, language = known_of([line.stay for line in of_all], trains=trains), get_language()
    for line in of_all:
        key = line.person.pk
        hers = known.get(key, NOTHING_KNOWN)
        wanting = short.one_step.get(key) or short.out_of_reach.get(key)
        stands = _stands(line, short, hers, is_over=is_over)
        signs = signs_of(stands, now=now, has_started=has_started)
        evidence = tuple([Evidence(sign, _seen_by(sign, line, wanting, lessons, language)) for sign in signs])
        found[key] = _advice(evidence, signs, stands, last.get(key), now)
    return {person: advice for person, advice in found.items() if advice.evidence or advice.last}


def known_of(stays: Collection[int], *, trains: bool) -> dict[UUID, Known]:
    """{person: what is known of her} of who takes part by ``stays``; one query.

    Who has completed is as her row of the gradebook says: who is one step short is asked first, and brings it up.
    """
    return {
        person: Known(unmet == 0, trains and bool(number), bool(account), trains)
        for person, unmet, number, account in _KNOWN.all(stays=stays)
    }


def _known() -> "QuerySet[Enrolment, tuple[UUID, int | None, Any, bool | None]]":
    stays = Enrolment.objects.active().filter(pk__in=[GivenMany("stays", BigIntegerField())]).order_by()
    return stays.values_list("person_id", "gradebook__unmet", "person__contact_phone", "person__user__is_active")


_KNOWN = Prepared(_known)


def _stands(line: LearnerProgress, short: Short, known: Known, *, is_over: bool) -> Stands:
    strip = line.besides.get("days", ())
    days = [state in (DayState.PRESENT, DayState.MADE_UP) for _day, state in strip if state != DayState.OPEN]
    step = short.one_step.get(line.person.pk)
    return Stands(
        joined_at=line.joined_at,
        has_begun=line.seen_at is not None,
        stuck_since=line.pace.stuck_since if line.pace else None,
        fails=bool(line.failing),
        is_late=bool(line.pace and line.pace.late),
        needs_make_up=line.person.pk in short.out_of_reach,
        short_of=step.condition if step else None,
        came_lately=came_lately(days),
        is_done=is_over or known.has_completed,
        has_number=known.has_number,
        has_account=known.has_account,
        may_write=known.may_write,
    )


def _advice(
    evidence: tuple[Evidence, ...], signs: Sequence[Sign], stands: Stands, last: Done | None, now: datetime
) -> Advice:
    waits_since = last.row.at if last and last.outcome.is_open else None
    action = action_for(signs, stands, waits_since=waits_since, now=now)
    return Advice(evidence, action, last, speaks=action == Kind.CALL and not stands.has_number)


def _seen_by(
    sign: Sign,
    line: LearnerProgress,
    wanting: Line | None,
    lessons: Mapping[UUID, LessonEntry],
    language: str | None,
) -> str:
    if sign in (Sign.ONE_SHORT, Sign.MAKE_UP) and wanting is not None:
        return wanting_of(wanting)
    if sign == Sign.FAILING:
        return _fails_in_words(line, lessons)
    if sign == Sign.LATE and line.pace:
        return _late_in_words(language, len(line.pace.late))
    return "; ".join(filter(None, [_missed_in_words(line.besides.get("days", ())), _away_in_words(line)]))


@lru_cache(maxsize=MOST_NUMBERS)
def _late_in_words(language: str | None, number: int) -> str:
    return ngettext("%d lesson is late", "%d lessons are late", number) % number


def _fails_in_words(line: LearnerProgress, lessons: Mapping[UUID, LessonEntry]) -> str:
    return ", ".join(
        ngettext(
            "“%(lesson)s”: %(percent)d%% in %(tries)d try",
            "“%(lesson)s”: %(percent)d%% at best in %(tries)d tries",
            fails.tries,
        )
        % {"lesson": lessons[fails.key].title, "percent": fails.percent, "tries": fails.tries}
        for fails in line.failing[:LESSONS_NAMED]
        if fails.key in lessons
    )


def _missed_in_words(days: Strip) -> str:
    """The last days held, which she missed: by these she is silent, and not who has done as little and comes."""
    said, today = [(day, state) for day, state in days if state != DayState.OPEN], timezone.localdate()
    missed = [
        date_format(day, format_of_day(day, today)) for day, state in said[-DAYS_LOOKED_AT:] if state == DayState.MISSED
    ]
    if len(missed) == DAYS_LOOKED_AT:
        return _("missed the last two days: %(first)s and %(last)s") % {"first": missed[0], "last": missed[1]}
    return _("missed the last day: %(last)s") % {"last": missed[0]} if missed else ""


def _away_in_words(line: LearnerProgress) -> str:
    if line.pace and line.pace.stuck_since:
        return _("nothing opened since %(day)s") % {"day": date_format(timezone.localtime(line.pace.stuck_since))}
    return _("not begun, in the cohort since %(day)s") % {"day": date_format(timezone.localtime(line.joined_at))}
