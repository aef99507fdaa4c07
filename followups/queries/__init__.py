"""What was done about learners with what came of it, why something is to be done, and what a page says of it."""

from followups.queries.advice import NOTHING_TO_DO, Advice, Evidence, advise
from followups.queries.done import (
    Done,
    cohorts_of_talks,
    first_message_to,
    has_trainer,
    history_of,
    lessons_asked_of,
    lessons_to_ask,
    newest_of_each,
    objectives_failed,
    stay_followed_by,
    titles_asked,
)
from followups.queries.pages import facts_about, facts_for, heading_of, lesson_to_propose, words_to_write

__all__ = [
    "NOTHING_TO_DO",
    "Advice",
    "Done",
    "Evidence",
    "advise",
    "cohorts_of_talks",
    "facts_about",
    "facts_for",
    "first_message_to",
    "has_trainer",
    "heading_of",
    "history_of",
    "lesson_to_propose",
    "lessons_asked_of",
    "lessons_to_ask",
    "newest_of_each",
    "objectives_failed",
    "stay_followed_by",
    "titles_asked",
    "words_to_write",
]
