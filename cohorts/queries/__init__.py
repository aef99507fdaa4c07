"""Reads for the pages of a cohort."""

from cohorts.queries.across import CohortFigures, charts_across, figures_of
from cohorts.queries.figures import Overview, charts_of, overview_of
from cohorts.queries.learners import (
    LearnerProgress,
    LessonMark,
    learner_progress,
    learners_for,
    learners_of,
    lesson_marks,
    people_shown_to,
    progress_of,
    sortable_by,
)
from cohorts.queries.lists import (
    cohort_seen_by,
    cohorts_in_list,
    my_cohorts,
    places_of,
    running_cohorts,
    taking_part_in,
)
from cohorts.queries.plans import course_plan, lesson_entries
from cohorts.queries.sessions import (
    BlockLines,
    NearSession,
    SessionLine,
    Stretch,
    block_lines,
    next_of,
    path_of,
    sessions_ahead,
    sessions_near,
)
from cohorts.queries.standings import (
    CohortStanding,
    CohortToday,
    cohorts_today,
    lessons_on_plan,
    standing_of,
    stands,
)

__all__ = [
    "BlockLines",
    "CohortFigures",
    "CohortStanding",
    "CohortToday",
    "LearnerProgress",
    "LessonMark",
    "NearSession",
    "Overview",
    "SessionLine",
    "Stretch",
    "block_lines",
    "charts_across",
    "charts_of",
    "cohort_seen_by",
    "cohorts_in_list",
    "cohorts_today",
    "course_plan",
    "figures_of",
    "learner_progress",
    "learners_for",
    "learners_of",
    "lesson_entries",
    "lesson_marks",
    "lessons_on_plan",
    "my_cohorts",
    "next_of",
    "overview_of",
    "path_of",
    "people_shown_to",
    "places_of",
    "progress_of",
    "running_cohorts",
    "sessions_ahead",
    "sessions_near",
    "sortable_by",
    "standing_of",
    "stands",
    "taking_part_in",
]
