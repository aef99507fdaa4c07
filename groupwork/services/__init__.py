"""Writing down what groups find out and decide."""

from groupwork.services.artefacts import add_idea, decide, keep_count, keep_sheet, keep_survey
from groupwork.services.groups import change_group, make_group
from groupwork.services.tracks import set_milestone, take_step_back

__all__ = [
    "add_idea",
    "change_group",
    "decide",
    "keep_count",
    "keep_sheet",
    "keep_survey",
    "make_group",
    "set_milestone",
    "take_step_back",
]
