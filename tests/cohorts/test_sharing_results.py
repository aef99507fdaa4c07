"""What a learner did is seen by who trains her; by the organisation's people only where she agreed to share it."""

import pytest

from cohorts.models import Enrolment
from cohorts.permissions import can_see_results, results_shown_to
from people.enums import Purpose, Role
from people.models import Consent
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, learner_in, mentor_of, notice, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def stays(cohort):
    """Of Asha, who shares her results, of Salma, who took that back, and of Mary, who never agreed."""
    people = [learner_in(cohort, name=name) for name in ("Asha Pawar", "Salma Khatoon", "Mary Thomas")]
    for person in people[:2]:
        Consent.objects.create(person=person, purpose=Purpose.SHARING, notice=notice(), language="en")
    Consent.objects.filter(person=people[1], purpose=Purpose.SHARING).update(withdrawn_at="2026-01-01T00:00Z")
    return {stay.person.name.split()[0]: stay for stay in Enrolment.objects.filter(cohort=cohort)}


def manager_over(cohort):
    person = PersonFactory(name="Joseph Kurian")
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    return person


@pytest.mark.parametrize(("viewer", "seen"), [
    (trainer_of, {"Asha", "Salma", "Mary"}),
    (manager_over, {"Asha"}),
    (mentor_of, set()),
    (lambda cohort: PersonFactory(), set()),
])  # fmt: skip
def test_the_rule_and_its_queryset_agree(cohort, stays, viewer, seen):
    viewer = viewer(cohort)
    assert {stay.person.name.split()[0] for stay in results_shown_to(viewer)} == seen
    assert {name for name, stay in stays.items() if can_see_results(viewer, stay)} == seen


def test_a_manager_who_also_trains_the_cohort_sees_as_its_trainer(cohort, stays):
    manager = manager_over(cohort)
    grant_role(manager, role=Role.TRAINER, over=cohort, by=None)
    assert results_shown_to(manager).count() == 3
