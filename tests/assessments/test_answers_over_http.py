"""One answer at a time, as the page sends them: what is acknowledged is kept, what is refused is said so."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.models import AnswerEvent
from assessments.queries import answers_that_count
from assessments.services import submit_attempt
from tests.assessments.answering import AS_POSTED, page_of, post_answer
from tests.factories import RIGHT_ANSWERS, PersonFactory, UserFactory


@pytest.fixture
def client_of_hers(learner, sign_in):
    return sign_in(learner)


def test_an_answer_of_every_kind_is_acknowledged_by_its_id_and_kept(client_of_hers, attempt):
    for position, fields in enumerate(AS_POSTED, start=1):
        event = uuid4()
        response = post_answer(client_of_hers, attempt, position, event=event, **fields)
        assert (response.status_code, response.json()) == (200, {"ack": str(event)})
    assert answers_that_count(attempt) == dict(enumerate(RIGHT_ANSWERS, start=1))


def test_the_answer_stands_in_the_page_the_next_time(client_of_hers, attempt):
    post_answer(client_of_hers, attempt, 3, q3="५४०")
    page = page_of(client_of_hers, attempt)
    assert 'value="५४०"' in page
    assert "<span data-answered>1</span> of 5 answered" in page


@pytest.mark.parametrize("typed", ["५४०", "೫೪೦", "൫൪൦", "₹540", " 540 ₹ "])
def test_a_number_in_native_digits_is_kept_as_typed_and_right(client_of_hers, attempt, typed):
    assert post_answer(client_of_hers, attempt, 3, q3=typed).status_code == 200
    assert answers_that_count(attempt) == {3: typed.strip()}
    submit_attempt(attempt.pk)
    assert attempt.questions.get(position=3).marks == 1


def test_the_same_answer_sent_again_is_acknowledged_again_and_kept_once(client_of_hers, attempt):
    event = uuid4()
    for _ in range(3):
        assert post_answer(client_of_hers, attempt, 1, event=event, q1="b").json() == {"ack": str(event)}
    assert AnswerEvent.objects.count() == 1


def test_a_lost_reply_may_be_asked_for_even_after_handing_in(client_of_hers, attempt):
    event = uuid4()
    post_answer(client_of_hers, attempt, 1, event=event, q1="b")
    submit_attempt(attempt.pk)
    assert post_answer(client_of_hers, attempt, 1, event=event, q1="b").status_code == 200
    assert not AnswerEvent.objects.get().held


def test_an_answer_after_handing_in_is_kept_apart_and_she_is_told_so(client_of_hers, attempt):
    submit_attempt(attempt.pk)
    event = uuid4()
    response = post_answer(client_of_hers, attempt, 1, event=event, q1="b")
    assert response.status_code == 409
    assert response.json() == {
        "ack": str(event),
        "code": "attempt_submitted",
        "error": "You have handed in already. This answer came later: it is kept for your trainer but does not count.",
    }
    assert AnswerEvent.objects.get(pk=event).held
    assert ">0%<" in page_of(client_of_hers, attempt)


def test_what_is_no_message_of_the_page_is_refused_and_nothing_kept(client_of_hers, attempt):
    address = reverse("assessments:save-answer", args=[attempt.pk])
    event = str(uuid4())
    for data in (
        {},
        {"position": "1"},
        {"event": event, "q1": "b"},
        {"position": "one", "event": event, "q1": "b"},
        {"position": "1", "event": "no-uuid", "q1": "b"},
        {"position": "0", "event": event},
        {"position": "6", "event": event},
        {"position": "-1", "event": event},
        {"position": "9" * 30, "event": event},
        {"position": "9" * 5000, "event": event},
        {"position": "\x00", "event": event},
    ):
        response = client_of_hers.post(address, data)
        assert response.status_code == 400, data
        assert response.json()["error"] == "This answer cannot be read. Open the page again."
    assert not AnswerEvent.objects.exists()


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
    response = post_answer(client_of_hers, attempt, position, **fields)
    assert response.status_code == 422
    assert said in response.json()["error"]
    assert not AnswerEvent.objects.exists()


def test_a_megabyte_is_no_answer(client_of_hers, attempt):
    million = 1_000_000
    for megabyte in ("9" * million, "0" * million + "540", "5" + "," * million + "40", "क" * (million // 3)):
        for position in (1, 2, 3):
            response = post_answer(client_of_hers, attempt, position, **{f"q{position}": megabyte})
            assert response.status_code == 422
    assert not AnswerEvent.objects.exists()


def test_the_time_of_the_phone_is_kept_as_data_where_it_is_one(client_of_hers, attempt):
    for said in ("2038-01-19T03:14:07+05:30", "2026-11-23T10:00:00", "yesterday", "9999-99-99T00:00:00Z", "1" * 400):
        assert post_answer(client_of_hers, attempt, 1, q1="b", device_at=said).status_code == 200
    kept = [event.device_at.year for event in AnswerEvent.objects.exclude(device_at=None)]
    assert kept == [2038]


def test_an_answer_of_hers_is_nobody_elses_to_give_or_see(attempt, sign_in):
    client = sign_in(PersonFactory())
    assert post_answer(client, attempt, 1, q1="b").status_code == 404
    assert client.get(reverse("assessments:attempt", args=[attempt.pk])).status_code == 404
    assert client.post(reverse("assessments:submit", args=[attempt.pk]), {"q1": "b"}).status_code == 404
    assert client.get(reverse("assessments:submit", args=[attempt.pk])).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not AnswerEvent.objects.exists()


def test_an_editor_sees_nobodys_attempt_and_a_stranger_signs_in_first(client, attempt, sign_in):
    address = reverse("assessments:attempt", args=[attempt.pk])
    assert client.get(address).url.startswith(reverse("account_login"))
    assert post_answer(client, attempt, 1, q1="b").status_code == 302
    staff = sign_in(PersonFactory(user=UserFactory(staff=True, is_superuser=True)))
    assert staff.get(address).status_code == 404


def test_an_attempt_nobody_began_is_not_found(client_of_hers):
    assert client_of_hers.get(reverse("assessments:attempt", args=[uuid4()])).status_code == 404
