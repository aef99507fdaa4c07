"""Another try of a test counts from now on: what was worked out of it is old."""

from typing import Any
from uuid import uuid4

from assessments.models import Attempt, Quiz
from courses.kinds import tell_done
from jobs.services import enqueue

COUNTED_ANEW = "assessments.counted_anew"


def another_try_counts(quiz: Quiz) -> None:
    """Let what is known of everybody who took ``quiz`` be worked out anew."""
    enqueue(COUNTED_ANEW, key=f"{COUNTED_ANEW}:{uuid4()}", payload={"quiz": quiz.pk})


def count_anew(payload: dict[str, Any]) -> None:
    """The job. Results themselves are read from the attempts each time."""
    taken = Attempt.objects.handed_in().filter(quiz=payload["quiz"]).order_by()
    for person, lesson in taken.values_list("person", "quiz__lesson").distinct():
        tell_done(person, lesson)
