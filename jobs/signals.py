"""What has happened to a job; sent after commit."""

from django.dispatch import Signal

job_enqueued = Signal()  # job_id: UUID
