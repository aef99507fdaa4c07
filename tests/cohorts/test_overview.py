"""The page of a cohort for who teaches it: the cohort as a whole, and nothing that is a learner's own."""

import pytest
from django.urls import reverse

from courses.services import finish_lesson
from people.enums import Purpose, Role
from people.models import Person
from people.services import give_consent, grant_role
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    """Of four lessons and six learners: the first has read two of them, the second one, the third three."""
    course = course_with_lessons(4)
    cohort = cohort_on(course, opens_in_days=[-3, 0, 3])
    learners = [learner_in(cohort) for _ in range(6)]
    for learner, read in zip(learners, [2, 1, 3], strict=False):
        for lesson in lessons_of(course)[:read]:
            finish_lesson(learner, lesson)
    mentor_of(cohort, name="Fathima Beevi")
    return cohort


def manager_over(cohort):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    return manager


def let_share(cohort, number):
    for person in Person.objects.filter(enrolments__cohort=cohort).order_by("created_at")[:number]:
        give_consent(person, purpose=Purpose.SHARING, language="en", by=person.user)


@pytest.mark.parametrize(("who", "sharing", "sentence"), [
    (trainer_of, 0, "25% of all lessons read to the end by 6 learners whose results you may see"),
    (manager_over, 6, "25% of all lessons read to the end by 6 learners whose results you may see"),
    (manager_over, 5, "30% of all lessons read to the end by 5 learners whose results you may see"),
])  # fmt: skip
def test_who_teaches_sees_how_far_they_are_together_of_those_whose_results_she_may_see(
    cohort, sign_in, who, sharing, sentence
):
    let_share(cohort, sharing)
    page = sign_in(who(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert "6 learners" in page
    assert sentence in page
    for a_learners in ("lessons done", "Go on:", "Your mentor"):
        assert a_learners not in page


@pytest.mark.parametrize(("who", "sharing"), [(manager_over, 0), (manager_over, 4), (mentor_of, 6)])
def test_of_fewer_than_five_no_share_is_shown(cohort, sign_in, who, sharing):
    let_share(cohort, sharing)
    page = sign_in(who(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert "6 learners" in page
    assert "cohort-progress" not in page
    assert "from five learners on" in page


def test_nor_to_the_trainer_of_a_handful(cohort, sign_in):
    cohort.enrolments.filter(pk__in=cohort.enrolments.values("pk")[:2]).update(status="withdrawn")
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert "4 learners" in page
    assert "cohort-progress" not in page


def test_a_learner_sees_her_own_bar_and_her_mentor(cohort, sign_in):
    page = sign_in(learner_in(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).content.decode()
    assert "0 of 4 lessons done" in page
    assert "Your mentor: Fathima Beevi" in page
    assert "7 learners" not in page


@pytest.mark.parametrize(
    ("who", "sharing", "is_drawn"), [(trainer_of, 0, True), (manager_over, 5, True), (manager_over, 4, False)]
)
def test_what_was_read_week_by_week_is_drawn_where_five_stand_behind_it(cohort, sign_in, who, sharing, is_drawn):
    let_share(cohort, sharing)
    page = sign_in(who(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).content.decode()
    assert ("Lessons read to the end, week by week" in page) == is_drawn
    if who is trainer_of:
        assert ": 0; " in page
        assert ': 6"' in page


def test_who_teaches_finds_where_to_hand_in_what_a_phone_has_carried(cohort, sign_in):
    address, words = reverse("submissions:carry"), "Hand in what a phone has carried"
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert address in page
    assert words in page
    assert words not in sign_in(learner_in(cohort)).get(reverse("cohorts:cohort", args=[cohort.pk])).text
