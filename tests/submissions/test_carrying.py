"""What waits on a phone is carried as one signed file, and counts once, whoever hands it in and however often."""

import json
from datetime import timedelta

import pytest
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.limits import Budget
from core.models import AuditEntry
from people.models import Person
from submissions.carrying import key_of
from submissions.kinds import ways_to_carry
from submissions.models import Submission
from submissions.permissions import people_carried_for
from tests.factories import CohortFactory, PersonFactory, learner_in, mentor_of, trainer_of
from tests.submissions.carried import CARRY, bring, written
from tests.submissions.conftest import hand_in, note, states


@pytest.fixture
def trainer(author, notes, monkeypatch) -> Person:
    """May carry for Asha, and for nobody else."""
    monkeypatch.setattr(ways_to_carry, "_things", {})
    person = PersonFactory(name="Rukmini Hegde")
    ways_to_carry.register("test", lambda carrier: Q(pk=author.pk) if carrier == person else Q(pk__in=[]))
    return person


def new_pin(person: Person) -> None:
    person.user.set_password("907314")
    person.user.save()


def test_by_herself_it_is_taken_as_she_wrote_it_and_answered_record_by_record(sign_in, author, notes):
    file = written(author, note("one"), note("two"), note(""), note("break"), "nothing")
    page = bring(sign_in(author), file)
    assert (page.status_code, notes.taken) == (200, ["one", "two"])
    brought = page.context["brought"]
    assert [(line.number, line.standing) for line in brought.lines] == [
        (2, "applied"),
        (1, "refused"),
        (1, "held"),
        (1, "refused"),
    ]
    assert "This field is required." in page.text
    assert Submission.objects.filter(person=author).open().count() == 2


def test_handed_in_again_or_sent_by_the_phone_later_it_counts_once(sign_in, author, notes):
    records = [note("one"), note("two")]
    client = sign_in(author)
    bring(client, written(author, *records))
    (line,) = bring(client, written(author, *records)).context["brought"].lines
    assert (line.number, line.standing) == (2, "duplicate")
    assert states(hand_in(client, author, *records)) == ["duplicate", "duplicate"]
    assert notes.taken == ["one", "two"]


def test_by_her_trainer_it_is_taken_as_hers_and_nothing_of_it_is_shown(sign_in, author, trainer, notes):
    file = written(author, note("my own words"), note("far too long for a note, and nobody else's business"))
    page = bring(sign_in(trainer), file)
    brought = page.context["brought"]
    assert [(line.number, line.standing, line.sentence) for line in brought.lines] == [
        (1, "applied", ""),
        (1, "refused", ""),
    ]
    assert "Asha Devi" in page.text
    assert "my own words" not in page.text
    assert "business" not in page.text
    assert Submission.objects.filter(person=author, standing="applied").exists()
    (entry,) = AuditEntry.objects.filter(action="submissions.carried")
    assert (entry.by, entry.subject, entry.detail) == (trainer.user, f"people.person:{author.pk}", {"records": 2})


def test_of_somebody_else_nothing_is_taken_and_nothing_is_told(sign_in, author, notes):
    client = sign_in(PersonFactory())
    known = bring(client, written(author, note()))
    unknown = bring(client, written(PersonFactory.build(), note()))
    for page in (known, unknown):
        assert page.status_code == 422
        assert "You cannot hand in this file." in page.text
        assert "Asha" not in page.text
    assert notes.taken == []


@pytest.mark.parametrize("changed", ["signed", "signature", "key"])
def test_what_somebody_changed_is_refused_as_a_whole(sign_in, author, notes, changed):
    file = written(author, note("mine"))
    others = {
        "signed": file["signed"].replace("mine", "more"),
        "signature": "0" * 64,
        "key": file["key"][:-1] + ("0" if file["key"][-1] != "0" else "1"),
    }
    page = bring(sign_in(author), {**file, changed: others[changed]})
    assert page.status_code == 422
    assert "not as the phone wrote it" in page.text
    assert notes.taken == []


def test_the_key_of_one_person_signs_for_no_other(sign_in, author, trainer, notes):
    assert "not as the phone wrote it" in bring(sign_in(trainer), written(author, note(), key=key_of(trainer))).text
    assert notes.taken == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"portal_records": 2}',
        json.dumps({"portal_records": 1, "key": "k", "signature": "0" * 64, "signed": "{"}).encode(),
        json.dumps({"portal_records": 1, "key": "k", "signature": "0" * 64, "signed": "\ud800"}).encode(),
    ],
)
def test_what_is_no_such_file_is_said_to_be_none(sign_in, author, content):
    page = bring(sign_in(author), content)
    assert page.status_code == 422
    assert content == b"" or "This is not a file from “Waiting to be sent”" in page.text


