"""A cohort with one learner, who trains her, and one piece of work."""

import pytest

from tests.factories import AssignmentFactory, CohortFactory, learner_in, trainer_of


@pytest.fixture
def cohort(db):
    return CohortFactory()


@pytest.fixture
def asha(cohort):
    return learner_in(cohort, name="Asha Pawar")


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


@pytest.fixture
def baseline(cohort):
    return AssignmentFactory(cohort=cohort, title="Baseline of my enterprise", marks_of=10)
