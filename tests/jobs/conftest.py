"""Jobs to test the outbox with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import services
from jobs.enums import Lane
from jobs.models import Job
from jobs.services.kinds import JobKind, job_kinds


class Refusing(Exception):
    """What the handler raises while it is told to fail."""


class Bell:
    """A handler that writes down its payloads, or fails first."""

    def __init__(self):
        self.rung = []
        self.failing = False

    def __call__(self, payload):
        if self.failing:
            raise Refusing("Asha 9845012345")
        self.rung.append(payload)


@pytest.fixture
def register(monkeypatch):
    """Let a handler do the jobs of a kind as long as the test runs."""

    def _register(kind, handler, lane=Lane.QUICK):
        monkeypatch.setitem(job_kinds._things, kind, JobKind(handler, lane))

    return _register


@pytest.fixture
def bell(db, register):
    """What jobs of the kind ``bell`` do."""
    handler = Bell()
    register("bell", handler)
    return handler


@pytest.fixture
def ring(bell):
    """Write a job of the kind ``bell`` and hand it back."""

    def _ring(key="bell:1", **kwargs):
        services.enqueue("bell", key=key, payload=kwargs.pop("payload", {"tone": 1}), **kwargs)
        return Job.objects.get(key=key)

    return _ring


def make_due(job):
    """Its time has come."""
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(seconds=1))
