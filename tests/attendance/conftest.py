"""A cohort with a trainer, two who learn in it, and a session of today."""

import pytest

from cohorts.models import Cohort, Session
from people.models import Person
from tests.attendance.meetings import session_of
from tests.factories import CohortFactory, learner_in, trainer_of


@pytest.fixture
def cohort(db) -> Cohort:
    return CohortFactory()


@pytest.fixture
def session(cohort) -> Session:
    return session_of(cohort, minutes=1430)  # all day, whenever the tests run


@pytest.fixture
def trainer(cohort) -> Person:
    return trainer_of(cohort)


@pytest.fixture
def lakshmi(cohort) -> Person:
    return learner_in(cohort, name="Lakshmi Devi")


@pytest.fixture
def asha(cohort) -> Person:
    return learner_in(cohort, name="Asha Kumari")
