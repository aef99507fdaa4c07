"""What the sockets of a room end up with, whatever becomes of hints: no database, a thread that is a list."""

import asyncio
import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people.sittings import Sitting
from talks.queries import MESSAGES_AT_ONCE, Look, Part, Standing
from talks.rooms import Room, slowest_of
from talks.seats import Seat
from talks.visits import Visit

THREAD = uuid4()


class Thread:
    """A thread, who takes part in it, and a room that looks at it; ``looks`` is how often."""

    def __init__(self) -> None:
        self.messages: list[SimpleNamespace] = []
        self.parts: dict = {}
        self.looks = 0
        self.room = Room(THREAD, self.visit)

    def say(self) -> None:
        number = len(self.messages) + 1
        author = SimpleNamespace(first_name="Asha")
        self.messages.append(
            SimpleNamespace(
                pk=number,
                sequence=number,
                author_id=1,
                author=author,
                body="…",
                photo=None,
                voice=None,
                received_at=timezone.now(),
            )
        )

    async def visit(self, thread_id, after, sessions, said, reached):
        self.looks += 1
        found = self.messages[after : after + MESSAGES_AT_ONCE]
        parts = {(THREAD, part.person_id): part for part in self.parts.values()}
        await asyncio.sleep(0)
        return Visit([], Look(after, found, Standing(parts, set(sessions))))

    def come(self) -> "Phone":
        phone = Phone(self)
        person = phone.seat.sitting.person_id
        self.parts[person] = Part(THREAD, person, 0, 0, 0, "pin")
        self.room.seats.add(phone.seat)
        phone.seat.room, phone.seat.is_greeted = self.room, True
        return phone


class Phone:
    """A page with its socket. While ``is_slow`` its buffer takes nothing."""

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        self.seat = Seat(Sitting(str(uuid4()), uuid4(), "pin"), self.send)
        self.frames: list[dict] = []
        self.has: list[int] = []
        self.pongs: list[int] = []
        self.codes: list[int] = []
        self.free = asyncio.Event()
        self.free.set()

    async def send(self, event) -> None:
        await self.free.wait()
        if event["type"] == "websocket.close":
            self.codes.append(event["code"])
            return
        frame = json.loads(event["text"])
        if frame["type"] == "pong":
            self.pongs.append(frame["after"])
            return
        self.frames.append(frame)
        self.has += [message["sequence"] for message in frame["messages"]]

    def hello(self) -> None:
        """Its page says what it has."""
        self.seat.greet(len(self.has))


async def _rest(thread: Thread) -> None:
    for _ in range(40):
        await asyncio.sleep(0)
        await thread.room.rest()


async def test_a_slow_socket_holds_up_nobody_and_loses_nothing():
    thread = Thread()
    slow, others = thread.come(), [thread.come() for _ in range(3)]
    slow.free.clear()
    for number in range(1, 6):
        thread.say()
        thread.room.stir()
        await _rest(thread)
        assert [other.has[-1] for other in others] == [number] * 3
    assert slow.has == []
    slow.free.set()
    await _rest(thread)
    assert slow.has == [1, 2, 3, 4, 5]


async def test_who_comes_between_the_look_and_what_follows_from_it_gets_each_message_once():
    thread = Thread()
    first = thread.come()
    thread.say()
    thread.room.stir()
    await asyncio.sleep(0)
    assert thread.looks == 1
    late = thread.come()
    late.hello()
    thread.say()
    thread.room.stir()
    await _rest(thread)
    assert first.has == late.has == [1, 2]


async def test_who_is_hundreds_behind_gets_them_in_order_and_the_others_do_not_wait_for_it():
    thread = Thread()
    slow, quick = thread.come(), thread.come()
    slow.free.clear()
    for _ in range(5 * MESSAGES_AT_ONCE):
        thread.say()
        thread.room.stir()
        await asyncio.sleep(0)
    await _rest(thread)
    assert quick.has == list(range(1, 5 * MESSAGES_AT_ONCE + 1))
    slow.free.set()
    await _rest(thread)
    assert slow.has == quick.has


async def test_many_hints_at_once_are_one_look_more():
    thread = Thread()
    thread.come()
    for _ in range(50):
        thread.room.stir()
    await _rest(thread)
    assert thread.looks == 1


async def test_receipts_that_come_one_upon_the_other_are_looked_for_once_in_a_while():
    thread = Thread()
    thread.come()
    thread.room.stir()
    await _rest(thread)
    for _ in range(50):
        thread.room.stir_soon()
        await asyncio.sleep(0)
    assert thread.looks == 1
    thread.room.stir()
    await _rest(thread)
    assert thread.looks == 2


