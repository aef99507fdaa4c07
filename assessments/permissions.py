"""Whose attempts one may see: one's own. What a trainer sees of them comes through her cohort. Who writes questions."""

from typing import Any

from django.db.models import QuerySet

from assessments.models import Attempt, AttemptQuerySet, Question
from core.prepared import Given
from people.enums import Purpose
from people.models import Person
from people.permissions import agreed, people_visible_to


def attempts_visible_to(person: Person | Given | None) -> AttemptQuerySet:
    """Her own."""
    return Attempt.objects.filter(person=person) if person else Attempt.objects.none()


def people_named_with_results_to(viewer: Person | None) -> QuerySet[Person]:
    """Whom who marks a question anew is named: those she sees by a role of hers who share their results.

    Of the others she reads what it does to an attempt, and not whose it is.
    """
    return people_visible_to(viewer).filter(agreed(Purpose.SHARING, "pk"))


def may_write(user: Any, question: Question) -> bool:
    """Who may change the questions of the bank."""
    return bool(user.has_perm("assessments.change_question"))


def reviews_questions(user: Any) -> bool:
    """Who has the right to take questions into use."""
    return bool(user.has_perm("assessments.review_question"))


def may_review(user: Any, question: Question) -> bool:
    """Who has the right to, and did not write it as it stands: two have looked at what learners are asked."""
    return question.author_id != user.pk and reviews_questions(user)
