"""Who fails questions and who is one step short, in the list of a cohort's learners."""

import pytest
from django.urls import reverse

from attendance.enums import Presence
from cohorts.models import Session
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import learners, sit
from tests.factories import learner_in, trainer_of

pytestmark = pytest.mark.django_db


def found(client, cohort, sign: str) -> list[str]:
    page = client.get(learners(cohort), {"standing": sign})
    return [row[0].value for row in page.context["list"].rows]


def test_who_handed_in_the_questions_of_a_lesson_twice_without_passing_is_found_and_counted(cohort, lessons, sign_in):
    asha, salma, mary = (learner_in(cohort, name=name) for name in ("Asha", "Salma", "Mary"))
    for wrong in ((1, 2, 3), (1, 2, 3)):
        sit(asha, lessons[0], wrong=wrong)
    sit(salma, lessons[0], wrong=(1, 2, 3))
    sit(mary, lessons[0], wrong=(1, 2, 3))
    sit(mary, lessons[0])
    client = sign_in(trainer_of(cohort))
    assert found(client, cohort, "failing") == ["Asha"]
    page = client.get(learners(cohort)).text
    assert '<dt>Fails questions</dt><dd><a href="?standing=failing">1</a></dd>' in page
    assert "handed in 2 times or more and not passed" in page


def test_who_is_at_most_two_days_short_and_has_all_else_is_one_step_short(cohort, lessons, sign_in):
    # 80 percent of five days are four: who was there on two of the two held is two days short.
    near, far = learner_in(cohort, name="Asha"), learner_in(cohort, name="Salma")
    trainer = trainer_of(cohort)
    held = Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2]
    for session in held:
        mark(session, near, Presence.PRESENT, by=trainer)
    mark(held[0], far, Presence.PRESENT, by=trainer)
    for person in (near, far):
        sit(person, lessons[1])
    client = sign_in(trainer)
    assert found(client, cohort, "one-short") == ["Asha"]
    assert '<dt>One step short</dt><dd><a href="?standing=one-short">1</a></dd>' in client.get(learners(cohort)).text


def test_nobody_is_one_step_short_where_no_programme_says_of_what(cohort, sign_in):
    learner_in(cohort)
    cohort.programme = None
    cohort.save()
    assert found(sign_in(trainer_of(cohort)), cohort, "one-short") == []


def test_a_sign_that_is_not_there_is_said_to_be_none(cohort, sign_in):
    learner_in(cohort)
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:learners", args=[cohort.pk]), {"standing": "rich"})
    assert "This list has no such choice." in page.text
