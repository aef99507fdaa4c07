"""Giving answers in tests: straight to the service, or as the page posts them."""

from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from assessments.models import AnswerEvent, Attempt
from assessments.services import save_answer
from tests.factories import RIGHT_ANSWERS

AS_POSTED = [
    {"q1": "b"},
    {"q2": ["a", "c"]},
    {"q3": "540"},
    {"q4-b": "1", "q4-c": "2", "q4-a": "3"},
    {"q5-a": "x", "q5-b": "y"},
]


def answer(attempt: Attempt, position: int, given: Any, *, event_id: UUID | None = None) -> AnswerEvent:
    """Keep one answer."""
    return save_answer(attempt.pk, position, event_id=event_id or uuid4(), given=given, device_at=None)


def answer_all(attempt: Attempt, given: list | None = None) -> None:
    """Keep an answer to each question, the right ones where nothing else is said."""
    for position, each in enumerate(given or RIGHT_ANSWERS, start=1):
        answer(attempt, position, each)


def post_answer(client: Client, attempt: Attempt, position: Any, *, event: Any = None, **fields: Any):
    """Send one answer as the page does."""
    data = {"position": position, "event": event or uuid4(), **fields}
    return client.post(reverse("assessments:save-answer", args=[attempt.pk]), data)


def hand_in(client: Client, attempt: Attempt, **fields: Any):
    """Press the button below the questions."""
    return client.post(reverse("assessments:submit", args=[attempt.pk]), fields)


def page_of(client: Client, attempt: Attempt) -> str:
    """The page of the attempt: its questions, or its result."""
    return client.get(reverse("assessments:attempt", args=[attempt.pk])).content.decode()
