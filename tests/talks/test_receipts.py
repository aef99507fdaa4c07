"""How far somebody has received and read: only ever further, and never beyond what was said."""

from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.kinds import Handed
from submissions.services import take
from talks.enums import MESSAGE
from talks.errors import ThreadIsClosed
from talks.models import ThreadMember
from talks.queries import Part, members_of, reach_of, unread_threads
from talks.services import note_receipts_together, record_receipts, send_message
from talks.signals import receipts_changed

reported = st.sampled_from([0, 1, 2, 3, 4, 2_147_483_647])


@pytest.fixture
def say_three(talk):
    for body in ("One", "Two", "Three"):
        talk.say(body)
    return talk


def _reach(talk, person):
    return ThreadMember.objects.values_list("delivered", "read").get(thread=talk.thread, person=person)


def test_receipts_are_kept_for_the_one_who_sent_them(say_three):
    talk = say_three
    record_receipts(talk.thread.pk, talk.mentor, delivered=3, read=2)
    assert _reach(talk, talk.mentor) == (3, 2)
    assert _reach(talk, talk.learner) == (0, 0)


@pytest.mark.parametrize(("delivered", "read"), [(1, 1), (0, 0), (2, 0)])
def test_receipts_never_shrink(say_three, delivered, read):
    talk = say_three
    record_receipts(talk.thread.pk, talk.mentor, delivered=3, read=2)
    record_receipts(talk.thread.pk, talk.mentor, delivered=delivered, read=read)
    assert _reach(talk, talk.mentor) == (3, 2)


@pytest.mark.parametrize(("first", "second", "kept"), [((3, 1), (2, 2), (3, 2)), ((2, 2), (3, 1), (3, 2))])
def test_one_number_that_grows_does_not_let_the_other_shrink(say_three, first, second, kept):
    talk = say_three
    for delivered, read in (first, second):
        record_receipts(talk.thread.pk, talk.mentor, delivered=delivered, read=read)
    assert _reach(talk, talk.mentor) == kept


def test_receipts_never_go_beyond_the_last_message(say_three):
    talk = say_three
    record_receipts(talk.thread.pk, talk.mentor, delivered=2_147_483_647, read=2_147_483_647)
    assert _reach(talk, talk.mentor) == (3, 3)


def test_what_was_read_was_received(say_three):
    talk = say_three
    record_receipts(talk.thread.pk, talk.mentor, delivered=0, read=2)
    assert _reach(talk, talk.mentor) == (2, 2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(reported, reported), min_size=2, max_size=6))
def test_whatever_is_reported_receipts_only_grow_within_the_thread(say_three, reports):
    talk, before = say_three, (0, 0)
    ThreadMember.objects.update(delivered=0, read=0)
    for delivered, read in reports:
        record_receipts(talk.thread.pk, talk.mentor, delivered=delivered, read=read)
        after = _reach(talk, talk.mentor)
        assert before[0] <= after[0] <= 3
        assert before[1] <= after[1] <= after[0]
        before = after


def test_who_takes_no_part_leaves_no_receipt(say_three, make_talk):
    talk = say_three
    with pytest.raises(ThreadIsClosed):
        record_receipts(talk.thread.pk, make_talk().learner, delivered=3, read=3)
    assert _reach(talk, talk.learner) == _reach(talk, talk.mentor) == (0, 0)


def test_sockets_are_told_only_of_receipts_that_grew(say_three, django_capture_on_commit_callbacks):
    talk, told = say_three, []

    def listen(**kwargs):
        told.append(kwargs["thread_id"])

    receipts_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            record_receipts(talk.thread.pk, talk.mentor, delivered=3, read=3)
            record_receipts(talk.thread.pk, talk.mentor, delivered=3, read=3)
    finally:
        receipts_changed.disconnect(listen)
    assert told == [talk.thread.pk]


def test_a_message_counts_as_read_when_all_others_have_read_it(say_three):
    talk = say_three
    record_receipts(talk.thread.pk, talk.mentor, delivered=3, read=2)
    others = [member for member in members_of(talk.thread.pk) if member.person_id != talk.learner.pk]
    assert (reach_of(others).delivered, reach_of(others).read) == (3, 2)
    assert (reach_of([]).delivered, reach_of([]).read) == (0, 0)


@given(*[st.tuples(reported, reported)] * 2, st.integers(0, 4))
def test_how_far_somebody_comes_by_what_she_says_is_never_back_and_never_beyond_the_talk(before, said, last):
    part = Part(None, None, *before, last, "")
    after = part.reaching(*said)
    assert after.reaching(*said) == after
    assert after.read == max(before[1], min(said[1], last))
    assert after.delivered == max(before[0], min(said[0], last), after.read)


def test_receipts_of_many_that_came_equally_far_are_two_statements_and_one_hint(
    say_three, make_talk, django_assert_num_queries, django_capture_on_commit_callbacks
):
    talk, told = say_three, []
    people = [talk.mentor.pk, talk.learner.pk]
    record_receipts(talk.thread.pk, talk.mentor, delivered=3, read=0)

    def listen(**kwargs):
        told.append((kwargs["thread_id"], kwargs["by"]))

    receipts_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True), django_assert_num_queries(4):  # savepoints are two
            note_receipts_together(talk.thread.pk, dict.fromkeys(people, (2, 2)), by="a hub")
    finally:
        receipts_changed.disconnect(listen)
    assert _reach(talk, talk.mentor) == (3, 2)
    assert _reach(talk, talk.learner) == (2, 2)
    assert told == [(talk.thread.pk, "a hub")]


def test_who_answers_has_read_what_stood_before_her_and_not_what_came_between(say_three):
    talk = say_three
    send_message(talk.thread.pk, author=talk.mentor, message_id=uuid4(), body="Four", seen=2)
    assert _reach(talk, talk.mentor) == (2, 2)
    assert unread_threads(talk.mentor) == 1
    send_message(talk.thread.pk, author=talk.mentor, message_id=uuid4(), body="Five", seen=4)
    assert _reach(talk, talk.mentor) == (4, 4)
    assert unread_threads(talk.mentor) == 0
    send_message(talk.thread.pk, author=talk.mentor, message_id=uuid4(), body="Six", seen=2)
    assert _reach(talk, talk.mentor) == (4, 4)


@pytest.mark.parametrize(("said", "read"), [("3", 3), ("2", 2), ("", 0), ("soon", 0), ("-1", 0), ("999999999999", 0)])
def test_a_message_says_how_far_its_author_had_read(say_three, said, read):
    talk = say_three
    fields = QueryDict(mutable=True)
    fields.update({"body": "Four", "seen:last": said})
    handed = Handed(id=uuid4(), kind=MESSAGE, about=str(talk.thread.pk), fields=fields)
    assert take(talk.mentor, handed).is_kept
    assert _reach(talk, talk.mentor)[1] == read
