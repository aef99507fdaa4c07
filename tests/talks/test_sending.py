"""Keeping messages: numbers without gaps, each message once, and what no message may hold."""

import unicodedata
from uuid import uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from cohorts.services import withdraw_learner
from jobs.models import Job
from talks.errors import (
    MessageHasBadCharacters,
    MessageIdIsTaken,
    MessageIsEmpty,
    MessageIsTooLong,
    ThreadIsClosed,
)
from talks.models import LONGEST_MESSAGE, Message, Thread
from talks.services import clean_body, send_message
from tests.factories import PersonFactory, learner_in

KSHA_WITH_JOINER = "क्‍ष"  # with a zero-width joiner, which chooses the half form
CHILLU_BY_JOINER = "ന്‍"
INDIC = [
    f"मैंने {KSHA_WITH_JOINER}ेत्र में ₹500 की बिक्री की",
    "ನಾನು ಇಂದು ಹತ್ತು ಡಬ್ಬಿ ಮಾರಿದೆ",
    f"ഞാ{CHILLU_BY_JOINER} ഇന്ന് കട തുറന്നു",
    "धन्यवाद 👩🏽‍🌾",
]


def test_messages_are_numbered_in_the_order_of_arrival_without_gaps(talk):
    said = [talk.say(f"Line {number}", by=(talk.learner, talk.mentor)[number % 2]) for number in range(6)]
    talk.thread.refresh_from_db()
    assert [message.sequence for message in said] == [1, 2, 3, 4, 5, 6]
    assert talk.thread.last_sequence == 6
    assert talk.thread.last_message_at == said[-1].received_at


def test_the_same_message_sent_again_is_kept_once_and_answered_as_before(talk):
    first = talk.say("How do I price tea?")
    talk.say("And coffee?")
    again = talk.say("How do I price tea?", message_id=first.pk)
    talk.thread.refresh_from_db()
    assert (again.pk, again.sequence) == (first.pk, 1)
    assert talk.bodies() == ["How do I price tea?", "And coffee?"]
    assert talk.thread.last_sequence == 2


def test_after_a_repeated_message_the_next_number_follows_without_a_gap(talk):
    first = talk.say("One")
    talk.say("One", message_id=first.pk)
    assert talk.say("Two").sequence == 2


def test_a_repeated_id_keeps_the_words_that_came_first(talk):
    first = talk.say("The first words")
    talk.say("Other words", message_id=first.pk)
    assert talk.bodies() == ["The first words"]


def test_an_id_of_another_author_is_refused_and_gives_nothing_away(talk):
    hers = talk.say("Only mine")
    with pytest.raises(MessageIdIsTaken):
        talk.say("Mine now", by=talk.mentor, message_id=hers.pk)
    assert talk.bodies() == ["Only mine"]
    assert talk.say("Next", by=talk.mentor).sequence == 2


def test_an_id_of_another_thread_is_refused(talk, make_talk):
    elsewhere = make_talk()
    taken = elsewhere.say("Said elsewhere")
    with pytest.raises(MessageIdIsTaken):
        talk.say("Said here", message_id=taken.pk)
    assert talk.bodies() == []


def test_two_threads_are_numbered_apart(talk, make_talk):
    elsewhere = make_talk()
    assert [talk.say("a").sequence, elsewhere.say("b").sequence, talk.say("c").sequence] == [1, 1, 2]


@pytest.mark.parametrize("body", ["", "   ", "\n\t\r\n", "\u200b", "\u3164\u2060"])
def test_a_message_of_nothing_is_refused(talk, body):
    with pytest.raises(MessageIsEmpty):
        talk.say(body)


def test_a_message_of_the_longest_length_is_kept_and_one_letter_more_refused(talk):
    talk.say("क" * LONGEST_MESSAGE)
    with pytest.raises(MessageIsTooLong):
        talk.say("क" * (LONGEST_MESSAGE + 1))
    assert [len(body) for body in talk.bodies()] == [LONGEST_MESSAGE]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\u202e"])
def test_control_characters_are_taken_out_and_the_rest_is_kept(talk, character):
    talk.say(f"before{character}after\x0bnext line")
    assert talk.bodies() == ["beforeafter\nnext line"]


def test_half_a_character_is_refused(talk):
    with pytest.raises(MessageHasBadCharacters):
        talk.say("before\ud800after")
    assert talk.bodies() == []


@pytest.mark.parametrize("body", INDIC)
def test_indic_text_is_kept_byte_for_byte(talk, body):
    kept = Message.objects.get(pk=talk.say(body).pk).body
    assert kept.encode() == unicodedata.normalize("NFC", body).encode()


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_joiners_within_a_word_are_kept(talk, joiner):
    talk.say(f"क्{joiner}ष")
    assert joiner in talk.bodies()[0]


def test_two_ways_of_typing_one_letter_are_kept_as_one():
    assert clean_body("caf\u0065\u0301") == clean_body("caf\u00e9") == "caf\u00e9"


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=200))
def test_cleaning_twice_is_cleaning_once_and_loses_no_letter(rest):
    body = f"म{rest}"
    wanted = unicodedata.normalize("NFC", body).strip()
    assert clean_body(body) == wanted == clean_body(wanted)


@pytest.mark.parametrize("stranger", ["outsider", "colleague"])
def test_who_takes_no_part_in_the_thread_cannot_write_in_it(talk, stranger):
    person = PersonFactory() if stranger == "outsider" else learner_in(talk.cohort)
    with pytest.raises(ThreadIsClosed):
        talk.say("Let me in", by=person)
    assert talk.bodies() == []


def test_who_left_the_cohort_cannot_write_any_more(talk):
    withdraw_learner(talk.learner.enrolments.get(), by=None)
    with pytest.raises(ThreadIsClosed):
        talk.say("One more thing")


def test_a_thread_that_does_not_exist_is_closed(talk):
    with pytest.raises(ThreadIsClosed):
        send_message(uuid4(), author=talk.learner, message_id=uuid4(), body="Anybody?")


def test_a_refused_message_leaves_no_job_and_no_number_behind(talk, make_talk):
    taken = make_talk().say("Elsewhere")
    Job.objects.all().delete()
    with pytest.raises(MessageIdIsTaken):
        talk.say("Here", message_id=taken.pk)
    talk.thread.refresh_from_db()
    assert talk.thread.last_sequence == 0
    assert not Job.objects.exists()


def test_the_thread_is_locked_while_a_message_gets_its_number(talk, locked):
    talk.say("Namaste", by=talk.learner)
    assert locked == [Thread]


def test_the_phone_knows_how_long_a_message_may_be():
    said = (settings.BASE_DIR / "talks/static/talks/too_long.js").read_text()
    assert f"const LONGEST = {LONGEST_MESSAGE};" in said
