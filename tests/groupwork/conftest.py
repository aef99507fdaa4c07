"""A group of two learners in a cohort that meets today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Block, Session
from groupwork.services import make_group
from tests.factories import CohortFactory, learner_in, trainer_of


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def asha(cohort):
    return learner_in(cohort, name="Asha Pawar")


@pytest.fixture
def stay(asha):
    return asha.enrolments.get()


@pytest.fixture
def salma(cohort):
    return learner_in(cohort, name="Salma Khatoon")


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


@pytest.fixture
def group(cohort, asha, salma, trainer):
    return make_group(cohort, name="Papad", members=[asha, salma], by=trainer.user)


@pytest.fixture
def session(cohort):
    today = timezone.localdate()
    block = Block.objects.create(cohort=cohort, number=1, title="Markets", starts_on=today, ends_on=today)
    return Session.objects.create(block=block, starts_at=timezone.now() - timedelta(hours=1), venue="Hall")
