"""Who is taken out of a cohort, or takes back her consent, is out at once; what she learned stays."""

import pytest
from django.urls import reverse

from cohorts.services import withdraw_learner
from core.models import AuditEntry
from courses.models import LessonProgress
from courses.services import finish_lesson
from people.enums import Purpose
from people.services import withdraw_consent
from talks.permissions import threads_visible_to
from tests.factories import learner_in, thread_in

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
    assert cohort.name not in client.get(reverse("desk:home")).content.decode()


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
