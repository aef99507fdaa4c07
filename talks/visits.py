"""What the sockets of one room ask of the database, all in one visit to its thread.

First what was sent is kept, then it is looked at what is new and who may have it, then how far readers have come is
written down: each look shows what came before it, and nobody goes twice.
"""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import translation

from core.errors import Refusal
from core.records import Outcome
from people.models import Person
from people.sittings import Sitting, person_at
from submissions.errors import TooMuchAtOnce
from submissions.http import take_record
from talks import queries, services
from talks.enums import MESSAGE
from talks.errors import ThreadIsClosed
from talks.protocol import Send
from talks.queries import Look, Standing

logger = logging.getLogger(__name__)

CLOSED_TO_YOU = 4403
TOO_FAST = 1008
# Something is wrong here: the phone comes again, with all that it has no answer for.
COME_AGAIN = 1011

# How far a sitting has received and seen.
Reached = Mapping[Sitting, tuple[int, int]]


class Said(NamedTuple):
    """A frame with an answer of its own: a record, or why it could not be read."""

    sitting: Sitting
    frame: Send | type[Refusal]


class Answer(NamedTuple):
    """What is said to a frame; ``code`` closes the socket after it."""

    text: str = ""
    code: int | None = None


class Visit(NamedTuple):
    """An answer for each that was said, and what there is to see after it."""

    answers: list[Answer]
    look: Look


def visit(
    thread_id: UUID, after: int, sessions: Collection[str], said: Sequence[Said], reached: Reached, *, by: str = ""
) -> Visit:
    """``by`` names who visits: of receipts that it wrote down nobody needs to tell it."""
    answers = answers_to(thread_id, said)
    look = queries.look_at(thread_id, after, sessions)
    return Visit(answers, _note(thread_id, look, reached, by) if reached else look)


def answers_to(thread_id: UUID, said: Sequence[Said]) -> list[Answer]:
    """An answer for each, in their order. Messages to the thread that came together wait for the disk once."""
    answers: list[Answer] = []
    for are_messages, group in groupby(said, key=lambda each: _is_message_to(thread_id, each.frame)):
        frames = list(group)
        together = _answer_together(thread_id, frames) if are_messages and len(frames) > 1 else None
        answers += together or [_answer(thread_id, each) for each in frames]
    return answers


def _answer_together(thread_id: UUID, said: Sequence[Said]) -> list[Answer] | None:
    """The answers to all, kept by one commit; None, and nothing is kept, where something is wrong with one of them."""
    try:
        with transaction.atomic():
            answers = [_answer_frame(thread_id, each) for each in said]
            is_broken = transaction.get_rollback()
    except Exception as error:
        logger.warning("Messages that came together are taken one by one: %s", type(error).__name__)
        return None
    return None if is_broken else answers


def _answer(thread_id: UUID, said: Said) -> Answer:
    try:
        return _answer_frame(thread_id, said)
    except Exception:
        logger.exception("A frame could not be answered")
        return Answer(code=COME_AGAIN)


def _answer_frame(thread_id: UUID, said: Said) -> Answer:
    """Checked like a request: who she is and whether she still takes part is asked anew."""
    person = person_at(said.sitting)
    if person is None:
        return Answer(code=CLOSED_TO_YOU)
    try:
        with translation.override(person.language):
            return _take(person, said.frame) if isinstance(said.frame, Send) else _refuse(thread_id, said.frame())
    except TooMuchAtOnce:
        return Answer(code=TOO_FAST)


def _is_message_to(thread_id: UUID, frame: Send | type[Refusal]) -> bool:
    """Whether that and nothing else is locked by taking it: what locks more goes by itself."""
    record = frame.record if isinstance(frame, Send) else None
    return isinstance(record, dict) and (record.get("kind"), record.get("about")) == (MESSAGE, str(thread_id))


def _take(person: Person, frame: Send) -> Answer:
    """A record by another door than the batch: the same is done with it, and the same is said.

    All rooms of a process wait for one visit: what holds a file goes by the batch.
    """
    outcome = take_record(person, frame.record, with_files=False)
    return _outcome(outcome, CLOSED_TO_YOU if outcome.get("code") == ThreadIsClosed.code else None)


def _refuse(thread_id: UUID, refusal: Refusal) -> Answer:
    """A frame that cannot be read; whose record it may have been is not known."""
    logger.warning("Frame on thread %s refused: %s", thread_id, refusal.code)
    return _outcome({"ack": None, **Outcome.of(refusal).as_json()})


def _outcome(outcome: dict[str, Any], code: int | None = None) -> Answer:
    return Answer(json.dumps({"type": "outcome", **outcome}, ensure_ascii=False), code)


def _note(thread_id: UUID, look: Look, reached: Reached, by: str) -> Look:
    """Write down how far those have come who take part, and look as if it had been so before."""
    parts = dict(look.standing.parts)
    moved = {}
    for sitting, numbers in reached.items():
        part = parts.get((thread_id, sitting.person_id))
        if part and look.standing.admits(thread_id, sitting) and part.reaching(*numbers) != part:
            moved[sitting.person_id] = parts[thread_id, sitting.person_id] = part.reaching(*numbers)
    services.note_receipts_together(thread_id, {person: part.receipt for person, part in moved.items()}, by=by)
    return Look(look.after, look.messages, Standing(parts, look.standing.sessions))
