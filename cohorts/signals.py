"""What has happened in cohorts: facts that jobs follow, and signals sent after commit."""

from django.dispatch import Signal

COHORT_HANDED_OVER = "cohort.handed_over"  # cohort, given_by (or empty), taken_by: ids; role
COHORT_PLANNED = "cohort.planned"  # cohort: its id; by its programme, or by hand
COHORT_DAYS_MOVED = "cohort.days_moved"  # cohort: its id; its blocks begin or end on other days

learner_withdrawn = Signal()  # enrolment: Enrolment