async def test_receipts_are_sent_where_the_slowest_are_others_or_came_further_and_then_all_that_are_needed():
    thread = Thread()
    reader, other, *_ = phones = [thread.come() for _ in range(6)]
    thread.room.stir()
    await _rest(thread)
    for phone in phones:
        person = phone.seat.sitting.person_id
        thread.parts[person] = thread.parts[person]._replace(delivered=2, read=1)
    thread.room.stir()
    await _rest(thread)
    assert not reader.frames[-1]["partial"]
    assert [(each["delivered"], each["read"]) for each in reader.frames[-1]["receipts"]] == [(2, 1)] * 2
    shown, frames = reader.frames[-1]["receipts"], len(reader.frames)
    quick = next(person for person in thread.parts if str(person) not in [each["person"] for each in shown])
    thread.parts[quick] = thread.parts[quick]._replace(delivered=3)
    thread.room.stir()
    await _rest(thread)
    assert len(reader.frames) == frames
    del thread.parts[other.seat.sitting.person_id]
    thread.room.stir()
    await _rest(thread)
    assert other.codes == [4403]
    assert str(other.seat.sitting.person_id) not in [each["person"] for each in reader.frames[-1]["receipts"]]


receipts = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=8)


@given(receipts)
def test_by_the_slowest_each_member_sees_how_far_all_others_have_come(numbers):
    parts = [Part(THREAD, uuid4(), delivered, read, 9, "pin") for delivered, read in numbers]
    slowest = slowest_of(parts)
    assert len(slowest) <= 4
    for part in parts:
        for what in ("delivered", "read"):
            others = [[getattr(each, what) for each in rows if each != part] for rows in (parts, slowest)]
            assert min(others[0]) == min(others[1])


async def test_who_says_hello_is_told_what_is_known_of_herself_and_that_this_is_all():
    thread = Thread()
    phones = [thread.come() for _ in range(6)]
    for number, part in enumerate(list(thread.parts.values())):
        thread.parts[part.person_id] = part._replace(delivered=number, read=number)
    thread.say()
    for phone in phones:
        phone.hello()
    await _rest(thread)
    assert thread.looks == 1
    for number, phone in enumerate(phones):
        told = {each["person"]: each["read"] for frame in phone.frames for each in frame["receipts"]}
        assert told[str(phone.seat.sitting.person_id)] == number
        assert phone.pongs == [1]


async def test_where_nothing_is_new_nothing_is_sent():
    thread = Thread()
    reader = thread.come()
    for _ in range(3):
        thread.room.stir()
        await _rest(thread)
    assert len(reader.frames) == 1


@pytest.mark.parametrize("change", [{"password": "another"}, None])
async def test_who_has_another_pin_or_takes_no_part_is_put_out_and_gets_nothing(change):
    thread = Thread()
    out, stays = thread.come(), thread.come()
    part = thread.parts.pop(out.seat.sitting.person_id)
    if change:
        thread.parts[part.person_id] = part._replace(**change)
    thread.say()
    thread.room.stir()
    await _rest(thread)
    assert (out.has, out.codes) == ([], [4403])
    assert (stays.has, stays.codes) == ([1], [])


steps = st.sampled_from(["say and hint", "say", "hint", "hint twice", "come", "hello", "slow", "free", "wait"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(steps, st.integers(0, 5)), max_size=30))
def test_whatever_hints_are_lost_repeated_or_late_each_socket_ends_with_each_message_once_in_order(script):
    asyncio.run(_play(script))


async def _play(script) -> None:
    thread = Thread()
    phones = [thread.come()]
    for step, which in script:
        await _take(step, thread, phones, phones[which % len(phones)])
    for phone in phones:
        phone.free.set()
    await _rest(thread)
    if thread.room.has_fallen_behind(len(thread.messages), {}):  # what is asked at intervals
        thread.room.stir()
    await _rest(thread)
    assert [phone.has for phone in phones] == [list(range(1, len(thread.messages) + 1))] * len(phones)


async def _take(step: str, thread: Thread, phones: list[Phone], phone: Phone) -> None:
    if step.startswith("say"):
        thread.say()
    for _ in range(step.count("hint") + step.count("twice")):
        thread.room.stir()
    match step:
        case "come":
            phones.append(thread.come())
        # A page says it first of all: what is on its way to it then would be sent again, and known again by its number.
        case "hello" if phone.free.is_set() and phone.seat.is_ready:
            phone.hello()
        case "slow":
            phone.free.clear()
        case "free":
            phone.free.set()
        case "wait":
            await asyncio.sleep(0)
