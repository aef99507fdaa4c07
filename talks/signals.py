"""What has happened in threads; sent after commit."""

from django.dispatch import Signal

message_sent = Signal()  # thread_id: UUID
receipts_changed = Signal()  # thread_id: UUID
