"""Celery's side of the jobs. Each task may run twice or at once: the row decides."""

from celery import shared_task

from jobs import services
from jobs.enums import Lane


@shared_task(name="jobs.tasks.run_job")
def run_job(job_id: str) -> None:
    """Run one job, if it still waits."""
    services.run_job(job_id)


@shared_task(name="jobs.tasks.sweep")
def sweep(lane: str) -> None:
    """Run what is due in one lane; beat calls it every ten seconds."""
    services.run_due_jobs(Lane(lane))


@shared_task(name="jobs.tasks.look_at_the_clock")
def look_at_the_clock() -> None:
    """Write down what has become due; beat calls it every minute."""
    services.enqueue_scheduled()
