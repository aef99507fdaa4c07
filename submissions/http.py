"""A batch as it comes over HTTP, from a phone and from a program alike: read, and each record taken by itself."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from pydantic import ValidationError

from core.errors import Refusal
from core.records import Outcome
from people.models import Person
from submissions import services
from submissions.errors import CannotBeRead, SomebodyElseIsIn, TooMuchAtOnce
from submissions.fields import query_dict
from submissions.kinds import Handed
from submissions.wire import Batch, Record

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """The outcomes of a batch; ``stopped_by`` is why what is not among them was not looked at."""

    outcomes: list[dict[str, Any]]
    stopped_by: Refusal | None = None


def take_batch(person: Person, request: HttpRequest) -> Taken:
    """What came of each record of the batch in ``request``. Raises CannotBeRead and SomebodyElseIsIn."""
    try:
        batch = Batch.model_validate(json.loads(request.body))
    except (ValueError, RecursionError, RequestDataTooBig):  # what pydantic raises is a ValueError
        logger.warning("A batch could not be read")
        raise CannotBeRead from None
    if batch.person != person.pk:
        raise SomebodyElseIsIn
    outcomes: list[dict[str, Any]] = []
    for record in batch.records:
        if not services.may_hand_in(person):
            return Taken(outcomes, TooMuchAtOnce())
        outcomes.append(_take(person, record))
    return Taken(outcomes)


def _take(person: Person, sent: Any) -> dict[str, Any]:
    try:
        record = Record.model_validate(sent)
    except ValidationError:
        logger.warning("A record could not be read")
        name = sent.get("id") if isinstance(sent, dict) else None
        return {"ack": name, **Outcome.of(CannotBeRead()).as_json()}
    handed = Handed(
        id=record.id,
        kind=record.kind,
        about=record.about,
        fields=query_dict(record.fields),
        device_at=record.device_at,
        corrects=record.corrects,
    )
    return {"ack": str(record.id), **services.take(person, handed).as_json()}
