"""Who trains a cohort and takes part in it too stands once wherever people are listed."""

import re

import pytest

from cohorts.permissions import people_attending
from cohorts.services import transfer
from people.enums import Role
from people.services import grant_role
from tests.factories import cohort_on, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(cohort):
    """A learner who trains the cohort as well, by a role over it and by one over its place."""
    person = learner_in(cohort, name="Meena Joshi")
    for over in (cohort, cohort.place):
        grant_role(person, role=Role.TRAINER, over=over, by=None)
    return person


def test_she_is_told_once_of_a_session_and_listed_once_among_learners(cohort, both, sign_in):
    trainer = trainer_of(cohort)
    assert list(people_attending(cohort)).count(both) == 1
    page = sign_in(trainer).get(f"/cohorts/{cohort.pk}/learners/").text
    assert len(re.findall(r">\s*Meena Joshi", page)) == 1


def test_her_desk_and_her_list_name_the_cohort_once(cohort, both, sign_in):
    client, hers = sign_in(both), f'href="/cohorts/{cohort.pk}/learners/"'
    assert [client.get(page).text.count(hers) for page in ("/cohorts/", "/desk/")] == [1, 1]


def test_who_was_moved_reads_where_she_goes_on(cohort, course, sign_in):
    learner, there, trainer = learner_in(cohort), cohort_on(course, name="Evening group"), trainer_of(cohort)
    grant_role(trainer, role=Role.TRAINER, over=there, by=None)
    transfer(learner.enrolments.get(), there, by=trainer.user)
    page = sign_in(learner).get(f"/cohorts/{cohort.pk}/my-place/").text
    assert "You go on in" in page
    assert f'href="/cohorts/{there.pk}/"' in page
