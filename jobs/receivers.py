"""A new job is hinted to the broker; without a broker the sweep finds it."""

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.dispatch import receiver

from jobs.enums import Lane
from jobs.signals import job_enqueued
from jobs.tasks import run_job

logger = logging.getLogger(__name__)


@receiver(job_enqueued)
def hint_the_broker(sender: type, job_id: UUID, lane: str, **kwargs: Any) -> None:
    """Ask a worker to run the job now. Whatever the broker says, what was committed stays and the request goes on."""
    limits = settings.LONG_JOB_LIMITS if lane == Lane.LONG else {}
    try:
        run_job.apply_async((str(job_id),), queue=lane, **limits)
    except Exception as error:  # each broker has errors of its own
        logger.warning("No broker (%s): job %s waits for the sweep", type(error).__name__, job_id)
