"""Who takes part in two cohorts of one course: the trainers of both read it, and decide with her."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.queries import also_elsewhere
from cohorts.services import apply_to, join_cohort, wait_for_place, withdraw_learner
from people.enums import Purpose
from people.services import withdraw_consent
from tests.factories import CohortFactory, PersonFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    soon = timezone.localdate() + timedelta(days=5)
    return CohortFactory(name="MOVE at Hebli", code="MVK4P7", capacity=1, starts_on=soon)


@pytest.fixture
def other(cohort) -> Cohort:
    return CohortFactory(name="MOVE at Nadipura", course_key=cohort.course_key)


def comings_of(cohort, client) -> str:
    return client.get(reverse("cohorts:coming-and-going", args=[cohort.pk])).text


def test_it_is_said_beside_the_name_of_who_asks_before_she_is_taken(cohort, other, sign_in):
    asks, asks_only_here = learner_in(other, name="Lalita Bai"), PersonFactory()
    for person in (asks, asks_only_here):
        apply_to(cohort, person, by=person.user)
    page = comings_of(cohort, sign_in(trainer_of(cohort)))
    assert page.count("Takes part in MOVE at Nadipura, which takes the same course.") == 1
    assert "In two cohorts of this course" not in page


def test_who_waits_moves_up_all_the_same_and_the_trainers_of_both_cohorts_see_it(cohort, other, sign_in):
    leaves, waits = learner_in(cohort), learner_in(other, name="Lalita Bai")
    wait_for_place(waits, cohort.code, by=waits.user)
    client = sign_in(trainer_of(cohort))
    assert "Takes part in MOVE at Nadipura" in comings_of(cohort, client)
    withdraw_learner(leaves.enrolments.get(), by=leaves.user)
    assert waits.enrolments.get(cohort=cohort).status == "active"
    assert "also in MOVE at Nadipura" in comings_of(cohort, client)
    assert "also in MOVE at Hebli" in comings_of(other, sign_in(trainer_of(other)))


def test_another_course_and_a_cohort_that_is_over_are_no_matter(cohort, other):
    learner, reader = learner_in(cohort), trainer_of(cohort)
    another, over = CohortFactory(), CohortFactory(course_key=cohort.course_key)
    for each in (another, over):
        join_cohort(learner, each.code, by=learner.user)
    assert [each.cohorts for each in also_elsewhere(cohort, reader)] == [[over.name]]
    Cohort.objects.filter(pk=over.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert also_elsewhere(cohort, reader) == []


def test_it_is_one_query_however_many_they_are(cohort, other, django_assert_num_queries):
    Cohort.objects.filter(pk=cohort.pk).update(capacity=30)
    reader = trainer_of(cohort)
    also_elsewhere(cohort, reader)  # which roles she holds is read once
    for number in (1, 4):
        for _each in range(number):
            person = learner_in(other)
            join_cohort(person, cohort.code, by=person.user)
        with django_assert_num_queries(1):
            also_elsewhere(cohort, reader)


def test_who_took_back_her_consent_is_not_named(cohort, other):
    learner = learner_in(other)
    join_cohort(learner, cohort.code, by=learner.user)
    withdraw_consent(learner, purpose=Purpose.TRAINING, by=learner.user)
    assert also_elsewhere(cohort, trainer_of(cohort)) == []
