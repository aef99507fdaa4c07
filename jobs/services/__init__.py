"""Asking for what must happen, saying what a kind of job does, and running the jobs."""

from jobs.services.asking import announce, enqueue, enqueue_all, start_long_job
from jobs.services.kinds import JobResult, register_job, register_long_job, subscribe
from jobs.services.running import Progress, purge_done_jobs, run_due_jobs, run_job, try_again
from jobs.services.scheduling import enqueue_scheduled, register_schedule, schedules

__all__ = [
    "JobResult",
    "Progress",
    "announce",
    "enqueue",
    "enqueue_all",
    "enqueue_scheduled",
    "purge_done_jobs",
    "register_job",
    "register_long_job",
    "register_schedule",
    "run_due_jobs",
    "run_job",
    "schedules",
    "start_long_job",
    "subscribe",
    "try_again",
]
