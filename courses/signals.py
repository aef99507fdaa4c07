"""What has happened in lessons; sent after commit."""

from django.dispatch import Signal

lesson_finished = Signal()  # person: Person, lesson_key: UUID
