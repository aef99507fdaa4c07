"""What cohorts tell people: a welcome of her own, and the day on which the first lesson opens."""

import pytest

from cohorts.services import join_cohort
from jobs.services import announce, run_due_jobs
from notifications.queries import said
from people.enums import Role
from people.services import grant_role
from people.signals import PERSON_REGISTERED
from tests.factories import CohortFactory, PersonFactory, cohort_on, course_with_lessons

pytestmark = pytest.mark.django_db


def news_of(person):
    run_due_jobs()
    return [line.text for line in said(person, person.notices.all())]


def joined(opens_in_days):
    asha = PersonFactory()
    join_cohort(asha, cohort_on(course_with_lessons(3), opens_in_days=opens_in_days).code, by=asha.user)
    return news_of(asha)[0]


def test_who_joins_before_the_first_block_is_told_its_day():
    text = joined([3, 6, 9])
    assert "Your first lesson opens on" in text
    assert "is open" not in text


@pytest.mark.parametrize("opens_in_days", [[-3, 0, 3], [0, 3, 6]])
def test_who_joins_when_it_has_begun_is_told_that_the_first_lesson_is_open(opens_in_days):
    assert "Your first lesson is open." in joined(opens_in_days)


def test_a_cohort_without_blocks_has_its_first_lesson_open():
    asha = PersonFactory()
    join_cohort(asha, CohortFactory().code, by=asha.user)
    assert "Your first lesson is open." in news_of(asha)[0]


@pytest.mark.parametrize(("role", "word"), [
    (None, "cohort code"),
    (Role.MENTOR, "under Talks"),
    (Role.TRAINER, "Your desk"),
    (Role.PROGRAMME_MANAGER, "Your desk"),
])  # fmt: skip
def test_a_welcome_is_of_her_own_role_also_where_she_got_it_later(role, word):
    asha = PersonFactory()
    announce(PERSON_REGISTERED, key=str(asha.pk), payload={"person": str(asha.pk)})
    run_due_jobs()
    if role:
        grant_role(asha, role=role, over=CohortFactory().place, by=None)
    asha = type(asha).objects.get(pk=asha.pk)
    (text,) = news_of(asha)
    assert word in text


def test_who_has_joined_is_not_told_to_type_a_code():
    asha = PersonFactory()
    announce(PERSON_REGISTERED, key=str(asha.pk), payload={"person": str(asha.pk)})
    join_cohort(asha, CohortFactory().code, by=asha.user)
    texts = " ".join(news_of(asha))
    assert "Welcome" in texts
    assert "code" not in texts
