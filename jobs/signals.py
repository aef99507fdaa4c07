"""What has happened to a job; sent after commit, as a hint."""

from django.dispatch import Signal

job_enqueued = Signal()  # job_id: UUID, lane: str