def test_more_than_a_phone_writes_is_not_read(sign_in, author, notes, monkeypatch):
    monkeypatch.setattr("submissions.forms.LARGEST_CARRIED_BYTES", 20)
    assert "larger than any that a phone writes" in bring(sign_in(author), written(author, note())).text
    many = written(author, *(note() for _ in range(501)))
    monkeypatch.setattr("submissions.forms.LARGEST_CARRIED_BYTES", 2_000_000)
    assert bring(sign_in(author), many).status_code == 422
    assert notes.taken == []


def test_after_a_new_pin_only_she_hands_in_what_was_signed_before(sign_in, author, trainer, notes):
    """Whoever found her phone, and the key on it, speaks for her no more; she herself loses nothing."""
    file = written(author, note("before"))
    new_pin(author)
    page = bring(sign_in(trainer), file)
    assert page.status_code == 422
    assert "Only she can hand it in now" in page.text
    assert notes.taken == []
    bring(sign_in(author), file)
    assert notes.taken == ["before"]


def test_a_key_speaks_for_her_as_long_as_a_session_lasts(sign_in, author, trainer, notes, settings, monkeypatch):
    file = written(author, note("old"))
    later = timezone.localdate() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    monkeypatch.setattr("submissions.carrying.timezone.localdate", lambda: later + timedelta(days=1))
    assert "Only she can hand it in now" in bring(sign_in(trainer), file).text
    monkeypatch.setattr("submissions.carrying.timezone.localdate", lambda: later)
    assert bring(sign_in(trainer), file).status_code == 200
    assert notes.taken == ["old"]


def test_of_who_takes_part_no_more_nothing_is_taken(sign_in, author, trainer, notes):
    file = written(author, note())
    author.user.is_active = False
    author.user.save()
    assert "is closed" in bring(sign_in(trainer), file).text
    assert notes.taken == []


def test_a_new_secret_of_the_portal_ends_no_file_while_the_old_one_is_known(sign_in, author, trainer, notes, settings):
    file = written(author, note("by the old one"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another secret of the portal", [settings.SECRET_KEY]
    assert bring(sign_in(trainer), file).status_code == 200
    assert notes.taken == ["by the old one"]


def test_what_is_more_than_a_person_writes_is_left_for_the_next_minute(sign_in, author, notes, monkeypatch):
    monkeypatch.setattr("submissions.services.RECORDS", Budget("records", most=2, seconds=3600))
    page = bring(sign_in(author), written(author, *(note() for _ in range(5))))
    assert page.context["brought"].left == 3
    assert "3 were not looked at yet" in page.text
    assert len(notes.taken) == 2


def test_a_trainer_brings_so_many_files_a_minute(sign_in, author, trainer, notes, monkeypatch):
    monkeypatch.setattr("submissions.carrying.FILES", Budget("carried-files", most=1, seconds=3600))
    client = sign_in(trainer)
    assert bring(client, written(author, note())).status_code == 200
    assert "a lot of files" in bring(client, written(author, note())).text


def test_the_page_says_what_the_file_is_for(sign_in, author):
    assert "Everything counts once" in sign_in(author).get(CARRY).text


def test_who_teaches_her_now_may_carry_for_her_and_nobody_else(db):
    cohort = CohortFactory()
    learner, other = learner_in(cohort), learner_in(cohort)
    stranger = learner_in(CohortFactory())
    assert set(people_carried_for(trainer_of(cohort))) >= {learner, other}
    assert stranger not in people_carried_for(trainer_of(cohort))
    for person in (other, mentor_of(cohort)):
        assert list(people_carried_for(person)) == [person]
    learner.enrolments.update(status="withdrawn")
    assert learner not in people_carried_for(trainer_of(cohort))


def test_a_phone_is_given_the_key_of_who_is_signed_in_and_of_nobody_else(client, sign_in, author):
    address = reverse("submissions:carrying-key")
    assert client.get(address).status_code == 401
    key = key_of(author)
    assert sign_in(author).get(address).json() == {"id": key.id, "key": key.secret}


def test_an_empty_file_is_said_to_be_empty_in_our_own_words(sign_in, author):
    response = bring(sign_in(author), b"")
    assert response.status_code == 422
    assert "There is nothing in this file. Choose another one." in response.text
