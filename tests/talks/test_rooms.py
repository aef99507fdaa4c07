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
from talks.rooms import Room, Seat

THREAD = uuid4()


class Thread:
    """A thread, who takes part in it, and a room that looks at it; ``looks`` is how often."""

    def __init__(self) -> None:
        self.messages: list[SimpleNamespace] = []
        self.parts: dict = {}
        self.looks = 0
        self.room = Room(THREAD, self.look_at)

    def say(self) -> None:
        number = len(self.messages) + 1
        author = SimpleNamespace(first_name="Asha")
        self.messages.append(
            SimpleNamespace(
                pk=number, sequence=number, author_id=1, author=author, body="…", received_at=timezone.now()
            )
        )

    async def look_at(self, thread_id, after, sessions):
        self.looks += 1
        found = self.messages[after : after + MESSAGES_AT_ONCE]
        parts = {(THREAD, part.person_id): part for part in self.parts.values()}
        await asyncio.sleep(0)
        return Look(after, found, Standing(parts, set(sessions)))

    def come(self) -> "Phone":
        phone = Phone(self)
        person = phone.seat.sitting.person_id
        self.parts[person] = Part(THREAD, person, 0, 0, 0, "pin")
        self.room.seats.add(phone.seat)
        phone.seat.room = self.room
        return phone


class Phone:
    """A page with its socket. While ``is_slow`` its buffer takes nothing."""

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        self.seat = Seat(Sitting(str(uuid4()), uuid4(), "pin"), self.send)
        self.frames: list[dict] = []
        self.has: list[int] = []
        self.codes: list[int] = []
        self.free = asyncio.Event()
        self.free.set()

    async def send(self, event) -> None:
        await self.free.wait()
        if event["type"] == "websocket.close":
            self.codes.append(event["code"])
            return
        self.frames.append(json.loads(event["text"]))
        self.has += [message["sequence"] for message in self.frames[-1]["messages"]]

    async def hello(self) -> None:
        """As the consumer does: look up what is new, be passed over meanwhile, send it."""
        self.seat.begin()
        news = [message.sequence for message in self.thread.messages[len(self.has) :][:MESSAGES_AT_ONCE]]
        await asyncio.sleep(0)
        self.has += news
        self.seat.has_all(len(self.has), receipts=True)
        self.seat.end()


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
    await late.hello()
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


async def test_only_receipts_that_moved_are_sent_and_all_of_them_where_members_changed():
    thread = Thread()
    reader, other = thread.come(), thread.come()
    thread.room.stir()
    await _rest(thread)
    person = other.seat.sitting.person_id
    thread.parts[person] = thread.parts[person]._replace(delivered=1)
    thread.room.stir()
    await _rest(thread)
    assert reader.frames[-1]["partial"]
    assert [receipt["person"] for receipt in reader.frames[-1]["receipts"]] == [str(person)]
    del thread.parts[person]
    thread.room.stir()
    await _rest(thread)
    assert not reader.frames[-1]["partial"]
    assert [receipt["person"] for receipt in reader.frames[-1]["receipts"]] == [str(reader.seat.sitting.person_id)]
    assert other.codes == [4403]


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
            await phone.hello()
        case "slow":
            phone.free.clear()
        case "free":
            phone.free.set()
        case "wait":
            await asyncio.sleep(0)
