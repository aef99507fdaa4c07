from assessments.models.allowances import Allowance
from assessments.models.attempts import Answer, Attempt, AttemptQuerySet, AttemptQuestion, AttemptQuestionQuerySet
from assessments.models.questions import Question, QuestionQuerySet, QuestionVersion, Quiz
from assessments.models.regrades import Regrade, RegradedAttempt

__all__ = [
    "Allowance",
    "Answer",
    "Attempt",
    "AttemptQuerySet",
    "AttemptQuestion",
    "AttemptQuestionQuerySet",
    "Question",
    "QuestionQuerySet",
    "QuestionVersion",
    "Quiz",
    "Regrade",
    "RegradedAttempt",
]
