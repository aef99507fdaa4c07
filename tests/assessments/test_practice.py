"""Practising what was not right: nothing is kept, and only who may see the answers gets there."""

import pytest
from django.urls import reverse

from assessments.models import Answer, Attempt
from assessments.services import submit_attempt
from tests.assessments.answering import answer_all, page_of
from tests.factories import RIGHT_ANSWERS, PersonFactory

TWO_WRONG = ["a", *RIGHT_ANSWERS[1:2], "2", *RIGHT_ANSWERS[3:]]


@pytest.fixture
def client_of_hers(learner, sign_in):
    return sign_in(learner)


@pytest.fixture
def address(attempt) -> str:
    return reverse("assessments:practise", args=[attempt.pk])


@pytest.fixture
def two_wrong(attempt) -> Attempt:
    answer_all(attempt, TWO_WRONG)
    submit_attempt(attempt.pk)
    return attempt


def test_the_result_leads_to_what_was_not_right_and_only_that_is_asked(client_of_hers, two_wrong, address):
    assert address in page_of(client_of_hers, two_wrong)
    page = client_of_hers.get(address).text
    assert [number for number in range(1, 6) if f'id="question-{number}"' in page] == [1, 3]
    assert "Question 3 of 5" in page
    assert "The right answer" not in page


def test_what_is_answered_now_stands_beside_what_is_right_and_nothing_of_it_is_kept(client_of_hers, two_wrong, address):
    two_wrong.refresh_from_db()
    before = [two_wrong.percent, Answer.objects.count(), Attempt.objects.count()]
    page = client_of_hers.post(address, {"q1": "b", "q3": "7"}).text
    assert "1 of 2 is right now" in page
    assert page.count("The right answer") == 1
    two_wrong.refresh_from_db()
    assert [two_wrong.percent, Answer.objects.count(), Attempt.objects.count()] == before
    assert 'id="question-3"' in client_of_hers.get(address).text


def test_what_has_no_shape_is_said_beside_it_and_the_rest_stands_there_still(client_of_hers, two_wrong, address):
    answered = client_of_hers.post(address, {"q1": "b", "q3": "many"})
    assert answered.status_code == 422
    assert "Type a number" in answered.text
    assert 'value="many"' in answered.text
    assert "The right answer" not in answered.text


def test_while_an_attempt_is_open_nothing_of_it_is_shown(client_of_hers, attempt, address):
    for answered in (client_of_hers.get(address), client_of_hers.post(address, {"q1": "b"})):
        assert (answered.status_code, answered.url) == (302, reverse("assessments:attempt", args=[attempt.pk]))


def test_it_is_hers_alone(sign_in, two_wrong, address):
    stranger = sign_in(PersonFactory())
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, {"q1": "b"}).status_code == 404


def test_where_everything_was_right_there_is_nothing_to_practise(client_of_hers, attempt, address):
    answer_all(attempt)
    submit_attempt(attempt.pk)
    assert address not in page_of(client_of_hers, attempt)
    assert "nothing to practise" in client_of_hers.get(address).text
