"""What groups hand in, by phone or by the button of a page: how it is read, and what it does."""

from groupwork.handed.about import about_of, cohorts_named, group_about, groups_named, is_known
from groupwork.handed.addresses import (
    form_of_decision,
    form_of_idea,
    form_of_sheet,
    form_of_survey,
    page_of_group,
    page_of_survey,
    page_of_tracks,
)
from groupwork.handed.taking import (
    add_idea,
    count_form,
    decide,
    decision_form,
    idea_form,
    keep_count,
    keep_sheet,
    keep_survey,
    set_step,
    sheet_form,
    step_form,
    survey_form,
)
from groupwork.handed.words import counted, read_by, sheets_read, steps_said

__all__ = [
    "about_of",
    "add_idea",
    "cohorts_named",
    "count_form",
    "counted",
    "decide",
    "decision_form",
    "form_of_decision",
    "form_of_idea",
    "form_of_sheet",
    "form_of_survey",
    "group_about",
    "groups_named",
    "idea_form",
    "is_known",
    "keep_count",
    "keep_sheet",
    "keep_survey",
    "page_of_group",
    "page_of_survey",
    "page_of_tracks",
    "read_by",
    "set_step",
    "sheet_form",
    "sheets_read",
    "step_form",
    "steps_said",
    "survey_form",
]
