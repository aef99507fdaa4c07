"""A talk begun on a phone without a line: found or opened when its first message arrives, each message once."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cohorts.services import join_cohort, withdraw_learner
from submissions.models import Submission
from submissions.queries import needs_of
from talks.enums import FIRST_MESSAGE
from talks.models import Message, Thread
from tests.factories import PersonFactory, cohort_on, course_with_lessons, learner_in, lessons_of, mentor_of
from tests.submissions.phone import hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return lessons_of(course_with_lessons(1))[0]


@pytest.fixture
def cohort(lesson):
    return cohort_on(lesson.get_parent().get_parent().specific)


@pytest.fixture
def learner(cohort):
    return learner_in(cohort)


@pytest.fixture
def begin(sign_in, learner, lesson):
    """Hand in a first message about the lesson."""
    client = sign_in(learner)

    def _begin(body="How do I count my own time?", about=None, **more):
        key = about or f"lesson/{lesson.translation_key}"
        return hand_over(client, learner, FIRST_MESSAGE, key, {"body": body}, **more)

    return _begin


def test_the_talk_is_opened_with_a_mentor_and_each_message_is_there_once(begin, cohort, learner):
    mentor = mentor_of(cohort)
    first = uuid4()
    for body, message_id in (("One", first), ("One", first), ("Two", uuid4())):
        outcome = begin(body, id=message_id)
        thread = Thread.objects.get()
        assert outcome == {"state": "applied", "facts": {"next": reverse("talks:thread", args=[thread.pk])}}
    assert {member.person for member in thread.members.all()} == {learner, mentor}
    assert list(Message.objects.order_by("sequence").values_list("body", flat=True)) == ["One", "Two"]


def test_what_came_is_known_again_after_she_went_on_in_another_cohort(begin, cohort, learner, lesson):
    first = uuid4()
    mentor_of(cohort)
    outcome = begin(id=first)
    withdraw_learner(learner.enrolments.get(), by=learner.user)
    assert begin(id=first) == outcome
    other = cohort_on(lesson.get_parent().get_parent().specific)
    mentor_of(other)
    join_cohort(learner, other.code, by=learner.user)
    assert begin(id=first) == outcome
    assert (Message.objects.count(), Thread.objects.count(), Submission.objects.count()) == (1, 1, 0)


def test_it_goes_into_the_talk_that_is_open_already(begin, cohort, learner, sign_in, lesson):
    mentor_of(cohort)
    sign_in(learner).post(reverse("mentoring:ask", args=[lesson.translation_key]))
    assert begin()["state"] == "applied"
    assert Message.objects.get().thread == Thread.objects.get()


def test_where_nobody_can_be_asked_it_is_kept_with_the_reason_and_goes_when_somebody_can(
    begin, cohort, learner, sign_in, lesson
):
    outcome = begin()
    assert (outcome["state"], outcome["sentence"]) == (
        "refused",
        "Your cohort has no mentor yet. Ask your trainer.",
    )
    (need,) = needs_of(learner)
    assert (need.title, need.lines, need.can_be_sent) == (lesson.title, ["How do I count my own time?"], True)
    assert need.address == f"{reverse('courses:lesson', args=[lesson.translation_key])}#end"
    mentor_of(cohort)
    sign_in(learner).post(reverse("submissions:send-again", args=[need.submission.pk]))
    assert Message.objects.get().body == "How do I count my own time?"
    assert not Submission.objects.exists()


@pytest.mark.parametrize("about", ["", "lesson", "lesson/x", "nothing/00000000-0000-0000-0000-000000000001"])
def test_what_is_about_nothing_begins_no_talk(begin, cohort, about):
    mentor_of(cohort)
    assert begin(about=about or "/")["code"] == "not_yours"
    assert not Thread.objects.exists()


def test_who_learns_the_lesson_nowhere_begins_no_talk_about_it(cohort, lesson, sign_in):
    mentor_of(cohort)
    stranger = PersonFactory()
    for key in (lesson.translation_key, uuid4()):
        outcome = hand_over(sign_in(stranger), stranger, FIRST_MESSAGE, f"lesson/{key}", {"body": "Let me in"})
        assert outcome["code"] == "not_yours"
    assert not Thread.objects.exists()


def test_an_empty_message_opens_no_talk(begin, cohort):
    mentor_of(cohort)
    assert begin("  ")["code"] == "message_empty"
    assert not Thread.objects.exists()


def test_the_press_carries_what_a_phone_needs_to_begin_it(sign_in, learner, lesson):
    page = sign_in(learner).get(lesson.url).text
    assert f'data-begin-talk="lesson/{lesson.translation_key}" data-person="{learner.pk}"' in page
    assert f'data-title="Talk about {lesson.title}"' in page
