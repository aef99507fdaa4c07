"""Running jobs: claimed first, so that what kills its worker is counted; then done, and marked."""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from core.errors import Refusal
from core.local_text import in_each_language
from core.services import record_audit
from jobs.enums import Lane
from jobs.errors import JobIsTaken
from jobs.models import Job, JobQuerySet, LongJob
from jobs.services.asking import announce, hint
from jobs.services.kinds import JobKind, JobResult, Payload, job_kinds
from jobs.signals import LONG_JOB_OVER

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
FIRST_RETRY = timedelta(seconds=30)
SWEEP_TIME = timedelta(seconds=10)
# How long a claim holds: longer than a worker lets a quick job run (CELERY_TASK_TIME_LIMIT), and renewed by progress.
CLAIM_HOLDS = timedelta(seconds=150)
PROGRESS_EVERY = 1.0
# More than a month, or a monthly job would be written anew for the month that it was done for.
DONE_IS_KEPT = timedelta(days=45)


def run_due_jobs(lane: Lane | None = None, *, within: timedelta = SWEEP_TIME) -> int:
    """Run what is due, the longest waiting first, until nothing is or the time is over; the number of jobs run."""
    over = time.monotonic() + within.total_seconds()
    jobs = Job.objects.filter(lane=lane) if lane else Job.objects.all()
    count = 0
    while time.monotonic() < over and (job := _claim(jobs)):
        _run(job)
        count += 1
    return count


def run_job(job_id: str) -> None:
    """Run one job, if it is due and nobody has it."""
    job = _claim(Job.objects.filter(pk=job_id))
    if job:
        _run(job)


@transaction.atomic
def try_again(jobs: Iterable[UUID], *, by: Any) -> int:
    """Let those of ``jobs`` that are parked begin anew, at once; how many they were."""
    parked = list(Job.objects.parked().select_for_update().filter(pk__in=jobs))
    now = timezone.now()
    for job in parked:
        job.parked_at, job.attempts, job.run_after = None, 0, now
        job.save(update_fields=["parked_at", "attempts", "run_after"])
        record_audit("job.tried_again", job, by=by, kind=job.kind)
        hint(job)
    return len(parked)


def purge_done_jobs(payload: Payload) -> None:
    """The daily job that clears away what was done long ago, with the files that came of it."""
    old = Job.objects.filter(done_at__lt=timezone.now() - DONE_IS_KEPT)
    for long in LongJob.objects.filter(job__in=old):
        long.delete()
    old.delete()


class Progress:
    """How far a long job is, written down at most once a second; the claim is renewed with it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._last = float("-inf")

    def __call__(self, done: int, of: int, words: str = "") -> None:
        """``done`` of ``of``; raises JobIsTaken where somebody else has the job by now."""
        now = time.monotonic()
        if now - self._last < PROGRESS_EVERY and done < of:
            return
        self._last = now
        with transaction.atomic():
            if not Job.objects.claimed_as(self._job).update(run_after=timezone.now() + CLAIM_HOLDS):
                raise JobIsTaken
            LongJob.objects.filter(pk=self._job.pk).update(done=done, of=of, words=words)


@transaction.atomic
def _claim(jobs: JobQuerySet) -> Job | None:
    """The longest waiting of ``jobs`` that is due, taken and counted in a transaction of its own.

    One that was taken five times and never came to an end killed its worker each time: it is parked.
    """
    job = jobs.due().select_for_update(skip_locked=True).order_by("run_after").first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.parked_at, job.last_error = timezone.now(), job.last_error or "WorkerDied"
        logger.error("Job %s of kind %s never came to an end, attempt %d", job.pk, job.kind, job.attempts)
    else:
        job.attempts += 1
        job.run_after = timezone.now() + CLAIM_HOLDS
    job.save(update_fields=["attempts", "run_after", "parked_at", "last_error"])
    return job


def _run(job: Job) -> None:
    if job.parked_at:
        return
    try:
        kind = job_kinds.get(job.kind)
        _RUN_IN[kind.lane](job, kind)
    except JobIsTaken:
        logger.warning("Job %s of kind %s took too long: somebody else has it", job.pk, job.kind)
    except Exception as error:
        _write_down_failure(job, error)


def _run_quick(job: Job, kind: JobKind) -> None:
    """In one transaction with the mark of being done, the row locked."""
    with transaction.atomic():
        if Job.objects.claimed_as(job).select_for_update().first() is None:
            raise JobIsTaken
        kind.handler(job.payload)  # type: ignore[call-arg]  # a quick kind has a JobHandler
        _mark_done(job)


def _run_mail(job: Job, kind: JobKind) -> None:
    kind.handler(job.payload)  # type: ignore[call-arg]  # registered by register_job
    _mark_done(job)


def _run_long(job: Job, kind: JobKind) -> None:
    """Outside of a transaction, in the language of whoever asked for it."""
    long = LongJob.objects.get(pk=job.pk)
    with translation.override(long.language):
        try:
            result = kind.handler(job.payload, Progress(job))  # type: ignore[call-arg]  # registered by register_long_job
        except Refusal as refusal:
            result, long.refused = JobResult(words=str(refusal)), True
            long.sentences = in_each_language(refusal.message)
    _keep_result(job, long, result or JobResult())


_RUN_IN = {Lane.QUICK: _run_quick, Lane.MAIL: _run_mail, Lane.LONG: _run_long}


def _keep_result(job: Job, long: LongJob, result: JobResult) -> None:
    long.words, long.link = result.words, result.link
    if result.file_name:
        long.result_name = result.file_name
        long.result.save(result.file_name, ContentFile(result.content), save=False)
    try:
        with transaction.atomic():
            _mark_done(job)
            long.save(update_fields=["words", "sentences", "link", "refused", "result", "result_name"])
            fact = {"job": str(job.pk), "by": long.by_id, "title": long.title, "refused": long.refused}
            announce(LONG_JOB_OVER, key=str(job.pk), payload={**fact, "link": long.link or long.get_absolute_url()})
    except Exception:
        if long.result:
            long.result.delete(save=False)
        raise


def _mark_done(job: Job) -> None:
    if not Job.objects.claimed_as(job).update(done_at=timezone.now(), last_error=""):
        raise JobIsTaken


def _write_down_failure(job: Job, error: Exception) -> None:
    """Tried again later, each time after twice as long; after five times it is parked."""
    now = timezone.now()
    parked = job.attempts >= MOST_ATTEMPTS
    # Only the kind of error: its text may hold a name or a number.
    Job.objects.claimed_as(job).update(
        last_error=type(error).__name__,
        parked_at=now if parked else None,
        run_after=now + FIRST_RETRY * 2 ** (job.attempts - 1),
    )
    level = logging.ERROR if parked else logging.WARNING
    name = type(error).__name__
    logger.log(level, "Job %s of kind %s failed (%s), attempt %d", job.pk, job.kind, name, job.attempts)
