"""Writing jobs down in the caller's transaction."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.local_text import language_now
from core.prepared import PreparedInsert
from jobs.enums import Lane
from jobs.models import Job, LongJob
from jobs.services.kinds import Payload, job_kinds, subscribers_of
from jobs.signals import job_enqueued

AT_ONCE = timedelta(0)


_NEW_JOB = PreparedInsert(Job, passes_over=True)


def enqueue(kind: str, *, key: str, payload: Payload, delay: timedelta = AT_ONCE) -> None:
    """Write a job of a registered ``kind`` in the caller's transaction; the same ``key`` again is the same job.

    With a ``delay`` the broker gets no hint: the sweep runs it when it is due.
    """
    job = _job(kind, key, payload, delay)
    _NEW_JOB.add(job)
    if delay == AT_ONCE:
        hint(job)


def enqueue_all(kind: str, payloads: Mapping[str, Payload]) -> None:
    """Write many jobs of a registered ``kind`` in the caller's transaction: {key: payload}, as :func:`enqueue` does.

    The broker gets no hint, which would cost more than to write the job: the sweep, seconds later, runs them.
    """
    _NEW_JOB.add_all(_job(kind, key, payload) for key, payload in payloads.items())


def announce(fact: str, *, key: str, payload: Payload, delay: timedelta = AT_ONCE) -> None:
    """Say that ``fact`` has happened, or will have after a ``delay``: in the caller's transaction one job for each who
    subscribed to it.

    ``key`` names the event within its fact, so that it is told once.
    """
    for name in subscribers_of(fact):
        enqueue(name, key=f"{fact}:{key}:{name}", payload=payload, delay=delay)


@transaction.atomic
def start_long_job(kind: str, *, by: Any, title: str, payload: Payload) -> LongJob:
    """Ask for a long job on behalf of the user ``by``, in the language of now; its page shows how far it is."""
    job = Job.objects.create(kind=kind, key=f"{kind}:{uuid.uuid4()}", payload=payload, lane=Lane.LONG)
    language = language_now()
    long = LongJob.objects.create(job=job, by=by, title=title, language=language)
    hint(job)
    return long


def _job(kind: str, key: str, payload: Payload, delay: timedelta = AT_ONCE) -> Job:
    lane = job_kinds.get(kind).lane if kind in job_kinds else Lane.QUICK
    return Job(kind=kind, key=key, payload=payload, lane=lane, run_after=timezone.now() + delay)


def hint(job: Job) -> None:
    """After the commit, tell the broker that there is work."""
    transaction.on_commit(lambda: job_enqueued.send(sender=Job, job_id=job.pk, lane=job.lane), robust=True)
