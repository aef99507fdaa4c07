"""Who needs her trainer, and the one thing to do about it. Plain facts in, plain words of :class:`Sign` and Kind out.

Silent comes first: who stays away is lost before she fails anything. One step short comes before failing, for that one
step is worth a certificate; so does a make-up without which there is none. Late by the lessons is said of whom nothing
worse is.

Worked: who opened nothing since the 3rd and fails the questions of a lesson is silent and failing; she is called. Who
is there, fails a lesson and is one day short is written to, about the day; once she has it she is asked to do the
lesson. Who was called yesterday is left alone until three days are over, or something came of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from cohorts.enums import Condition
from followups.enums import Kind, Sign

# Who has joined this week needs no reminder.
TIME_TO_BEGIN = timedelta(days=7)
TIME_TO_ANSWER = timedelta(days=3)
DAYS_LOOKED_AT = 2
# By its most urgent sign; of all others a lesson is asked for.
WANTED = {Sign.SILENT: Kind.CALL, Sign.ONE_SHORT: Kind.MESSAGE, Sign.MAKE_UP: Kind.MESSAGE}


class Stands(NamedTuple):
    """How a learner stands. ``stuck_since`` is when she was last in a lesson, where she has something open and stays
    away; ``short_of`` the one condition that is wanting, where one step meets it. She ``fails`` questions, ``is_late``
    by the lessons, or ``needs_make_up``: the days that are planned are not enough. She ``came_lately``, or ``is_done``:
    has completed, or the cohort is over. Who reads knows a number to call her; she has an account; and who reads
    ``may_write`` to her."""

    joined_at: datetime
    has_begun: bool
    stuck_since: datetime | None = None
    fails: bool = False
    is_late: bool = False
    needs_make_up: bool = False
    short_of: Condition | None = None
    came_lately: bool = False
    is_done: bool = False
    has_number: bool = True
    has_account: bool = True
    may_write: bool = True

    @property
    def can_be_written_to(self) -> bool:
        """By who reads."""
        return self.has_account and self.may_write


def came_lately(days: Sequence[bool]) -> bool:
    """Whether she was there on one of the last two days held, of ``days`` in order: once anybody stays at home."""
    return any(days[-DAYS_LOOKED_AT:])


def is_silent(stands: Stands, *, now: datetime, has_started: bool) -> bool:
    """Whether she stays away: stuck, or not begun a week after she joined a cohort that ``has_started``.

    Who comes is not silent, whatever she does on a phone; nor is who has nothing to do any more.
    """
    if stands.is_done or stands.came_lately:
        return False
    if stands.stuck_since is not None:
        return True
    return not stands.has_begun and has_started and stands.joined_at <= now - TIME_TO_BEGIN


def signs_of(stands: Stands, *, now: datetime, has_started: bool) -> list[Sign]:
    """The most urgent first; none where nothing is to be done."""
    holds = {
        Sign.SILENT: is_silent(stands, now=now, has_started=has_started),
        Sign.ONE_SHORT: stands.short_of is not None,
        Sign.MAKE_UP: stands.needs_make_up and stands.short_of is None and not stands.is_done,
        Sign.FAILING: stands.fails,
    }
    found = [sign for sign, does_hold in holds.items() if does_hold]
    is_but_late = not found and stands.is_late and not stands.is_done
    return [Sign.LATE] if is_but_late else found


def action_for(signs: Sequence[Sign], stands: Stands, *, waits_since: datetime | None, now: datetime) -> Kind | None:
    """The one thing to do; None where there is no sign, or where what was done at ``waits_since`` may still bring
    something about. It is one that who reads can take: who cannot be written to is called, and whose number is not
    known either is spoken to, which is written down as a call."""
    if not signs or (waits_since is not None and waits_since > now - TIME_TO_ANSWER):
        return None
    # About the test at the end, too: its lesson may be done, where the programme asks for more than it passes with.
    wanted = WANTED.get(signs[0], Kind.LESSON)
    if wanted == Kind.CALL:
        return Kind.MESSAGE if stands.can_be_written_to and not stands.has_number else Kind.CALL
    can_be_done = stands.can_be_written_to if wanted == Kind.MESSAGE else stands.has_account
    return wanted if can_be_done else Kind.CALL
