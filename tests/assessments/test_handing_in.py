"""Handing in by the button: with every answer of the form, so that it works on a phone without scripts."""

import pytest
from django.urls import reverse

from assessments.models import Answer
from assessments.queries import answers_that_count
from assessments.services import start_attempt
from cohorts.services import withdraw_learner
from core.limits import Budget
from courses.services import move_course
from submissions.models import Submission
from tests.assessments.answering import AS_POSTED, answer, hand_in, page_of
from tests.factories import RIGHT_ANSWERS, UserFactory, cohort_on, learner_in

ALL_RIGHT = {name: value for fields in AS_POSTED for name, value in fields.items()}


@pytest.fixture
def client_of_hers(learner, sign_in):
    return sign_in(learner)


def test_the_button_keeps_every_answer_of_the_form_and_leads_to_the_result(client_of_hers, attempt):
    response = hand_in(client_of_hers, attempt, **ALL_RIGHT)
    attempt.refresh_from_db()
    assert response.url == reverse("assessments:attempt", args=[attempt.pk])
    assert answers_that_count(attempt) == dict(enumerate(RIGHT_ANSWERS, start=1))
    assert (attempt.is_open, attempt.percent, attempt.passed) == (False, 100, True)


def test_the_save_button_keeps_the_answers_and_hands_nothing_in(client_of_hers, attempt):
    hand_in(client_of_hers, attempt, save="1", **ALL_RIGHT)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert len(answers_that_count(attempt)) == 5


def test_an_answer_that_did_not_change_is_not_kept_a_second_time(client_of_hers, attempt):
    answer(attempt, 1, "b")
    hand_in(client_of_hers, attempt, save="1", q1="b", q3="540")
    assert Answer.objects.count() == 2


def test_an_older_page_takes_nothing_from_what_was_answered_elsewhere_since(client_of_hers, attempt):
    older = answer(attempt, 1, "a")
    answer(attempt, 1, "b")
    form = {"drawn-1": str(older.pk), "q1": "a", "q3": "540"}
    hand_in(client_of_hers, attempt, save="1", **form)
    assert answers_that_count(attempt) == {1: "b", 3: "540"}


def test_what_was_changed_on_an_older_page_is_the_newest_answer(client_of_hers, attempt):
    older = answer(attempt, 3, "500")
    answer(attempt, 3, "510")
    hand_in(client_of_hers, attempt, save="1", **{"drawn-3": str(older.pk), "q3": "540"})
    assert answers_that_count(attempt) == {3: "540"}


def test_the_page_says_over_which_answers_it_was_drawn(client_of_hers, attempt):
    kept = answer(attempt, 1, "a")
    assert f'<input type="hidden" name="drawn-1" value="{kept.pk}">' in page_of(client_of_hers, attempt)


def test_answers_of_the_form_that_come_after_handing_in_are_kept_apart_once_and_she_is_told(client_of_hers, attempt):
    answer(attempt, 1, "b")
    hand_in(client_of_hers, attempt, q1="b", anyway="1")
    for _ in range(2):
        response = hand_in(client_of_hers, attempt, q1="b", q3="540")
    assert Submission.objects.get().standing == "held"
    assert "This answer came later: it is kept for your trainer" in client_of_hers.get(response.url).text
    assert answers_that_count(attempt) == {1: "b"}


def test_a_number_that_is_none_is_complained_of_and_stands_as_typed(client_of_hers, attempt):
    response = hand_in(client_of_hers, attempt, **{**ALL_RIGHT, "q3": "about <540>"})
    page = response.content.decode()
    attempt.refresh_from_db()
    assert response.status_code == 422
    assert attempt.is_open
    assert "Question 3: Type a number, such as 540 or 35.50." in page
    assert 'value="about &lt;540&gt;"' in page
    assert set(answers_that_count(attempt)) == {1, 2, 4, 5}


