"""Who is taken out of a cohort, or takes back her consent, is out at once; what she learned stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Enrolment
from cohorts.models.enrolments import WORDS_ARE_TOLD_SINCE
from cohorts.services import withdraw_learner
from core.models import AuditEntry
from courses.models import LessonProgress
from courses.services import finish_lesson
from jobs.models import Job
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Purpose
from people.services import withdraw_consent
from talks.permissions import threads_visible_to
from tests.factories import CohortFactory, learner_in, thread_in, trainer_of

pytestmark = pytest.mark.django_db


def test_the_cohort_its_lessons_and_its_talks_close_at_once(learner, cohort, lessons, sign_in):
    client, thread = sign_in(learner), thread_in(cohort, lessons[0], learner=learner)
    finish_lesson(learner, lessons[0])
    page, lesson = reverse("cohorts:cohort", args=[cohort.pk]), lessons[1].address
    assert [client.get(address).status_code for address in (page, lesson)] == [200, 200]
    assert thread in threads_visible_to(learner)
    withdraw_learner(learner.enrolments.get(), by=learner.user)
    assert [client.get(address).status_code for address in (page, lesson)] == [404, 403]
    assert thread not in threads_visible_to(learner)
    desk = client.get(reverse("desk:home")).content.decode()
    assert reverse("cohorts:cohort", args=[cohort.pk]) not in desk


def test_what_she_learned_stays_and_the_end_is_written_down(learner, lessons):
    finish_lesson(learner, lessons[0])
    withdraw_learner(learner.enrolments.get(), by=learner.user)
    assert LessonProgress.objects.get(person=learner).finished_at is not None
    assert learner.enrolments.get().withdrawn_at is not None
    assert AuditEntry.objects.get(action="enrolment.withdrawn").by == learner.user


def test_taking_back_consent_to_training_ends_every_enrolment(learner, django_capture_on_commit_callbacks):
    other = learner_in(learner.enrolments.get().cohort)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(learner, purpose=Purpose.TRAINING, by=learner.user)
    assert learner.enrolments.get().status == "withdrawn"
    assert other.enrolments.get().status == "active"


def test_taking_back_another_consent_ends_nothing(learner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(learner, purpose=Purpose.STORY, by=learner.user)
    assert learner.enrolments.get().status == "active"


def test_who_is_taken_out_by_her_trainer_is_told_and_reads_why_and_what_she_can_do(learner, cohort, sign_in):
    trainer = trainer_of(cohort)
    address = reverse("cohorts:withdraw", args=[cohort.pk, learner.pk])
    sign_in(trainer).post(address, {"left_for": "home", "reason": "Her mother is ill"})
    run_due_jobs()
    told, client = Notice.objects.get(person=learner, kind="cohort_ended"), sign_in(learner)
    assert told.link == reverse("cohorts:my-place", args=[cohort.pk])
    assert f"You take part in {cohort.name} no more." in client.get(reverse("notifications:list")).text
    page = client.get(told.link).text
    for words in ("Needed at home", "Her mother is ill", "talk to who trains the cohort: Rukmini Hegde"):
        assert words in page
    desk = client.get(reverse("desk:home")).text
    assert desk.index("Your place ended on") < desk.index("Join a cohort")


def test_she_does_not_read_what_was_written_when_only_trainers_read_it(learner, cohort, sign_in):
    withdraw_learner(learner.enrolments.get(), by=trainer_of(cohort).user, left_for="home", reason="Drinks, they say")
    page = reverse("cohorts:my-place", args=[cohort.pk])
    assert "Drinks, they say" in sign_in(learner).get(page).text
    learner.enrolments.update(withdrawn_at=WORDS_ARE_TOLD_SINCE - timedelta(days=1))
    assert "Drinks, they say" not in sign_in(learner).get(page).text


def test_who_leaves_by_herself_is_told_nothing(learner):
    withdraw_learner(learner.enrolments.get(), by=learner.user, left_for="home")
    assert not Job.objects.filter(kind="notice", payload__kind="cohort_ended").exists()


def test_who_is_taken_off_the_waiting_list_is_told(cohort):
    cohort.capacity = 1
    cohort.save()
    learner_in(cohort)
    stay = Enrolment.objects.create(
        cohort=cohort, person=learner_in(CohortFactory()), status="waiting", waiting_since=timezone.now()
    )
    withdraw_learner(stay, by=trainer_of(cohort).user)
    assert Job.objects.filter(kind="notice", payload__kind="cohort_off_list").count() == 1
