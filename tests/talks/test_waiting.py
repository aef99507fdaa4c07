"""A talk waits for who helps when the last word is of one who is helped, and nobody who helps has answered since."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.enums import Role
from people.services import grant_role
from talks.models import Message, Thread
from talks.queries import number_waiting, page_of_talks, thread_lines, waiting_of
from talks.services import add_member
from tests.factories import mentor_of


@pytest.fixture
def second(talk):
    """Another mentor of the cohort, let in when something had been said."""
    person = mentor_of(talk.cohort)

    def let_in():
        add_member(talk.thread, person, role="mentor")
        return person

    return let_in


def _told(person) -> dict:
    """What the desk, the number, the list and its filter say about her one talk."""
    on_desk, (place,) = waiting_of(person), page_of_talks(person, None)
    (line,) = thread_lines([place], person, "en")
    return {
        "desk": (on_desk.unanswered, on_desk.name, on_desk.since) if on_desk else (0, None, None),
        "number": number_waiting(page_of_talks(person, None)),
        "list": line.waits_since,
        "filter": len(page_of_talks(person, None, waiting=True)),
    }


def _says(message, name):
    since = message.received_at
    return {"desk": (1, name, since), "number": 1, "list": since, "filter": 1}


def test_what_another_mentor_answered_waits_for_nobody_who_was_let_in_later(talk, second):
    talk.say("How do I price tea?")
    talk.say("Count the milk too.", by=talk.mentor)
    person = second()
    told = _told(person)
    assert told.pop("desk") == (0, None, None)
    assert told == {"number": 0, "list": None, "filter": 0}
    assert waiting_of(person).talks == 1


def test_what_was_said_after_the_answer_waits_for_each_who_helps_since_its_first_word(talk, second):
    talk.say("How do I price tea?")
    talk.say("Count the milk too.", by=talk.mentor)
    again = talk.say("And the sugar?")
    talk.say("And the gas?")
    for person in (talk.mentor, second()):
        assert _told(person) == _says(again, talk.learner.name)


def test_what_she_read_and_nobody_answered_waits_and_one_answer_ends_it_for_all(talk, second, sign_in):
    asked, person = talk.say("How do I price tea?"), second()
    sign_in(talk.mentor).get(talk.url)
    assert _told(talk.mentor) == _told(person) == _says(asked, talk.learner.name)
    talk.say("Count the milk too.", by=person)
    assert _told(talk.mentor)["desk"] == _told(person)["desk"] == (0, None, None)
    assert _told(talk.mentor)["number"] == _told(talk.mentor)["filter"] == 0


def test_nobody_waits_for_a_learner_although_she_helps_elsewhere(talk, make_talk, sign_in):
    grant_role(talk.learner, role=Role.MENTOR, over=make_talk().cohort, by=None)
    talk.say("Have you tried it?", by=talk.mentor)
    told = _told(talk.learner)
    assert (told["number"], told["list"], told["filter"], told["desk"]) == (0, None, 0, (0, None, None))
    page = sign_in(talk.learner).get("/talks/").text
    assert "Waits since" not in page
    assert "Who waits for an answer" in page


def test_talks_of_before_are_told_from_their_messages_who_waits(talk, make_talk, second):
    talk.say("How do I price tea?")
    talk.say("Count the milk too.", by=talk.mentor)
    second()
    again = talk.say("And the sugar?")
    talk.say("And the gas?")
    answered, empty = make_talk(), make_talk()
    answered.say("One")
    answered.say("Two", by=answered.mentor)
    for kept in (None, again.received_at):
        Thread.objects.update(waits_since=kept)
        import_module("mentoring.migrations.0003_who_waits").note_who_waits(apps, None)
        since = dict(Thread.objects.values_list("pk", "waits_since"))
        assert since == {talk.thread.pk: again.received_at, answered.thread.pk: None, empty.thread.pk: None}


def test_the_list_looks_into_no_messages_but_of_the_talks_it_shows(talk):
    """Whoever has three thousand talks is shown thirty: nothing is looked up in the others but what their rows say."""
    talk.say("How do I price tea?")
    talk.say("Count the milk too.", by=talk.mentor)
    with CaptureQueriesContext(connection) as queries:
        page = page_of_talks(talk.mentor, None)
        assert (len(list(page)), number_waiting(page)) == (1, 0)
    assert len(queries) == 2  # those of the page, and how many there are and wait
    in_page = [query["sql"] for query in queries if Message._meta.db_table in query["sql"].split("ORDER BY")[0]]
    assert not in_page
