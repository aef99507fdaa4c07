"""What has happened in assessments; sent after commit."""

from django.dispatch import Signal

attempt_graded = Signal()  # attempt: Attempt
