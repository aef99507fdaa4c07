"""From when on it may be said who is in a session, and until when its code is shown.

A list opens one hour before its session begins: people come early, and who is not there yet is not absent. Worked: of a
session at 18:20 nothing can be said at 17:19, and from 17:20 on it can.

It is the portal's clock that refuses: those of phones are wrong by hours. A list that lies on a phone opens by the
clock of that phone, for nobody else can be asked there.

The code that learners scan is shown from then until one hour after the session was to end: who scans says "I am here",
and later nobody is. Worked: of a session from 10:00 to 12:30 it is shown from 09:00, and at 13:30 no more.
"""

from datetime import datetime, timedelta

OPENS_BEFORE = timedelta(hours=1)
CODE_LASTS_AFTER = timedelta(hours=1)
LONGEST_SESSION = timedelta(days=1)


def opens_at(begins_at: datetime) -> datetime:
    """When the list of a session that ``begins_at`` this moment opens."""
    return begins_at - OPENS_BEFORE


def is_open(begins_at: datetime, moment: datetime) -> bool:
    """Whether it is open at ``moment``."""
    return opens_at(begins_at) <= moment


def code_ends_at(ends_at: datetime) -> datetime:
    """When the code of a session that is to end at ``ends_at`` is shown no more."""
    return ends_at + CODE_LASTS_AFTER


def is_code_shown(begins_at: datetime, ends_at: datetime, moment: datetime) -> bool:
    """Whether it can be scanned at ``moment``."""
    return is_open(begins_at, moment) and moment < code_ends_at(ends_at)
