"""The gradebook as a list, and what is wanting in words."""

from gradebook.tables.learners import gradebook_table, is_to_be_given, legend
from gradebook.tables.running import table_of_run_cohorts

__all__ = [
    "gradebook_table",
    "is_to_be_given",
    "legend",
    "table_of_run_cohorts",
]