def test_a_half_given_order_is_complained_of_and_its_places_stand_as_typed(client_of_hers, attempt):
    response = hand_in(client_of_hers, attempt, **{"q4-b": "1", "q4-c": "1", "q3": "540"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Question 4: Give each step its own place, from 1 on." in page
    assert page.count('<option value="1" selected>1</option>') == 2
    assert "It is not handed in yet. The other answers are saved." in page
    assert answers_that_count(attempt) == {3: "540"}


def test_an_answer_kept_earlier_is_not_lost_by_a_complaint_about_a_newer_one(client_of_hers, attempt):
    answer(attempt, 3, "540")
    page = hand_in(client_of_hers, attempt, q3="many").content.decode()
    assert answers_that_count(attempt) == {3: "540"}
    assert "Your earlier answer still counts until this can be read." in page


def test_with_open_questions_she_is_asked_before_it_is_handed_in(client_of_hers, attempt):
    response = hand_in(client_of_hers, attempt, q1="b", q3="540")
    page = response.content.decode()
    attempt.refresh_from_db()
    assert response.status_code == 200
    assert attempt.is_open
    assert "3 questions are open: 2, 4, 5." in page
    assert 'href="#question-2"' in page
    assert 'name="anyway"' in page
    assert answers_that_count(attempt) == {1: "b", 3: "540"}


def test_she_may_hand_in_anyway(client_of_hers, attempt):
    response = hand_in(client_of_hers, attempt, q1="b", anyway="1")
    attempt.refresh_from_db()
    assert response.status_code == 302
    assert (attempt.is_open, attempt.percent) == (False, 20)


def test_who_takes_part_no_more_hands_in_nothing_and_is_told_so(client_of_hers, attempt, learner):
    withdraw_learner(learner.enrolments.get(), by=None)
    response = hand_in(client_of_hers, attempt, anyway="1")
    attempt.refresh_from_db()
    assert attempt.is_open
    assert "You no longer take part in this course" in client_of_hers.get(response.url).content.decode()


def test_in_a_course_to_be_read_only_nothing_is_handed_in_nor_begun_and_she_is_told_so_there(sign_in, lessons):
    course = lessons[0].get_parent().get_parent().specific
    learner = learner_in(cohort_on(course))
    attempt, client = start_attempt(learner, lessons[0].translation_key), sign_in(learner)
    for move in ("close", "stop"):
        move_course(course.translation_key, move, by=UserFactory(staff=True, is_superuser=True))
    response = hand_in(client, attempt, anyway="1")
    assert response.url == reverse("assessments:attempt", args=[attempt.pk])
    assert "This course is to be read only now." in client.get(response.url).content.decode()
    attempt.delete()
    door = reverse("assessments:start", args=[lessons[0].translation_key])
    assert client.post(door).url == door
    assert "This course is to be read only now." in client.get(door).content.decode()


def test_more_answers_than_a_person_gives_are_not_taken(client_of_hers, attempt, monkeypatch):
    monkeypatch.setattr("submissions.services.RECORDS", Budget("records", most=2, seconds=3600))
    page = hand_in(client_of_hers, attempt, **ALL_RIGHT).content.decode()
    assert len(answers_that_count(attempt)) == 2
    assert "This is a lot at once." in page


def test_handing_in_twice_changes_nothing(client_of_hers, attempt):
    hand_in(client_of_hers, attempt, **ALL_RIGHT)
    attempt.refresh_from_db()
    first = attempt.submitted_at
    response = hand_in(client_of_hers, attempt, q1="a", q3="nonsense")
    attempt.refresh_from_db()
    assert response.status_code == 302
    assert (attempt.submitted_at, attempt.percent) == (first, 100)
    assert Answer.objects.count() == 5


def test_asked_for_by_get_nothing_is_handed_in(client_of_hers, attempt):
    response = client_of_hers.get(reverse("assessments:submit", args=[attempt.pk]))
    attempt.refresh_from_db()
    assert response.url == reverse("assessments:attempt", args=[attempt.pk])
    assert attempt.is_open


def test_nothing_of_what_is_right_is_in_the_page_before_handing_in(client_of_hers, attempt):
    hand_in(client_of_hers, attempt, save="1", **ALL_RIGHT)
    page = page_of(client_of_hers, attempt)
    assert "Because." not in page
    assert "The right answer" not in page


def test_a_megabyte_in_the_form_is_complained_of_and_the_rest_is_kept(client_of_hers, attempt):
    response = hand_in(client_of_hers, attempt, **{**ALL_RIGHT, "q3": "9" * 1_000_000})
    assert response.status_code == 422
    assert set(answers_that_count(attempt)) == {1, 2, 4, 5}
