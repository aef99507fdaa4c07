"""What has happened in cohorts: facts that jobs follow, and signals sent after commit."""

from django.dispatch import Signal

COHORT_HANDED_OVER = "cohort.handed_over"  # cohort, given_by (or empty), taken_by: ids; role

learner_withdrawn = Signal()  # enrolment: Enrolment
