"""Two people press "Join" at the same moment and one place is left."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cohorts.errors import CohortIsFull
from cohorts.models import Cohort
from cohorts.services import enrol, join_cohort
from people.models import Person
from tests.factories import CohortFactory, PersonFactory

# SQLite in memory has one writer by its nature; there the whole transaction is the lock (site/settings/base.py).
needs_rows_locked = pytest.mark.skipif("sqlite" in str(connection.vendor), reason="needs a database that locks rows")


@pytest.mark.django_db
def test_whoever_takes_a_place_has_locked_the_cohort_first(locked):
    cohort, asha, bina = CohortFactory(capacity=2), PersonFactory(), PersonFactory()
    join_cohort(asha, cohort.code, by=asha.user)
    enrol(bina, cohort, by=bina.user)
    assert [model for model in locked if model is Cohort] == [Cohort, Cohort]


@needs_rows_locked
@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once_however_many_press_at_once():
    cohort = CohortFactory(capacity=1)
    people = [PersonFactory() for _ in range(6)]
    together = Barrier(len(people))

    def press(person: Person) -> bool:
        together.wait(timeout=20)
        try:
            join_cohort(person, cohort.code, by=person.user)
        except CohortIsFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(people)) as pool:
        joined = list(pool.map(press, people))
    assert joined.count(True) == 1
    assert Cohort.objects.get().enrolments.count() == 1
