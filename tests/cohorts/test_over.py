"""Which cohorts are over is one rule, asked of one that is read and of many in the database."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from cohorts.enums import CohortState
from cohorts.models import Cohort, Enrolment, is_going_on
from cohorts.permissions import cohorts_taught_by
from cohorts.queries import cohorts_to_move_to, running_cohorts
from people.enums import Role
from people.services import grant_role
from tests.factories import CohortFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


def test_it_is_said_alike_of_one_of_many_and_of_who_takes_part():
    today = timezone.localdate()
    for state, days in product(CohortState, (-1, 0, 1)):
        learner_in(CohortFactory(state=state, ends_on=today + timedelta(days=days)))
    found = set(Cohort.objects.filter(is_going_on()))
    assert found == {cohort for cohort in Cohort.objects.all() if not cohort.is_over}
    assert len(found) == 6  # planned, open and running, on the last day and before it
    assert {stay.cohort for stay in Enrolment.objects.filter(is_going_on("cohort__"))} == found


def test_one_that_was_closed_before_its_last_day_is_neither_on_a_trainers_desk_nor_offered_to_move_to():
    here, closed = CohortFactory(), CohortFactory(state=CohortState.CLOSED)
    Cohort.objects.filter(pk=closed.pk).update(course_key=here.course_key)
    trainer = trainer_of(here)
    open_one = CohortFactory(course_key=here.course_key, organisation=here.organisation)
    for cohort in (closed, open_one):
        grant_role(trainer, role=Role.TRAINER, over=cohort, by=None)
    assert {each.pk for each in running_cohorts(cohorts_taught_by(trainer))} == {here.pk, open_one.pk}
    assert list(cohorts_to_move_to(trainer, here)) == [open_one]
