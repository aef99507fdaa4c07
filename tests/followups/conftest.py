"""A cohort of a programme with five days, two of them held, on a course of four lessons, two of them with questions."""

import pytest

from cohorts.models import Cohort, Enrolment
from people.models import Person
from tests.factories import learner_in, trainer_of
from tests.gradebook.conftest import cohort, course, lessons, programme

__all__ = ["cohort", "course", "lessons", "programme"]


@pytest.fixture
def trainer(cohort) -> Person:
    return trainer_of(cohort)


@pytest.fixture
def asha(cohort: Cohort) -> Person:
    """She has a phone, and has joined two weeks ago."""
    return learner_in(cohort, joined_days_ago=14, name="Asha Pawar", contact_phone="+919876543210")


@pytest.fixture
def stay(asha: Person, cohort: Cohort) -> Enrolment:
    return Enrolment.objects.select_related("cohort__programme", "person__user").get(person=asha, cohort=cohort)
