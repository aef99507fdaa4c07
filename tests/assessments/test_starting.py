"""Beginning the questions of a lesson: only while the lesson is open to her."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.models import Attempt, Question, Quiz
from assessments.services import submit_attempt
from courses.services import finish_lesson
from tests.assessments.answering import answer_all
from tests.factories import PersonFactory, cohort_on, learner_in


@pytest.fixture
def reader(lessons):
    return learner_in(cohort_on(lessons[0].get_parent().get_parent().specific))


@pytest.fixture
def client_of_hers(reader, sign_in):
    return sign_in(reader)


def door(lesson) -> str:
    return reverse("assessments:start", args=[lesson.translation_key])


def test_she_is_told_what_awaits_her_before_she_begins(client_of_hers, lessons):
    page = client_of_hers.get(door(lessons[0])).content.decode()
    assert "<dd>5</dd>" in page
    assert "60% right" in page
    assert not Attempt.objects.exists()


def test_beginning_leads_to_the_questions_and_beginning_again_to_the_same(client_of_hers, lessons):
    addresses = {client_of_hers.post(door(lessons[0])).url for _ in range(2)}
    assert addresses == {reverse("assessments:attempt", args=[Attempt.objects.get().pk])}
    assert "Which is a goal?" in client_of_hers.get(addresses.pop()).content.decode()


def test_the_questions_of_a_locked_lesson_cannot_be_seen_or_begun(client_of_hers, lessons):
    assert client_of_hers.get(door(lessons[1])).status_code == 404
    assert client_of_hers.post(door(lessons[1])).status_code == 404
    assert not Attempt.objects.exists()


def test_passing_the_questions_of_one_lesson_opens_those_of_the_next(client_of_hers, reader, lessons):
    finish_lesson(reader, lessons[0])
    assert client_of_hers.post(door(lessons[1])).status_code == 404
    client_of_hers.post(door(lessons[0]))
    answer_all(Attempt.objects.get())
    submit_attempt(Attempt.objects.get().pk)
    assert client_of_hers.post(door(lessons[1])).status_code == 302


def test_who_is_in_no_cohort_cannot_begin(lessons, sign_in):
    assert sign_in(PersonFactory()).post(door(lessons[0])).status_code == 404
    assert not Attempt.objects.exists()


def test_a_stranger_signs_in_first(client, lessons):
    assert client.post(door(lessons[0])).url.startswith(reverse("account_login"))


def test_a_lesson_that_is_not_there_has_no_questions(client_of_hers):
    assert client_of_hers.get(reverse("assessments:start", args=[uuid4()])).status_code == 404


def test_a_lesson_without_questions_says_so(client_of_hers, lessons):
    Question.objects.update(state="retired")
    assert "This lesson has no questions yet." in client_of_hers.get(door(lessons[0])).content.decode()
    assert client_of_hers.post(door(lessons[0])).status_code == 404
    Quiz.objects.all().delete()
    assert client_of_hers.post(door(lessons[0])).status_code == 404
    assert not Attempt.objects.exists()


def test_after_failing_the_door_says_the_last_result_and_lets_her_try_again(client_of_hers, lessons):
    client_of_hers.post(door(lessons[0]))
    submit_attempt(Attempt.objects.get().pk)
    page = client_of_hers.get(door(lessons[0])).content.decode()
    assert "Not passed yet. You can try again now." in page
    assert "Your last result: 0%. You need 60%." in page
    assert client_of_hers.post(door(lessons[0])).status_code == 302
    assert Attempt.objects.count() == 2
