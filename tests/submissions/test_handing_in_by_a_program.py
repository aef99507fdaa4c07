"""A program hands in as a phone does: the same service, the same outcomes."""

import pytest

from core.limits import Budget
from people.enums import TokenScope
from submissions.models import Submission
from tests.factories import PersonFactory, token_of
from tests.submissions.conftest import hand_in, note, states

ADDRESS = "/api/v1/submissions"


@pytest.fixture
def program(client, author):
    """Asks with a token of the author: (batch or None) -> the answer."""
    headers = {"authorization": f"Bearer {token_of(author, *TokenScope.values)[1]}"}

    def ask(*records, body=None):
        if not records and body is None:
            return client.get(ADDRESS, headers=headers)
        sent = body if body is not None else {"person": str(author.pk), "records": list(records)}
        return client.post(ADDRESS, sent, content_type="application/json", headers=headers)

    return ask


def test_outcomes_are_those_of_a_phone(program, sign_in, author, notes):
    records = [note("one"), note(""), note("break"), note("x" * 30), {"id": "x"}]
    by_program = program(*records).json()
    assert states(hand_in(sign_in(author), author, *records)) == ["duplicate", "refused", "held", "refused", "refused"]
    assert notes.taken == ["one"]
    outcomes = by_program["outcomes"]
    assert [outcome["state"] for outcome in outcomes] == ["applied", "refused", "held", "refused", "refused"]
    assert outcomes[0] == {"ack": records[0]["id"], "state": "applied"}
    assert outcomes[3]["field"] == "text"


@pytest.mark.parametrize("name", [5, {}, None, ["x"]])
def test_an_id_that_is_no_text_refuses_its_record_alone(program, notes, name):
    answer = program(note("one"), {"id": name}, note("two"))
    assert states(answer) == ["applied", "refused", "applied"]
    assert answer.json()["outcomes"][1]["ack"] is None


def test_what_was_not_taken_is_read_back_as_it_came(program, notes):
    refused = note("far too long for a note of twenty letters")
    program(refused, note("good"))
    (waiting,) = program().json()
    assert (waiting["id"], waiting["state"], waiting["fields"]) == (refused["id"], "refused", refused["fields"])


def test_of_others_nothing_is_read(program, notes):
    Submission.objects.create(
        id="8f14e45f-ceea-467f-a8d8-5e0000000001", person=PersonFactory(), kind="note", standing="refused"
    )
    assert program().json() == []


@pytest.mark.parametrize("body", ["nonsense", "[" * 100_000, "[]", '{"person": "x", "records": []}'])
def test_a_batch_that_cannot_be_read_is_refused_whole(program, body):
    answer = program(body=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


def test_a_token_hands_in_for_its_person_alone(program, notes):
    answer = program(body={"person": str(PersonFactory().pk), "records": [note()]})
    assert (answer.status_code, answer.json()["code"]) == (409, "somebody_else")
    assert notes.taken == []


def test_too_many_are_stopped_and_what_was_done_is_said(program, notes, monkeypatch):
    monkeypatch.setattr("submissions.services.RECORDS", Budget("records", most=1, seconds=3600))
    answer = program(note("one"), note("two"))
    assert answer.status_code == 429
    assert states(answer) == ["applied"]
    assert answer.json()["code"] == "too_fast"
    assert notes.taken == ["one"]
