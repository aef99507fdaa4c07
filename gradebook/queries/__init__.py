"""Reads for the pages of a gradebook."""

from gradebook.queries.activities import Activity, activities_in_words, activities_of, names_of_activities
from gradebook.queries.books import (
    NOTHING_BESIDES,
    Book,
    book_of,
    done_besides,
    is_brought_up,
    marks_by_hand,
    reasons_by_hand,
    stays_without_row,
    summaries_of,
    values_of,
    written_by_one,
)
from gradebook.queries.due_words import DueLine, due_in_one, due_lines
from gradebook.queries.explaining import Explained, explained, wanting_of
from gradebook.queries.figures import Figures, figures_of
from gradebook.queries.gains import BothTests, both_tests
from gradebook.queries.histories import Change, changes_of_result, history_of, unmet_in, weights_in_time
from gradebook.queries.learners import (
    HAS_COMPLETED,
    BookLine,
    book_lines,
    completed_among,
    first_completing,
    learners_in_book,
    people_one_step_short,
    people_out_of_reach,
    proposals,
    sortable,
    stands_so,
    whole_book,
)
from gradebook.queries.objectives import Unmet, unmet_objectives
from gradebook.queries.reports import report_of
from gradebook.queries.running import (
    RunCohort,
    cohort_to_bring_up,
    cohorts_to_bring_up,
    counts_in_figures,
    figures_of_running,
    run_cohorts,
)

__all__ = [
    "HAS_COMPLETED",
    "NOTHING_BESIDES",
    "Activity",
    "Book",
    "BookLine",
    "BothTests",
    "Change",
    "DueLine",
    "Explained",
    "Figures",
    "RunCohort",
    "Unmet",
    "activities_in_words",
    "activities_of",
    "book_lines",
    "book_of",
    "both_tests",
    "changes_of_result",
    "cohort_to_bring_up",
    "cohorts_to_bring_up",
    "completed_among",
    "counts_in_figures",
    "done_besides",
    "due_in_one",
    "due_lines",
    "explained",
    "figures_of",
    "figures_of_running",
    "first_completing",
    "history_of",
    "is_brought_up",
    "learners_in_book",
    "marks_by_hand",
    "names_of_activities",
    "people_one_step_short",
    "people_out_of_reach",
    "proposals",
    "reasons_by_hand",
    "report_of",
    "run_cohorts",
    "sortable",
    "stands_so",
    "stays_without_row",
    "summaries_of",
    "unmet_in",
    "unmet_objectives",
    "values_of",
    "wanting_of",
    "weights_in_time",
    "whole_book",
    "written_by_one",
]
