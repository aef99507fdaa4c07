"""What has happened to the published content; sent in its transaction."""

from django.dispatch import Signal

edition_changed = Signal()
