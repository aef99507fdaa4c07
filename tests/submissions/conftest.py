"""Kinds made for these tests: a note that keeps its own count, and one that is written down by its row alone."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from django import forms
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from core.records import Hold
from people.models import Person
from submissions.kinds import Handed, Kind, submission_kinds, ways_to_help
from tests.factories import PersonFactory


class NoteForm(forms.Form):
    """Letters, but not too many."""

    text = forms.CharField(max_length=20)


@dataclass
class Notes:
    """What came of the notes of a test; ``is_shut`` holds whatever comes."""

    taken: list[str] = field(default_factory=list)
    is_shut: bool = False

    def apply(self, person: Person, handed: Handed, form: NoteForm) -> dict[str, Any] | None:
        text = form.cleaned_data["text"]
        if text == "break":
            raise ZeroDivisionError
        if self.is_shut:
            raise Hold("Shut for now.")
        self.taken.append(text)
        return None


@pytest.fixture
def notes(monkeypatch) -> Notes:
    """The kind ``note``, lent for one test; a helper may see to the notes of who has no place."""
    notes = Notes()
    for registry in (submission_kinds, ways_to_help):
        monkeypatch.setattr(registry, "_things", dict(registry._things))
    kind = Kind(
        label="Note",
        form=lambda person, handed: NoteForm(handed.fields),
        apply=notes.apply,
        address=lambda about: f"/notes/{about}/",
    )
    submission_kinds.register("note", kind)
    ways_to_help.register("helper", lambda person: Q(kind="note") if person.name == "Helper" else Q(pk__in=[]))
    return notes


@pytest.fixture
def author(db) -> Person:
    return PersonFactory(name="Asha Devi")


def note(text: Any = "Namaste", *, id: UUID | None = None, **more: Any) -> dict[str, Any]:
    """A note as a phone writes it."""
    return {"id": str(id or uuid4()), "kind": "note", "about": "shop", "fields": {"text": text}, **more}


def hand_in(client: Client, person: Person, *records: Any):
    """Post a batch."""
    batch = {"person": str(person.pk), "records": list(records)}
    return client.post(reverse("submissions:hand-in"), batch, content_type="application/json")


def states(response) -> list[str]:
    return [outcome["state"] for outcome in response.json()["outcomes"]]
