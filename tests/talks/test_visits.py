"""What becomes of frames that come together: one commit for all, and nobody bears what is wrong with another's."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from cohorts.services import withdraw_learner
from core.limits import Budget
from people.sittings import sitting_of
from submissions import services as submissions
from talks import services, visits
from talks.enums import MESSAGE
from talks.errors import MessageIsTooLong
from talks.models import Message
from talks.protocol import Send
from talks.signals import message_sent
from talks.visits import CLOSED_TO_YOU, COME_AGAIN, TOO_FAST, Said
from tests.talks.sockets import session_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


@pytest.fixture
def sits():
    return lambda person: sitting_of(session_of(person).cookies[settings.SESSION_COOKIE_NAME].value)[0]


def said(talk, sitting, body, about=None):
    record = {"id": str(uuid4()), "kind": MESSAGE, "about": str(about or talk.thread.pk), "fields": {"body": body}}
    return Said(sitting, Send(type="send", record=record))


def visited(talk, frames):
    """What is answered to each, and what is seen after it."""
    visit = visits.visit(talk.thread.pk, 0, [each.sitting.session_key for each in frames], frames, {})
    return visit.answers, [(message.sequence, message.body) for message in visit.look.messages]


def test_messages_that_come_together_are_kept_by_one_commit_and_in_their_order(talk, sits):
    learner, mentor = sits(talk.learner), sits(talk.mentor)
    frames = [said(talk, who, f"Line {number}") for number, who in enumerate([learner, mentor, learner])]
    told = []
    message_sent.connect(hears := lambda sequence, **more: told.append(sequence))
    try:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answers, seen = visited(talk, frames)
    finally:
        message_sent.disconnect(hears)
    assert [query["sql"] for query in asked].count("COMMIT") == 1
    assert all('"state": "applied"' in answer.text for answer in answers)
    assert seen == [(1, "Line 0"), (2, "Line 1"), (3, "Line 2")]
    assert told == [1, 2, 3]


def test_one_that_is_refused_leaves_the_others_their_turn(talk, sits):
    learner = sits(talk.learner)
    answers, seen = visited(talk, [said(talk, learner, body) for body in ("One", " ", "Two")])
    assert ["message_empty" in answer.text for answer in answers] == [False, True, False]
    assert seen == [(1, "One"), (2, "Two")]


def test_one_that_the_database_does_not_take_is_to_come_again_and_the_others_are_kept(talk, sits, monkeypatch):
    def clean(body, clean=services.clean_body, **options):
        if body == "Stuck":
            raise OperationalError("lock timeout")
        return clean(body, **options)

    monkeypatch.setattr(services, "clean_body", clean)
    learner = sits(talk.learner)
    answers, seen = visited(talk, [said(talk, learner, body) for body in ("One", "Stuck", "Two")])
    assert [answer.code for answer in answers] == [None, COME_AGAIN, None]
    assert seen == [(1, "One"), (2, "Two")]


def test_a_commit_that_fails_is_tried_for_each_by_itself(talk, sits, monkeypatch):
    tries, database = [], connections["default"]
    learner, commit = sits(talk.learner), database._commit

    def fails_once():
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("the disk is full")
        commit()

    monkeypatch.setattr(database, "_commit", fails_once)
    answers, seen = visited(talk, [said(talk, learner, body) for body in ("One", "Two")])
    assert [answer.code for answer in answers] == [None, None]
    assert seen == [(1, "One"), (2, "Two")]
    assert Message.objects.count() == 2


def test_who_takes_part_no_more_is_put_out_and_the_others_are_kept(talk, sits):
    learner, mentor = sits(talk.learner), sits(talk.mentor)
    withdraw_learner(talk.learner.enrolments.get(), by=None)
    answers, seen = visited(talk, [said(talk, mentor, "His"), said(talk, learner, "Hers"), said(talk, mentor, "Again")])
    assert [answer.code for answer in answers] == [None, CLOSED_TO_YOU, None]
    assert seen == [(1, "His"), (2, "Again")]


def test_who_sends_too_much_is_stopped_and_the_others_are_kept(talk, sits, monkeypatch):
    monkeypatch.setattr(submissions, "RECORDS", Budget("records-of-a-test", most=1, seconds=60))
    learner, mentor = sits(talk.learner), sits(talk.mentor)
    answers, seen = visited(talk, [said(talk, who, "Line") for who in (learner, learner, mentor)])
    assert [answer.code for answer in answers] == [None, TOO_FAST, None]
    assert [number for number, _ in seen] == [1, 2]


def test_what_is_no_message_to_the_talk_is_answered_in_its_turn(talk, make_talk, sits):
    elsewhere, learner = make_talk(), sits(talk.learner)
    frames = [
        said(talk, learner, "One"),
        Said(learner, MessageIsTooLong),
        said(talk, learner, "Not hers", about=elsewhere.thread.pk),
        said(talk, learner, "Two"),
        said(talk, learner, "Three"),
    ]
    answers, seen = visited(talk, frames)
    codes = ["applied", "message_too_long", "thread_closed", "applied", "applied"]
    assert all(code in answer.text for code, answer in zip(codes, answers, strict=True))
    assert [body for _, body in seen] == ["One", "Two", "Three"]
