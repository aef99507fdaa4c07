"""What has happened to a job: a hint after commit, and a fact that others follow."""

from django.dispatch import Signal

LONG_JOB_OVER = "long_job.over"  # job: id, by: the user's id, title, link: what came of it, refused: whether it was

job_enqueued = Signal()  # job_id: UUID, lane: str
