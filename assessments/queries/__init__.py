"""Reads that cross questions, attempts and answers."""

from assessments.queries.figures import (
    TESTS_LOOKED_AT,
    HardQuestion,
    RightByDifficulty,
    hardest_questions,
    questions_of_bank,
    right_by_difficulty,
)
from assessments.queries.not_taken import (
    LateAnswer,
    attempt_answered,
    has_refused_answers,
    late_answers,
    waits_to_begin,
)
from assessments.queries.shown import (
    Choice,
    OptionLine,
    ShownQuestion,
    Sitting,
    answers_that_count,
    open_positions,
    previewed,
    shown_questions,
    sitting_of,
)
from assessments.queries.standings import (
    Tries,
    WhatAwaits,
    has_passed,
    has_questions,
    number_passed,
    result_facts,
    tries_of,
    what_awaits,
)

__all__ = [
    "TESTS_LOOKED_AT",
    "Choice",
    "HardQuestion",
    "LateAnswer",
    "OptionLine",
    "RightByDifficulty",
    "ShownQuestion",
    "Sitting",
    "Tries",
    "WhatAwaits",
    "answers_that_count",
    "attempt_answered",
    "hardest_questions",
    "has_passed",
    "has_questions",
    "has_refused_answers",
    "late_answers",
    "number_passed",
    "open_positions",
    "previewed",
    "questions_of_bank",
    "result_facts",
    "right_by_difficulty",
    "shown_questions",
    "sitting_of",
    "tries_of",
    "waits_to_begin",
    "what_awaits",
]
