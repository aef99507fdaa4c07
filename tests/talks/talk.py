"""A talk to test with: a learner, her mentor, and what they say about a lesson; other contexts are in test_contexts."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from channels.layers import channel_layers
from django.urls import reverse

from cohorts.models import Cohort
from mentoring.services import open_lesson_talk
from people.models import Person
from talks.models import Message, Thread
from talks.services import send_message
from tests.factories import CohortFactory, learner_in, lesson_without_page, mentor_of


@dataclass(frozen=True)
class Talk:
    """A thread with its two members."""

    cohort: Cohort
    thread: Thread
    learner: Person
    mentor: Person

    def say(self, body: str, *, by: Person | None = None, message_id: UUID | None = None) -> Message:
        """A message of the learner, or of somebody else."""
        return send_message(self.thread.pk, author=by or self.learner, message_id=message_id or uuid4(), body=body)

    def bodies(self) -> list[str]:
        """Everything that was kept, in order."""
        return list(Message.objects.filter(thread=self.thread).values_list("body", flat=True))

    @property
    def url(self) -> str:
        return f"/talks/{self.thread.pk}/"


@pytest.fixture
def make_talk(fresh_layer):
    def _make_talk(cohort: Cohort | None = None) -> Talk:
        cohort = cohort or CohortFactory()
        learner, mentor = learner_in(cohort, name="Lakshmi Devi", language="hi"), mentor_of(cohort)
        return Talk(
            cohort, open_lesson_talk(learner, cohort=cohort, lesson_key=lesson_without_page().pk), learner, mentor
        )

    return _make_talk


@pytest.fixture
def talk(db, make_talk) -> Talk:
    return make_talk()


@pytest.fixture
def fresh_layer(settings):
    """A layer in memory, with no group of another test and no queue of another test's event loop."""
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    channel_layers.backends.clear()


@pytest.fixture
def private_files(settings, tmp_path) -> Path:
    """Files of this test alone: where they lie."""
    folder = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": folder}
    return tmp_path


def file_of(message: Message) -> str:
    """The address of what goes with it."""
    return reverse("talks:file", args=[message.pk])
