"""Reads about attendance."""

from attendance.queries.days import DayLine, day_strips, days_of, days_of_her, days_without_list
from attendance.queries.sessions import (
    SessionLine,
    difference_in,
    line_of,
    lock_session,
    missed_lately,
    people_ever_in,
    people_of,
    session_lines,
    sessions_not_taken,
    sessions_of_today,
    sessions_to_be_in,
    stands_of,
    titles_of,
    was_taken,
)
from attendance.queries.sheets import Heard, Row, Sheet, history_of, sheet_of

__all__ = [
    "DayLine",
    "Heard",
    "Row",
    "SessionLine",
    "Sheet",
    "day_strips",
    "days_of",
    "days_of_her",
    "days_without_list",
    "difference_in",
    "history_of",
    "line_of",
    "lock_session",
    "missed_lately",
    "people_ever_in",
    "people_of",
    "session_lines",
    "sessions_not_taken",
    "sessions_of_today",
    "sessions_to_be_in",
    "sheet_of",
    "stands_of",
    "titles_of",
    "was_taken",
]
