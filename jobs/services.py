"""Writing jobs down in the caller's transaction, and running them."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.signals import job_enqueued

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
FIRST_RETRY = timedelta(seconds=30)
SWEEP_SIZE = 200
AT_ONCE = timedelta(0)

JobHandler = Callable[[dict[str, Any]], None]
_handlers: dict[str, JobHandler] = {}


def enqueue(kind: str, *, key: str, payload: dict[str, Any], delay: timedelta = AT_ONCE) -> None:
    """Write a job of a registered ``kind`` in the caller's transaction; the same ``key`` again is the same job.

    With a ``delay`` the broker gets no hint: the sweep runs it when it is due.
    """
    job = Job(kind=kind, key=key, payload=payload, run_after=timezone.now() + delay)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    if delay == AT_ONCE:
        transaction.on_commit(lambda: job_enqueued.send(sender=Job, job_id=job.pk), robust=True)


def register_job(kind: str, handler: JobHandler) -> None:
    """Let an upper app say what a job of ``kind`` does. A handler runs inside the job's transaction."""
    _handlers[kind] = handler


def run_due_jobs() -> int:
    """Run what waits and is due; the number of jobs looked at."""
    due = list(Job.objects.due().order_by("run_after").values_list("pk", flat=True)[:SWEEP_SIZE])
    for job_id in due:
        run_job(str(job_id))
    return len(due)


def run_job(job_id: str) -> None:
    """Run one job in one transaction with its mark of being done, so that its effect comes exactly once.

    A failure is written down and tried again later, each time after twice as long; after five it is parked.
    """
    try:
        with transaction.atomic():
            job = Job.objects.select_for_update(skip_locked=True).due().filter(pk=job_id).first()
            if job is None:
                return
            _handlers[job.kind](job.payload)
            job.done_at = timezone.now()
            job.save(update_fields=["done_at"])
    except Exception as error:
        _write_down_failure(job_id, error)


def _write_down_failure(job_id: str, error: Exception) -> None:
    # Only the kind of error: its text may hold a name or a number.
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        job.attempts += 1
        job.last_error = type(error).__name__
        if job.attempts >= MOST_ATTEMPTS:
            job.parked_at = timezone.now()
        else:
            job.run_after = timezone.now() + FIRST_RETRY * 2 ** (job.attempts - 1)
        job.save(update_fields=["attempts", "last_error", "parked_at", "run_after"])
    level = logging.ERROR if job.parked_at else logging.WARNING
    logger.log(level, "Job %s of kind %s failed (%s), attempt %d", job.pk, job.kind, job.last_error, job.attempts)
