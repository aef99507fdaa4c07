"""From when on it may be said who is in a session.

A list opens one hour before its session begins: people come early, and who is not there yet is not absent. Worked: of a
session at 18:20 nothing can be said at 17:19, and from 17:20 on it can.

It is the portal's clock that refuses: those of phones are wrong by hours. A list that lies on a phone opens by the
clock of that phone, for nobody else can be asked there.
"""

from datetime import datetime, timedelta

OPENS_BEFORE = timedelta(hours=1)


def opens_at(begins_at: datetime) -> datetime:
    """When the list of a session that ``begins_at`` this moment opens."""
    return begins_at - OPENS_BEFORE


def is_open(begins_at: datetime, moment: datetime) -> bool:
    """Whether it is open at ``moment``."""
    return opens_at(begins_at) <= moment
