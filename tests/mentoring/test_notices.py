"""Who is told of a message: whoever has not read it a little later, once for all she has not read."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from jobs.models import Job
from jobs.services import run_due_jobs
from mentoring.services import open_lesson_talk
from notifications.models import Notice
from notifications.queries import said, unread_count
from notifications.services import mark_read
from people.models import RoleGrant
from people.services import end_role
from talks.models import Thread
from talks.services import LOOKING_TIME, record_receipts, send_message
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, mentor_of


def _later():
    """Time has passed: what waited is due."""
    Job.objects.filter(done_at=None).update(run_after=timezone.now() - timedelta(seconds=1))
    run_due_jobs()
    run_due_jobs()


def test_who_has_not_read_is_told_and_the_author_is_not(talk):
    talk.say("How do I price tea?")
    _later()
    notice = Notice.objects.get()
    assert (notice.person, notice.kind) == (talk.mentor, "message")
    assert notice.link == talk.url
    (line,) = said(talk.mentor, [notice])
    assert "Lakshmi" in line.text
    assert "Devi" not in line.text


def test_the_learner_is_told_that_her_mentor_wrote(talk):
    talk.say("Add up what it costs you first.", by=talk.mentor)
    _later()
    assert Notice.objects.values_list("person", "kind").get() == (talk.learner.pk, "message")


def test_a_notice_holds_no_word_of_the_message(talk):
    talk.say("My husband has taken the loan")
    _later()
    notice = Notice.objects.get()
    assert "loan" not in f"{said(notice.person, [notice])} {notice.data}"
    assert not any("loan" in str(job.payload) for job in Job.objects.all())


def test_nobody_is_told_before_she_had_time_to_look(talk):
    before = timezone.now()
    talk.say("One moment")
    job = Job.objects.get(kind="thread.tell")
    assert job.run_after >= before + LOOKING_TIME
    run_due_jobs()
    assert not Notice.objects.exists()


def test_who_has_read_it_by_then_is_not_told(talk):
    talk.say("Are you there?")
    record_receipts(talk.thread.pk, talk.mentor, delivered=1, read=1)
    _later()
    assert not Notice.objects.exists()


def test_who_has_received_but_not_read_it_is_told(talk):
    talk.say("Are you there?")
    record_receipts(talk.thread.pk, talk.mentor, delivered=1, read=0)
    _later()
    assert Notice.objects.get().person == talk.mentor


def test_many_unread_messages_are_one_notice(talk):
    for number in range(5):
        talk.say(f"Line {number}")
    _later()
    assert Notice.objects.count() == 1


def test_a_notice_that_was_seen_does_not_silence_the_next_message_of_a_talk_not_opened(talk):
    talk.say("First question")
    _later()
    mark_read(talk.mentor, talk.mentor.notices.all())
    for number in range(3):
        talk.say(f"Are you there? {number}")
    _later()
    assert unread_count(talk.mentor) == 1
    assert Notice.objects.filter(person=talk.mentor).count() == 1


def test_after_she_has_read_the_next_message_is_a_new_notice(talk):
    talk.say("First question")
    _later()
    record_receipts(talk.thread.pk, talk.mentor, delivered=1, read=1)
    talk.say("Second question")
    _later()
    assert Notice.objects.filter(person=talk.mentor).count() == 2


def test_a_message_sent_again_tells_nobody_again(talk):
    message = talk.say("Once")
    talk.say("Once", message_id=message.pk)
    _later()
    assert Notice.objects.count() == 1


def test_a_question_to_a_mentor_whose_role_has_ended_goes_on_to_another(talk, sign_in):
    talk.say("Who hears me?")
    record_receipts(talk.thread.pk, talk.mentor, delivered=1, read=1)
    end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    another = mentor_of(talk.cohort, name="Bina Roy")
    talk.say("Is anybody there?")
    _later()
    assert Notice.objects.get().person == another
    page = sign_in(talk.learner).get(talk.url)
    assert page.context["others"] == [(another, "Mentor")]
    assert page.context["reach"].read == 0
    assert "Who hears me?" in sign_in(another).get(talk.url).text


def test_where_nobody_mentors_any_more_the_question_waits(talk):
    end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    talk.say("Is anybody there?")
    _later()
    assert not Notice.objects.exists()
    assert talk.bodies() == ["Is anybody there?"]


def test_a_job_whose_message_is_gone_ends_quietly(talk):
    talk.say("Gone")
    Thread.objects.all().delete()
    _later()
    assert not Job.objects.filter(done_at=None).exists()


@pytest.mark.django_db
def test_the_notice_names_the_lesson_in_the_language_in_which_it_is_read():
    course = course_with_lessons(1)
    cohort = cohort_on(course)
    lesson = lessons_of(course)[0]
    hindi = lesson.get_translations().get(locale__language_code="hi")
    hindi.title = "पहला पाठ"
    hindi.save()
    learner, mentor = learner_in(cohort, language="hi"), mentor_of(cohort)
    thread = open_lesson_talk(learner, cohort=cohort, lesson_key=lesson.translation_key)
    with translation.override("en"):
        send_message(thread.pk, author=mentor, message_id=uuid4(), body="Yes.")
        _later()
    notice = Notice.objects.get()
    with translation.override("hi"):
        assert "पहला पाठ" in said(learner, [notice])[0].text
    with translation.override("en"):
        assert lesson.title in said(learner, [notice])[0].text
