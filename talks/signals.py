"""What has happened in threads; sent after commit."""

from django.dispatch import Signal

message_sent = Signal()  # thread_id: UUID, sequence: int
receipts_changed = Signal()  # thread_id: UUID, by: str, who wrote them down, where that needs to be told
