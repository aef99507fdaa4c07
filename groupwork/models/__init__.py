"""What groups note, and how far trainees come."""

from groupwork.models.appraisals import Count, Survey
from groupwork.models.artefacts import Decision, Idea, Sheet
from groupwork.models.groups import Group, GroupRecord, Membership, WrittenDown
from groupwork.models.tracks import Track, TrackStep

__all__ = [
    "Count",
    "Decision",
    "Group",
    "GroupRecord",
    "Idea",
    "Membership",
    "Sheet",
    "Survey",
    "Track",
    "TrackStep",
    "WrittenDown",
]
