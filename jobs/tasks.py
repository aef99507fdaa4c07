"""Celery's side of the jobs. Both tasks may run twice or at once: the row decides."""

from celery import shared_task

from jobs import services


@shared_task(name="jobs.tasks.run_job")
def run_job(job_id: str) -> None:
    """Run one job, if it still waits."""
    services.run_job(job_id)


@shared_task(name="jobs.tasks.sweep")
def sweep() -> None:
    """Run what is due; beat calls it every twenty seconds."""
    services.run_due_jobs()
