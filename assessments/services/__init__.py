"""Every write of attempts, answers and results. The question bank is written by :mod:`assessments.bank`."""

from assessments.services.allowing import allow, take_back
from assessments.services.answers import question_to_answer, save_answer, save_answers
from assessments.services.beginning import begin_attempt, start_attempt
from assessments.services.ending import TIME_IS_UP, end_when_over, submit_attempt, tell_result, time_is_up
from assessments.services.recounting import COUNTED_ANEW, another_try_counts, count_anew

__all__ = [
    "COUNTED_ANEW",
    "TIME_IS_UP",
    "allow",
    "another_try_counts",
    "begin_attempt",
    "count_anew",
    "end_when_over",
    "question_to_answer",
    "save_answer",
    "save_answers",
    "start_attempt",
    "submit_attempt",
    "take_back",
    "tell_result",
    "time_is_up",
]
