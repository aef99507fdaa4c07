"""Celery's side of the outbox. Both tasks may run twice or at once: the row decides."""

from celery import shared_task

from notifications import services


@shared_task(name="notifications.tasks.run_outbox_job")
def run_outbox_job(job_id: str) -> None:
    """Run one job, if it still waits."""
    services.run_job(job_id)


@shared_task(name="notifications.tasks.sweep_outbox")
def sweep_outbox() -> None:
    """Run what is due; beat calls it every twenty seconds."""
    services.run_due_jobs()
