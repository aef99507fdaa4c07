"""Giving answers in tests: straight to the service, or as the page posts them."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessments.enums import ANSWER
from assessments.models import Answer, Attempt
from assessments.services import question_to_answer, save_answer
from people.models import Person
from tests.factories import RIGHT_ANSWERS
from tests.submissions.phone import hand_over

AS_POSTED = [
    {"q1": "b"},
    {"q2": ["a", "c"]},
    {"q3": "540"},
    {"q4-b": "1", "q4-c": "2", "q4-a": "3"},
    {"q5-a": "x", "q5-b": "y"},
]


def answer(attempt: Attempt, position: int, given: Any, *, answer_id: UUID | None = None) -> Answer:
    """Keep one answer."""
    with transaction.atomic():
        question = question_to_answer(attempt.person, attempt.pk, position)
        return save_answer(question, by=attempt.person, answer_id=answer_id or uuid4(), given=given)


def answer_all(attempt: Attempt, given: list | None = None) -> None:
    """Keep an answer to each question, the right ones where nothing else is said."""
    for position, each in enumerate(given or RIGHT_ANSWERS, start=1):
        answer(attempt, position, each)


def post_answer(client: Client, attempt: Attempt, position: Any, *, answer_id: Any = None, **fields: Any) -> dict:
    """Send one answer as the page does; what came of it."""
    return post_answer_of(client, attempt.person, attempt, position, answer_id=answer_id, **fields)


def post_answer_of(
    client: Client, person: Person, attempt: Attempt, position: Any, *, answer_id: Any = None, **fields: Any
) -> dict:
    """The same in the name of anybody."""
    more = {name: fields.pop(name) for name in ("device_at",) if name in fields}
    position = position if isinstance(position, list) else str(position)
    return hand_over(
        client,
        person,
        ANSWER,
        attempt.pk,
        {"position": position, **fields},
        id=answer_id,
        **more,
    )


def hand_in(client: Client, attempt: Attempt, **fields: Any):
    """Press the button below the questions."""
    return client.post(reverse("assessments:submit", args=[attempt.pk]), fields)


def page_of(client: Client, attempt: Attempt) -> str:
    """The page of the attempt: its questions, or its result."""
    return client.get(reverse("assessments:attempt", args=[attempt.pk])).content.decode()
