"""One answer at a time, as the page sends them: what is acknowledged is kept, what is refused is said so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer
from assessments.queries import answers_that_count
from assessments.services import start_attempt, submit_attempt
from cohorts.services import withdraw_learner
from submissions.models import Submission
from tests.assessments.answering import AS_POSTED, answer, page_of, post_answer, post_answer_of
from tests.factories import RIGHT_ANSWERS, PersonFactory, UserFactory, learner_in


@pytest.fixture
def client_of_hers(learner, sign_in):
    return sign_in(learner)


def test_an_answer_of_every_kind_is_acknowledged_and_kept(client_of_hers, attempt):
    for position, fields in enumerate(AS_POSTED, start=1):
        assert post_answer(client_of_hers, attempt, position, **fields) == {"state": "applied"}
    assert answers_that_count(attempt) == dict(enumerate(RIGHT_ANSWERS, start=1))


def test_the_answer_stands_in_the_page_the_next_time(client_of_hers, attempt):
    post_answer(client_of_hers, attempt, 3, q3="५४०")
    page = page_of(client_of_hers, attempt)
    assert 'value="५४०"' in page
    assert "<span data-answered>1</span> of 5 answered" in page


@pytest.mark.parametrize("typed", ["५४०", "೫೪೦", "൫൪൦", "₹540", " 540 ₹ "])
def test_a_number_in_native_digits_is_kept_as_typed_and_right(client_of_hers, attempt, typed):
    assert post_answer(client_of_hers, attempt, 3, q3=typed)["state"] == "applied"
    assert answers_that_count(attempt) == {3: typed.strip()}
    submit_attempt(attempt.pk)
    assert attempt.questions.get(position=3).marks == 1


def test_the_same_answer_sent_again_is_acknowledged_again_and_kept_once(client_of_hers, attempt):
    answer_id = uuid4()
    came = [post_answer(client_of_hers, attempt, 1, answer_id=answer_id, q1="b")["state"] for _ in range(3)]
    assert came == ["applied", "duplicate", "duplicate"]
    assert Answer.objects.count() == 1


def test_sending_an_older_answer_again_does_not_bring_it_back(client_of_hers, attempt):
    answer_id = uuid4()
    post_answer(client_of_hers, attempt, 1, answer_id=answer_id, q1="a")
    post_answer(client_of_hers, attempt, 1, q1="b")
    post_answer(client_of_hers, attempt, 1, answer_id=answer_id, q1="a")
    assert answers_that_count(attempt) == {1: "b"}


def test_an_id_of_another_attempt_or_of_somebody_else_is_refused(client_of_hers, attempt, cohort, lesson_key):
    answer_id = uuid4()
    theirs = start_attempt(learner_in(cohort), lesson_key)
    answer(theirs, 1, "a", answer_id=answer_id)
    for position, given in ((1, "b"), (2, ["a"])):
        outcome = post_answer(client_of_hers, attempt, position, answer_id=answer_id, **{f"q{position}": given})
        assert (outcome["state"], outcome["code"]) == ("refused", "id_taken")
    assert answers_that_count(theirs) == {1: "a"}
    assert answers_that_count(attempt) == {}


def test_an_id_of_an_earlier_attempt_of_her_own_is_refused(client_of_hers, attempt, learner, lesson_key):
    answer_id = uuid4()
    answer(attempt, 1, "a", answer_id=answer_id)
    submit_attempt(attempt.pk)
    again = start_attempt(learner, lesson_key)
    assert post_answer(client_of_hers, again, 1, answer_id=answer_id, q1="b")["code"] == "id_taken"
    assert answers_that_count(again) == {}


def test_a_lost_reply_may_be_asked_for_even_after_handing_in(client_of_hers, attempt):
    answer_id = uuid4()
    post_answer(client_of_hers, attempt, 1, answer_id=answer_id, q1="b")
    submit_attempt(attempt.pk)
    again = post_answer(client_of_hers, attempt, 1, answer_id=answer_id, q1="b")
    assert again["state"] in ("duplicate", "held")
    assert answers_that_count(attempt) == {1: "b"}


def test_an_answer_after_handing_in_is_kept_apart_and_she_is_told_so(client_of_hers, attempt):
    submit_attempt(attempt.pk)
    assert post_answer(client_of_hers, attempt, 1, q1="b") == {
        "state": "held",
        "code": "attempt_submitted",
        "sentence": "You have handed in already. This answer came later: "
        "it is kept for your trainer but does not count.",
    }
    assert Submission.objects.get().fields == {"position": "1", "q1": "b"}
    assert ">0%<" in page_of(client_of_hers, attempt)


def test_an_answer_after_the_enrolment_ended_is_kept_apart(client_of_hers, attempt, learner):
    withdraw_learner(learner.enrolments.get(), by=None)
    assert post_answer(client_of_hers, attempt, 1, q1="b")["code"] == "takes_part_no_more"
    assert answers_that_count(attempt) == {}
    assert Submission.objects.get().standing == "held"


@pytest.mark.parametrize("position", ["", "one", "0", "6", "-1", "9" * 30, "\x00"])
def test_a_question_the_attempt_does_not_have_is_refused(client_of_hers, attempt, position):
    assert post_answer(client_of_hers, attempt, position, q1="b")["code"] == "not_yours"
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("position", "fields", "said"),
    [
        (1, {}, "cannot be read"),
        (1, {"q1": "zz"}, "cannot be read"),
        (1, {"q2": "b"}, "cannot be read"),
        (2, {"q2": ["a", "zz"]}, "cannot be read"),
        (2, {"q2": ["a", "a"]}, "cannot be read"),
        (3, {"q3": "five hundred"}, "Type a number, such as 540 or 35.50."),
        (3, {"q3": "540 cups"}, "Type a number"),
        (3, {"q3": "\x00"}, "Type a number"),
        (4, {"q4-a": "1"}, "Give each step its own place, from 1 on."),
        (4, {"q4-a": "1", "q4-b": "1", "q4-c": "2"}, "Give each step its own place"),
        (4, {"q4-a": "0", "q4-b": "1", "q4-c": "2"}, "Give each step its own place"),
        (4, {"q4-a": "x", "q4-b": "1", "q4-c": "2"}, "Give each step its own place"),
        (5, {"q5-a": "zz"}, "cannot be read"),
    ],
)
def test_what_is_no_answer_is_refused_in_words_and_not_kept(client_of_hers, attempt, position, fields, said):
    outcome = post_answer(client_of_hers, attempt, position, **fields)
    assert outcome["state"] == "refused"
    assert said in outcome["sentence"]
    assert not Answer.objects.exists()


def test_a_megabyte_is_no_answer(client_of_hers, attempt):
    million = 1_000_000
    for megabyte in ("9" * million, "0" * million + "540", "5" + "," * million + "40", "क" * (million // 3)):
        for position in (1, 2, 3):
            outcome = post_answer(client_of_hers, attempt, position, **{f"q{position}": megabyte})
            assert outcome["state"] == "refused"
    assert not Answer.objects.exists()


def test_the_time_of_the_phone_is_kept_as_data(client_of_hers, attempt):
    said = timezone.now() - timedelta(hours=3)
    post_answer(client_of_hers, attempt, 1, q1="b", device_at=said.isoformat())
    assert Answer.objects.get().device_at == said


def test_an_answer_of_hers_is_nobody_elses_to_give_or_see(attempt, sign_in):
    other = PersonFactory()
    client = sign_in(other)
    assert post_answer_of(client, other, attempt, 1, q1="b")["code"] == "not_yours"
    assert client.get(reverse("assessments:attempt", args=[attempt.pk])).status_code == 404
    assert client.post(reverse("assessments:submit", args=[attempt.pk]), {"q1": "b"}).status_code == 404
    assert client.get(reverse("assessments:submit", args=[attempt.pk])).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not Answer.objects.exists()


def test_an_editor_sees_nobodys_attempt_and_a_stranger_signs_in_first(client, attempt, sign_in):
    address = reverse("assessments:attempt", args=[attempt.pk])
    assert client.get(address).url.startswith(reverse("account_login"))
    staff = sign_in(PersonFactory(user=UserFactory(staff=True, is_superuser=True)))
    assert staff.get(address).status_code == 404


def test_an_attempt_nobody_began_is_not_found(client_of_hers):
    assert client_of_hers.get(reverse("assessments:attempt", args=[uuid4()])).status_code == 404


def test_what_one_has_chosen_is_not_chosen_on_the_page_of_another(client_of_hers, attempt, cohort, lesson_key, sign_in):
    for position, fields in enumerate(AS_POSTED, start=1):
        post_answer(client_of_hers, attempt, position, **fields)
    hers = page_of(client_of_hers, attempt)
    other = learner_in(cohort)
    page = page_of(sign_in(other), start_attempt(other, lesson_key))
    assert (hers.count(" checked>"), hers.count(" selected>")) == (5, 3)
    assert (page.count(" checked>"), page.count(" selected>")) == (0, 0)
    assert page_of(sign_in(attempt.person), attempt).count(" checked>") == 5
