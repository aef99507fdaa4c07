"""What a stay is listed by is what its person is called, whatever has happened."""

from random import Random

import pytest

from cohorts import queries
from cohorts.models import Enrolment
from cohorts.services import join_cohort, withdraw_learner
from jobs.services import run_due_jobs
from people.services import change_name
from tests.factories import CohortFactory, PersonFactory

pytestmark = pytest.mark.django_db
NAMES = ["Asha Pawar", "Zarina", "Mary Thomas", "सलमा ख़ातून", "Usha"]


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_the_list_is_by_the_names_of_now(seed):
    chance = Random(seed)
    cohorts, people = [CohortFactory() for _ in range(2)], [PersonFactory() for _ in range(4)]
    for _step in range(25):
        person, cohort = chance.choice(people), chance.choice(cohorts)
        stay = Enrolment.objects.active().filter(person=person, cohort=cohort).first()
        what = chance.choice(["rename", "join", "leave"])
        if what == "rename":
            change_name(person, chance.choice(NAMES), by=person.user)
        elif what == "join":
            join_cohort(person, cohort.code, by=person.user)
        elif stay:
            withdraw_learner(stay, by=person.user)
        person.refresh_from_db()
    run_due_jobs()
    assert all(stay.person_name == stay.person.name for stay in Enrolment.objects.select_related("person"))
    for cohort in cohorts:
        by_name = Enrolment.objects.active().filter(cohort=cohort).order_by("person__name", "pk")
        assert list(queries.learners_of(cohort)) == list(by_name)


def test_rows_written_in_bulk_and_saved_again_are_listed_by_name():
    cohort, asha = CohortFactory(), PersonFactory(name="Asha Pawar")
    (stay,) = Enrolment.objects.bulk_create([Enrolment(cohort=cohort, person=asha)])
    assert Enrolment.objects.get(pk=stay.pk).person_name == "Asha Pawar"
    type(asha).objects.filter(pk=asha.pk).update(name="Asha Kale")
    Enrolment.objects.get(pk=stay.pk).save()
    assert Enrolment.objects.get(pk=stay.pk).person_name == "Asha Kale"
