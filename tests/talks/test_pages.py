"""The pages of talks, which are read and written without any script."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from core.templatetags import portal_format
from talks.models import Message, Thread, ThreadMember
from talks.queries import Reach
from talks.services import send_message
from talks.templatetags.bubbles import bubbles, with_links
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    thread_in,
)


def _read_by(talk, person):
    return ThreadMember.objects.get(thread=talk.thread, person=person).read


def test_a_message_of_the_plain_form_is_kept_and_leads_back_to_the_talk(talk, sign_in):
    answer = sign_in(talk.learner).post(f"{talk.url}messages/", {"id": uuid4(), "body": "By the plain form"})
    assert (answer.status_code, answer.url) == (302, talk.url)
    assert talk.bodies() == ["By the plain form"]


def test_a_page_that_a_phone_fetches_to_keep_it_has_nobody_read(talk, sign_in):
    send_message(talk.thread.pk, author=talk.mentor, message_id=uuid4(), body="Not seen yet")
    client = sign_in(talk.learner)
    client.get(talk.url, headers={"Portal-Keeps": "1"})
    assert _read_by(talk, talk.learner) == 0
    client.get(talk.url)
    assert _read_by(talk, talk.learner) == 1


def test_pressing_send_twice_sends_once(talk, sign_in):
    client = sign_in(talk.learner)
    message_id = re.search(r'name="id" value="([0-9a-f-]{36})"', client.get(talk.url).text)[1]
    for _ in range(2):
        client.post(f"{talk.url}messages/", {"id": message_id, "body": "Once"})
    assert talk.bodies() == ["Once"]


def test_each_page_offers_an_id_of_its_own(talk, sign_in):
    client = sign_in(talk.learner)
    assert client.get(talk.url).context["new_id"] != client.get(talk.url).context["new_id"]


@pytest.mark.parametrize(("body", "status"), [("   ", 422), ("x" * 4001, 422)])
def test_a_refused_message_of_the_plain_form_stands_there_still(talk, sign_in, body, status):
    answer = sign_in(talk.learner).post(f"{talk.url}messages/", {"id": uuid4(), "body": body})
    assert answer.status_code == status
    assert answer.context["error"]
    assert answer.context["typed"] == body
    assert talk.bodies() == []


def test_the_plain_form_without_an_id_is_given_one(talk, sign_in):
    answer = sign_in(talk.learner).post(f"{talk.url}messages/", {"body": "No id"})
    assert (answer.status_code, answer.url) == (302, talk.url)
    assert talk.bodies() == ["No id"]


def test_looking_at_the_talk_is_reading_it(talk, sign_in):
    talk.say("One")
    talk.say("Two")
    sign_in(talk.mentor).get(talk.url)
    assert _read_by(talk, talk.mentor) == 2
    assert _read_by(talk, talk.learner) == 0


def test_what_was_typed_is_shown_as_text_and_never_as_markup(talk, sign_in):
    talk.say('<script>alert(1)</script><img src=x onerror="alert(2)">')
    page = sign_in(talk.mentor).get(talk.url).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(("body", "link"), [
    ("See https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2"),
    ("(HTTP://example.org/x)", "HTTP://example.org/x"),
    ("https://example.org/<b>", "https://example.org/"),
])  # fmt: skip
def test_an_address_in_a_message_can_be_pressed_and_is_not_told_of_the_talk(body, link):
    assert f'<a href="{link}" rel="nofollow noopener noreferrer" target="_blank">{link}</a>' in with_links(body)


@pytest.mark.parametrize("body", ["javascript://example.org/%0aalert(1)", "https://", 'a://"><script>'])
def test_what_is_no_address_of_a_page_stays_text(body):
    assert with_links(body) == escape(body)


def test_the_talk_opens_although_its_other_member_has_no_account_any_more(talk, sign_in):
    talk.say("An answer", by=talk.mentor)
    talk.mentor.user.delete()
    page = sign_in(talk.learner).get(talk.url)
    assert page.status_code == 200
    assert "An answer" in page.text


def test_the_newest_messages_are_shown_and_the_earlier_ones_are_one_page_away(talk, sign_in):
    Message.objects.bulk_create(
        Message(id=uuid4(), thread=talk.thread, sequence=number, author=talk.mentor, body=f"Line {number}.")
        for number in range(1, 251)
    )
    client = sign_in(talk.learner)
    page = client.get(talk.url)
    shown = list(page.context["thread_messages"])
    while shown[0].sequence > 1:
        address = re.search(r'href="([^"]*earlier/\?before=\d+)"', page.text)[1]
        page = client.get(address)
        shown = [*page.context["thread_messages"], *shown]
    assert [message.sequence for message in shown] == list(range(1, 251))
    assert "earlier/?before" not in page.text


def test_the_page_of_a_long_talk_weighs_no_more_than_that_of_a_short_one(talk, sign_in):
    def weight(number: int) -> int:
        Message.objects.all().delete()
        Message.objects.bulk_create(
            Message(id=uuid4(), thread=talk.thread, sequence=place, author=talk.mentor, body="Have you tried it? " * 4)
            for place in range(1, number + 1)
        )
        return len(sign_in(talk.learner).get(talk.url).content)

    assert weight(400) < 80_000
    assert abs(weight(400) - weight(60)) < 200


def test_each_message_stands_with_its_author_its_day_and_how_far_it_has_come(talk, sign_in):
    talk.say("Read by her")
    sign_in(talk.mentor).get(talk.url)
    talk.say("Not yet read")
    answer = talk.say("An answer", by=talk.mentor)
    Message.objects.filter(body="Read by her").update(received_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    page = sign_in(talk.learner).get(talk.url).text
    log = page[page.index('id="messages"') : page.index('id="nothing-yet"')]
    assert re.findall(r'data-day="([^"]+)"', log)[0] == "02-03-2026"
    assert len(re.findall(r"data-day=", log)) == 2
    assert re.findall(r'data-ticks="(\w+)"', log) == ["read", "sent"]
    assert "05:00" in log
    assert f'data-id="{answer.pk}" data-sequence="3"' in log
    assert re.findall(r'message__author">([^<]+)<', log) == [talk.mentor.first_name]
    assert len(re.findall("<article", log)) == 3


def test_what_looks_like_a_place_of_the_mould_is_shown_as_it_was_typed(talk):
    message = Message(id=uuid4(), thread=talk.thread, sequence=1, author=talk.mentor, body="\ue000name\ue000 <b>{id}%s")
    drawn = bubbles([message], talk.learner, Reach(delivered=0, read=0))
    assert "\ue000name\ue000 &lt;b&gt;{id}%s" in drawn


@pytest.mark.parametrize("before", ["", "abc", "-1", "१", "9" * 30])
def test_a_malformed_place_to_read_back_from_leads_to_the_talk(talk, sign_in, before):
    answer = sign_in(talk.learner).get(f"{talk.url}earlier/", {"before": before})
    assert (answer.status_code, answer.url) == (302, talk.url)


def test_the_list_shows_only_ones_own_talks_with_what_is_unread(talk, make_talk, sign_in):
    make_talk().say("Not hers to read")
    talk.say("Have you tried it?", by=talk.mentor)
    talk.say("Her own message is not news to her")
    page = sign_in(talk.learner).get("/talks/")
    (line,) = page.context["lines"]
    assert (line.thread, line.others, line.unread) == (talk.thread, [talk.mentor], 1)
    assert line.last.body == "Her own message is not news to her"
    assert line.is_own
    assert "Not hers to read" not in page.text


def test_a_talk_begins_with_its_first_message(talk, sign_in):
    clients = [sign_in(talk.learner), sign_in(talk.mentor)]
    assert [client.get("/talks/").context["lines"] for client in clients] == [[], []]
    talk.say("How do I price tea?")
    assert [len(client.get("/talks/").context["lines"]) for client in clients] == [1, 1]


def test_the_list_of_who_has_no_talk_says_so(client, sign_in, db):
    page = sign_in(PersonFactory()).get("/talks/")
    assert page.status_code == 200
    assert page.context["lines"] == []


@pytest.mark.django_db
def test_every_talk_is_on_a_page_of_the_list_and_those_with_news_come_first(sign_in, monkeypatch):
    monkeypatch.setattr("talks.queries.lists.TALKS_A_PAGE", 2)
    course = course_with_lessons(3)
    cohort = cohort_on(course)
    mentor, learner = mentor_of(cohort), learner_in(cohort)
    unread, answered, newest = (thread_in(cohort, lesson, learner=learner) for lesson in lessons_of(course))
    for thread, author in ((unread, learner), (answered, mentor), (newest, mentor)):
        send_message(thread.pk, author=author, message_id=uuid4(), body="How do I price tea?")
    client = sign_in(mentor)
    pages = [client.get("/talks/", {"page": number}).context["lines"] for number in (1, 2)]
    assert [[line.thread for line in page] for page in pages] == [[unread, newest], [answered]]


@pytest.mark.django_db
@pytest.mark.parametrize("show", ["", "waiting"])
@pytest.mark.parametrize("reader", ["learner", "mentor"])
def test_the_list_asks_the_database_no_more_for_many_talks_than_for_two(sign_in, reader, show):
    course = course_with_lessons(6)
    cohort = cohort_on(course)
    mentor, learner = mentor_of(cohort), learner_in(cohort)
    client = sign_in(mentor if reader == "mentor" else learner)
    counts = []
    for lessons in (lessons_of(course)[:2], lessons_of(course)[2:]):
        for lesson in lessons:
            thread = thread_in(cohort, lesson, learner=learner)
            send_message(thread.pk, author=learner, message_id=uuid4(), body="How do I price tea?")
        client.get("/talks/")  # the counts in the menu are kept for some seconds
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/talks/", {"show": show})
        counts.append(len(queries))
    shown = 0 if (reader, show) == ("learner", "waiting") else 6
    assert [bool(line.about) for line in page.context["lines"]] == [True] * shown
    assert counts[0] == counts[1]


@pytest.fixture
def three_ask(db):
    """A mentor whom Asha asked first and Bina then; Chitra has her answer, and the newest word was said there."""
    course = course_with_lessons(1)
    cohort = cohort_on(course)
    mentor = mentor_of(cohort)
    for number, name in enumerate(("Asha Pawar", "Bina Das", "Chitra Rao")):
        learner = learner_in(cohort, name=name)
        thread = thread_in(cohort, lessons_of(course)[0], learner=learner)
        send_message(thread.pk, author=learner, message_id=uuid4(), body="How do I begin?")
        asked_at = datetime(2026, 11, 1 + number, tzinfo=UTC)
        Message.objects.filter(thread=thread).update(received_at=asked_at)
        Thread.objects.filter(pk=thread.pk).update(waits_since=asked_at)
    send_message(thread.pk, author=mentor, message_id=uuid4(), body="With a list.")
    ThreadMember.objects.filter(thread=thread, person=mentor).update(read=1)
    return mentor


def test_who_has_waited_longest_for_an_answer_stands_first_and_it_is_said_since_when(three_ask, sign_in):
    client = sign_in(three_ask)
    page = client.get("/talks/")
    assert [str(line.others[0]) for line in page.context["lines"]] == ["Asha Pawar", "Bina Das", "Chitra Rao"]
    assert page.text.count("Waits since") == 2
    assert "Waits since 01-11-2026" in page.text
    assert "Who waits for an answer (2)" in " ".join(page.text.replace("</a>", "").split())
    waiting = client.get("/talks/", {"show": "waiting"})
    assert [str(line.others[0]) for line in waiting.context["lines"]] == ["Asha Pawar", "Bina Das"]


def test_a_look_at_a_talk_beside_the_list_is_no_reading_of_it(talk, sign_in):
    talk.say("How do I begin?")
    card = sign_in(talk.mentor).get(talk.url, {"part": "card"}).text
    assert "How do I begin?" in card
    assert "<html" not in card
    assert _read_by(talk, talk.mentor) == 0


def test_a_learner_is_not_told_who_waits(talk, sign_in):
    talk.say("One", by=talk.mentor)
    page = sign_in(talk.learner).get("/talks/").text
    assert "Waits since" not in page
    assert "Who waits" not in page


@pytest.mark.parametrize("own", [True, False])
def test_photos_and_voice_messages_are_each_drawn_by_a_template_once_and_as_it_draws_them(talk, monkeypatch, own):
    rendered = []
    portal_format._drawn_for.cache_clear()

    def draw(template: str, context: dict[str, object]) -> str:
        rendered.append(template)
        return render_to_string(template, context)

    monkeypatch.setattr(portal_format, "render_to_string", draw)
    talk.learner.name = "Lakshmi<b> Devi"
    facts = [{"width": 30, "height": 40}, {"type": "audio/webm", "seconds": 83}] * 3
    said = [
        Message(pk=uuid4(), thread=talk.thread, sequence=number, author=talk.learner, body="", attached=attached)
        for number, attached in enumerate(facts, 1)
    ]
    for _time in range(2):
        drawn = bubbles(said, talk.learner if own else talk.mentor, Reach(delivered=0, read=0))
    assert sorted(rendered) == ["talks/_message.html", "talks/_photo.html", "talks/_voice.html"]
    for message in said[:2]:
        shown = {"name": "Lakshmi<b>", "own": own, "address": f"/talks/files/{message.pk}/"}
        photo = render_to_string("talks/_photo.html", {**shown, "width": 30, "height": 40})
        voice = render_to_string("talks/_voice.html", {**shown, "length": "1:23"})
        assert (photo if message.photo else voice) in drawn
