"""What has happened in the outbox; sent after commit."""

from django.dispatch import Signal

job_enqueued = Signal()  # job_id: UUID
