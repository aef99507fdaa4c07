"""A batch from a phone: each record by itself, answered by its id, once however often it comes."""

import json
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.urls import reverse

from core import limits
from submissions.kinds import submission_kinds
from submissions.models import Submission
from submissions.wire import MOST_FILES, MOST_RECORDS
from tests.factories import PersonFactory
from tests.submissions.conftest import hand_in, note, states


@pytest.fixture
def client_of_hers(sign_in, author):
    return sign_in(author)


def test_each_record_is_answered_by_its_id(client_of_hers, author, notes):
    first, second = note("one"), note("two")
    response = hand_in(client_of_hers, author, first, second)
    assert response.json() == {
        "outcomes": [{"ack": first["id"], "state": "applied"}, {"ack": second["id"], "state": "applied"}]
    }
    assert notes.taken == ["one", "two"]


def test_the_same_record_again_changes_nothing_and_is_answered(client_of_hers, author, notes):
    record = note()
    assert states(hand_in(client_of_hers, author, record)) == ["applied"]
    assert states(hand_in(client_of_hers, author, record, record)) == ["duplicate", "duplicate"]
    assert notes.taken == ["Namaste"]


def test_what_is_refused_names_the_field_and_is_kept_as_it_came(client_of_hers, author, notes):
    record = note("far too long for a note of twenty letters")
    (outcome,) = hand_in(client_of_hers, author, record).json()["outcomes"]
    assert (outcome["ack"], outcome["state"], outcome["field"]) == (record["id"], "refused", "text")
    assert "at most 20" in outcome["sentence"]
    assert Submission.objects.get().fields == record["fields"]
    assert notes.taken == []


def test_what_was_refused_is_answered_as_the_first_time(client_of_hers, author, notes):
    record = note("")
    first = hand_in(client_of_hers, author, record).json()
    assert hand_in(client_of_hers, author, record).json() == first
    assert Submission.objects.count() == 1


def test_one_bad_record_does_not_stop_the_others(client_of_hers, author, notes):
    response = hand_in(client_of_hers, author, note(""), note("break"), note("good"), {"id": "x"}, "nothing")
    assert states(response) == ["refused", "held", "applied", "refused", "refused"]
    assert notes.taken == ["good"]


def test_our_own_fault_is_held_and_what_came_is_kept(client_of_hers, author, notes):
    (outcome,) = hand_in(client_of_hers, author, note("break")).json()["outcomes"]
    assert outcome["code"] == "our_fault"
    assert Submission.objects.get().fields == {"text": "break"}


@pytest.mark.parametrize("text", ["a\x00b", "\u000b", "ക്" * 9_000, ["two", "texts"]])
def test_whatever_is_sent_can_be_kept(client_of_hers, author, notes, text):
    notes.is_shut = True
    hand_in(client_of_hers, author, note(text))
    assert Submission.objects.get().fields == {"text": text}


def test_half_a_character_spoils_only_its_own_record(client_of_hers, author, notes):
    assert states(hand_in(client_of_hers, author, note("\ud800"), note("good"))) == ["refused", "applied"]


def test_the_id_of_somebody_else_is_refused(client_of_hers, author, notes, sign_in):
    record = note()
    hand_in(client_of_hers, author, record)
    other = PersonFactory()
    (outcome,) = hand_in(sign_in(other), other, {**record, "fields": {"text": "mine now"}}).json()["outcomes"]
    assert (outcome["state"], outcome["code"]) == ("refused", "id_taken")
    assert notes.taken == ["Namaste"]


def test_a_kind_nobody_takes_is_refused_and_kept(client_of_hers, author, notes):
    (outcome,) = hand_in(client_of_hers, author, note(kind="unheard-of")).json()["outcomes"]
    assert (outcome["state"], outcome["code"]) == ("refused", "kind_unknown")
    assert Submission.objects.get().kind == "unheard-of"


def test_what_one_wrote_is_not_handed_in_by_who_signed_in_after_her(client_of_hers, author, notes):
    response = hand_in(client_of_hers, PersonFactory(), note())
    assert (response.status_code, response.json()["code"]) == (409, "somebody_else")
    assert notes.taken == []


def test_who_is_signed_out_is_told_so_and_not_sent_to_another_page(client, author, notes):
    response = hand_in(client, author, note())
    assert (response.status_code, response.json()["code"]) == (401, "signed_out")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"records": []}', b"[" * 100_000])
def test_what_is_no_batch_is_refused_as_a_whole(client_of_hers, body, notes):
    response = client_of_hers.post(reverse("submissions:hand-in"), body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "unreadable")


