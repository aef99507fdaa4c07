"""A new job is hinted to the broker; without a broker the sweep finds it."""

import logging
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from jobs.signals import job_enqueued
from jobs.tasks import run_job

logger = logging.getLogger(__name__)


@receiver(job_enqueued)
def hint_the_broker(sender: type, job_id: UUID, **kwargs: Any) -> None:
    """Ask a worker to run the job now."""
    try:
        run_job.delay(str(job_id))
    except Exception:  # each broker has errors of its own, and the answer is given: it stands whatever happens here
        logger.warning("No broker: job %s waits for the sweep", job_id)
