"""What the sockets of one room ask of the database, all in one visit to its thread.

First what was sent is kept, then it is looked at what is new and who may have it, then how far readers have come is
written down: each look shows what came before it, and nobody goes twice.
"""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import translation

from core.errors import Refusal
from core.records import Outcome
from people.models import Person
from people.sittings import Sitting, person_at
from submissions.errors import TooMuchAtOnce
from submissions.http import take_record
from talks import queries, services
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
    answers = [answer(thread_id, each) for each in said]
    look = queries.look_at(thread_id, after, sessions)
    return Visit(answers, _note(thread_id, look, reached, by) if reached else look)


def answer(thread_id: UUID, said: Said) -> Answer:
    """Checked like a request: who she is and whether she still takes part is asked anew."""
    try:
        person = person_at(said.sitting)
        if person is None:
            return Answer(code=CLOSED_TO_YOU)
        with translation.override(person.language):
            return _take(person, said.frame) if isinstance(said.frame, Send) else _refuse(thread_id, said.frame())
    except TooMuchAtOnce:
        return Answer(code=TOO_FAST)
    except Exception:
        logger.exception("A frame could not be answered")
        return Answer(code=COME_AGAIN)


def _take(person: Person, frame: Send) -> Answer:
    """A record by another door than the batch: the same is done with it, and the same is said."""
    outcome = take_record(person, frame.record)
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
