"""Handing in one record as a phone does."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from people.models import Person


def hand_over(client: Client, person: Person, kind: str, about: object, fields: dict[str, Any], **more: Any) -> dict:
    """What came of it; ``id``, ``device_at`` and ``corrects`` may be said."""
    record = {"kind": kind, "about": str(about), "fields": fields, **more, "id": str(more.get("id") or uuid4())}
    batch = {"person": str(person.pk), "records": [record]}
    response = client.post(reverse("submissions:hand-in"), batch, content_type="application/json")
    assert response.status_code == 200, response.content
    (outcome,) = response.json()["outcomes"]
    assert outcome.pop("ack") == record["id"]
    return outcome
