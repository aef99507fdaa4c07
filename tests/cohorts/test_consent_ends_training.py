"""Taking back the consent to be trained ends the training, whatever dies in between."""

from cohorts.enums import EnrolmentStatus
from cohorts.services import join_cohort
from jobs.services import run_due_jobs
from people.services import give_consent, withdraw_consent
from tests.factories import CohortFactory, learner_in


def statuses(person):
    return sorted(person.enrolments.values_list("status", flat=True))


def test_a_process_that_dies_after_the_commit_leaves_the_end_of_the_training_to_the_sweep(db):
    asha = learner_in(CohortFactory())
    # Nothing that would come after the commit comes here: a test's transaction is never committed.
    withdraw_consent(asha, purpose="training", by=asha.user)
    assert statuses(asha) == [EnrolmentStatus.ACTIVE]
    run_due_jobs()
    assert statuses(asha) == [EnrolmentStatus.WITHDRAWN]


def test_what_she_joins_after_agreeing_again_is_not_ended_by_the_job_of_before(db):
    asha = learner_in(CohortFactory())
    withdraw_consent(asha, purpose="training", by=asha.user)
    give_consent(asha, purpose="training", language="en", by=asha.user)
    join_cohort(asha, CohortFactory().code, by=asha.user)
    run_due_jobs()
    assert statuses(asha) == [EnrolmentStatus.ACTIVE, EnrolmentStatus.WITHDRAWN]
