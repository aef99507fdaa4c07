"""Reads about the work of groups."""

from groupwork.queries.appraisals import CounterLine, Tallied, tallied
from groupwork.queries.groups import (
    GroupLine,
    chain_with,
    groups_in,
    groups_of_today,
    ideas_called,
    ideas_of,
    in_other_groups,
    learners_in,
    members_of,
    sheets_of,
    surveys_of,
)
from groupwork.queries.in_session import part_of_session
from groupwork.queries.path import GroupPath, IdeaLine, SheetLine, path_of
from groupwork.queries.printed import parts_of
from groupwork.queries.sessions import NamedSession, session_of, session_offered, sessions_named
from groupwork.queries.tracks import (
    TrackLine,
    cohorts_on_track,
    milestone_of,
    milestones_of,
    outcome_in,
    outcome_lines,
    steps_of,
    tracks_in,
    way_in,
)

__all__ = [
    "CounterLine",
    "GroupLine",
    "GroupPath",
    "IdeaLine",
    "NamedSession",
    "SheetLine",
    "Tallied",
    "TrackLine",
    "chain_with",
    "cohorts_on_track",
    "groups_in",
    "groups_of_today",
    "ideas_called",
    "ideas_of",
    "in_other_groups",
    "learners_in",
    "members_of",
    "milestone_of",
    "milestones_of",
    "outcome_in",
    "outcome_lines",
    "part_of_session",
    "parts_of",
    "path_of",
    "session_of",
    "session_offered",
    "sessions_named",
    "sheets_of",
    "steps_of",
    "surveys_of",
    "tallied",
    "tracks_in",
    "way_in",
]
