"""What awaits somebody at the questions of a lesson: those of her open attempt or of the next one, and the terms."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from assessments import policy
from assessments.models import Attempt, Question
from assessments.policy import Door, Terms
from assessments.queries.shown import ShownQuestion, illustrated, shown_question, shown_questions
from assessments.sittings import (
    asked,
    bank_of,
    begun_by,
    drawn,
    latest_attempt,
    next_attempt,
    quiz_of,
    seal,
    terms_for,
)
from people.models import Person


@dataclass(frozen=True)
class Sitting:
    """An attempt that is open, or could be begun: then ``sealed`` says what it asks, and it is not kept yet.

    Where the door is shut there is nothing to begin, and no question is among these. ``tries_left`` is None where there
    is no limit.
    """

    attempt: Attempt
    questions: list[ShownQuestion]
    latest: Attempt | None
    terms: Terms
    door: Door = Door.OPEN
    tries_left: int | None = None
    sealed: str = ""

    @property
    def answered(self) -> int:
        """How many of the questions have a whole answer."""
        return sum(question.is_whole for question in self.questions)

    @property
    def is_begun(self) -> bool:
        """Whether her attempt is open."""
        return self.latest is not None and self.latest.is_open

    @property
    def is_shut(self) -> bool:
        """Whether she can neither go on nor begin."""
        return not self.is_begun and self.door != Door.OPEN

    @property
    def lies_on_phone(self) -> bool:
        """Whether the page carries the questions: she has begun them, or may begin them without a line."""
        return self.is_begun or bool(self.sealed)


def sitting_of(person: Person, lesson_key: UUID, language: str) -> Sitting | None:
    """What she is asked now: her open attempt with its answers, or the next one, to be begun; None where nothing is."""
    latest = latest_attempt(person, lesson_key)
    quiz = latest.quiz if latest else quiz_of(lesson_key)
    if quiz is None:
        return None
    terms = terms_for(person, quiz)
    if latest is not None and latest.is_open:
        return Sitting(latest, shown_questions(latest, language), latest, terms)
    begun = begun_by(person, quiz, terms)
    door = policy.door(terms, begun=begun, at=timezone.now())
    left = max(terms.tries - begun, 0) if terms.tries else None
    attempt = next_attempt(person, quiz, latest)
    questions: list[Question] = []
    if door == Door.OPEN:
        questions = drawn(attempt, bank_of(lesson_key))
    shown = illustrated(shown_question(each, None, language, reveal=False) for each in asked(attempt, questions))
    sealed = seal(attempt, questions) if questions and terms.works_without_line else ""
    return Sitting(attempt, shown, latest, terms, door, left, sealed)