def test_a_batch_too_large_to_be_looked_at_is_refused_as_a_whole(client_of_hers, author, notes):
    response = hand_in(client_of_hers, author, note(), note("x" * 2_700_000))
    assert (response.status_code, response.json()["code"], notes.taken) == (413, "too_large", [])
    assert response["Portal-Reader"] == str(author.pk)  # else the phone takes it for a hotspot's


def test_what_the_phone_puts_into_a_batch_is_less_than_the_portal_takes():
    said = (Path(settings.BASE_DIR) / "submissions/static/submissions/batches.js").read_text()
    at_once, largest = (int(re.search(rf"const {name} = (\d+);", said)[1]) for name in ("AT_ONCE", "LARGEST_BATCH"))
    assert at_once <= MOST_RECORDS
    # The names and times around what is written, too.
    assert largest + at_once * 1_000 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2


def test_of_many_files_a_few_are_opened_at_once_and_the_others_are_sent_again(client_of_hers, author, notes):
    with_files = replace(submission_kinds.get("note"), files={"text": str})
    submission_kinds._things["note"] = with_files
    records = [note(str(number)) for number in range(MOST_FILES + 2)]
    assert states(hand_in(client_of_hers, author, *records)) == ["applied"] * MOST_FILES
    assert states(hand_in(client_of_hers, author, *records[MOST_FILES:])) == ["applied"] * 2


def test_of_a_kind_nobody_takes_no_file_is_kept_for_nobody_has_drawn_it_anew(client_of_hers, author, notes):
    submission_kinds._things["note"] = replace(submission_kinds.get("note"), files={"photo": str})
    record = note(kind="unheard-of")
    hand_in(client_of_hers, author, {**record, "fields": {"text": "Look", "photo": "taken at Nadipur"}})
    assert Submission.objects.get().fields == {"text": "Look", "photo": ""}


def test_files_of_what_was_refused_before_they_were_drawn_anew_go(author):
    forget = import_module("submissions.migrations.0002_refused_files").forget_refused_files
    payload = json.dumps({"fields": {"body": "Look", "photo": "taken at Nadipur"}})
    facts = {"kind": "message", "person": author, "payload": payload}
    for standing in ("refused", "held"):
        Submission.objects.create(id=uuid4(), standing=standing, **facts)
    Submission.objects.create(id=uuid4(), standing="refused", **{**facts, "payload": ""})
    forget(apps, SimpleNamespace(connection=connection))
    kept = {each.standing: each.fields for each in Submission.objects.exclude(payload="")}
    assert kept == {
        "refused": {"body": "Look", "photo": ""},
        "held": {"body": "Look", "photo": "taken at Nadipur"},  # drawn anew as it was kept
    }


def test_the_time_of_the_phone_is_kept_where_it_can_be(client_of_hers, author, notes):
    notes.is_shut = True
    now = "2026-11-26T10:00:00+05:30"
    for said in ("0001-01-01T00:00:00+05:30", "9999-12-31T23:59:59-12:00", "yesterday", 7, "2026-99-99T00:00:00Z"):
        assert states(hand_in(client_of_hers, author, note(device_at=said))) == ["held"]
    assert not Submission.objects.exclude(device_at=None).exists()
    assert states(hand_in(client_of_hers, author, note(device_at=now))) == ["held"]


def test_more_than_a_person_writes_waits_and_what_was_taken_is_answered(client_of_hers, author, notes, monkeypatch):
    monkeypatch.setattr("submissions.services.RECORDS", limits.Budget("records", most=2, seconds=3600))
    response = hand_in(client_of_hers, author, *(note() for _ in range(3)))
    assert response.status_code == 429
    assert response.json()["code"] == "too_fast"
    assert states(response) == ["applied", "applied"]
    assert len(notes.taken) == 2


def test_a_mended_record_settles_the_one_it_corrects(client_of_hers, author, notes):
    wrong = note("")
    hand_in(client_of_hers, author, wrong)
    hand_in(client_of_hers, author, note("right", corrects=wrong["id"]))
    assert not Submission.objects.open().exists()


def test_nobody_settles_what_is_somebody_elses(client_of_hers, author, notes, sign_in):
    wrong = note("")
    hand_in(client_of_hers, author, wrong)
    other = PersonFactory()
    hand_in(sign_in(other), other, note("right", corrects=wrong["id"]))
    assert Submission.objects.open().count() == 1


def test_an_id_never_seen_is_corrected_without_harm(client_of_hers, author, notes):
    assert states(hand_in(client_of_hers, author, note("right", corrects=str(uuid4())))) == ["applied"]


def test_what_does_not_come_to_the_same_again_needs_a_transaction(notes):
    with pytest.raises(ValueError, match="needs a transaction"):
        replace(submission_kinds.get("note"), needs_no_transaction=True)
