"""What has happened in cohorts; sent after commit."""

from django.dispatch import Signal

learner_withdrawn = Signal()  # enrolment: Enrolment
