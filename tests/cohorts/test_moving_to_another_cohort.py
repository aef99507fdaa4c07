"""A learner goes on in another cohort of the same course: both stays are facts, what she learned goes along."""

import pytest
from django.urls import reverse

from cohorts.errors import AnotherCourse, CohortIsFull, TakesPartThere
from cohorts.models import Cohort, Enrolment
from cohorts.queries import cohorts_to_move_to, learner_progress, learners_for
from cohorts.services import sum_up, transfer, wait_for_place
from core.states import MoveIsNotYours
from courses.services import finish_lesson
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Role
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, cohort_on, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(course) -> Cohort:
    return cohort_on(course, name="The one in Dharwad")


@pytest.fixture
def trainer(cohort, there):
    person = trainer_of(cohort)
    grant_role(person, role=Role.TRAINER, over=there, by=None)
    return person


def test_both_stays_are_kept_and_what_she_learned_goes_along(learner, cohort, there, trainer, lessons):
    finish_lesson(learner, lessons[0])
    first = learner.enrolments.get()
    second = transfer(first, there, by=trainer.user)
    assert (first.status, first.withdrawn_at is None) == ("transferred", False)
    assert (second.status, second.came_from) == ("active", first)
    plan = sum_up(there)
    keys = [lesson.translation_key for lesson in lessons]
    [line] = learner_progress(list(learners_for(trainer, there)), keys, plan.lessons)
    assert (line.person, line.read) == (learner, 1)
    assert not learners_for(trainer, cohort).exists()


def test_the_place_she_leaves_goes_to_who_waits(learner, cohort, there, trainer):
    Cohort.objects.filter(pk=cohort.pk).update(capacity=1)
    person = PersonFactory()
    waiting = wait_for_place(person, cohort.code, by=person.user)
    transfer(learner.enrolments.get(), there, by=trainer.user)
    waiting.refresh_from_db()
    assert waiting.status == "active"


def test_what_cannot_be_changes_nothing(learner, cohort, there, trainer):
    stay = learner.enrolments.get()
    with pytest.raises(AnotherCourse):
        transfer(stay, CohortFactory(), by=trainer.user)
    with pytest.raises(MoveIsNotYours):
        transfer(stay, there, by=trainer_of(there).user)
    Cohort.objects.filter(pk=there.pk).update(capacity=1)
    learner_in(there)
    with pytest.raises(CohortIsFull):
        transfer(stay, there, by=trainer.user)
    assert Enrolment.objects.get(pk=stay.pk).status == "active"


def test_a_cohort_that_is_only_planned_is_not_offered(cohort, there, trainer):
    assert list(cohorts_to_move_to(trainer, cohort)) == [there]
    Cohort.objects.filter(pk=there.pk).update(state="planned")
    assert list(cohorts_to_move_to(trainer, cohort)) == []


def test_who_takes_part_there_already_is_not_moved(learner, there, trainer):
    stay = learner.enrolments.get()
    Enrolment.objects.create(cohort=there, person=learner)
    with pytest.raises(TakesPartThere):
        transfer(stay, there, by=trainer.user)


def test_the_trainer_moves_her_from_her_page_and_the_list_says_whereto(learner, cohort, there, trainer, sign_in):
    client = sign_in(trainer)
    page = reverse("cohorts:learner", args=[cohort.pk, learner.pk])
    assert "The one in Dharwad" in client.get(page).text
    elsewhere = CohortFactory()
    move = reverse("cohorts:move-learner", args=[cohort.pk, learner.pk])
    assert "Choose the cohort" in client.post(move, {"to": str(elsewhere.pk)}, follow=True).text
    page = client.post(move, {"to": str(there.pk)}, follow=True).text
    assert "goes on in The one in Dharwad" in page
    assert f"Field work she handed in stays with {cohort.name}" in page
    assert "The one in Dharwad" in client.get(reverse("cohorts:coming-and-going", args=[cohort.pk])).text


def test_she_is_told_once_from_where_to_where(learner, cohort, there, trainer, sign_in):
    transfer(learner.enrolments.get(), there, by=trainer.user)
    run_due_jobs()
    assert [notice.kind for notice in Notice.objects.filter(person=learner)] == ["cohort_transferred"]
    words = f"You go on in The one in Dharwad instead of {cohort.name}."
    assert words in sign_in(learner).get(reverse("notifications:list")).text
