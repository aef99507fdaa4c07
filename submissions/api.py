"""Handing in by a program, and what was not taken."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from ninja import Router, Schema

from people.bearer import ProgramRequest, needs
from people.enums import TokenScope
from submissions.http import take_batch
from submissions.models import Submission
from submissions.queries import needs_of
from submissions.wire import Batch

router = Router(tags=["submissions"])


class Outcome(Schema):
    """What came of one record: applied, duplicate, held or refused; ``field`` is where the trouble lies, and of several
    fields that are wrong ``faults`` says what is with each.
    """

    ack: str | None
    state: str
    code: str = ""
    sentence: str = ""
    field: str = ""
    faults: dict[str, str] = {}
    facts: dict[str, Any] = {}


class Outcomes(Schema):
    """One outcome a record. What is not named was not looked at, and is to be sent again."""

    outcomes: list[Outcome]


class Waiting(Schema):
    """Something that was held or refused and still waits for her, as it came."""

    id: UUID
    kind: str
    about: str
    state: str
    code: str
    sentence: str
    field: str
    fields: dict[str, Any]
    received_at: datetime


# Read in submissions.http, as from a phone; described here.
BATCH = {"requestBody": {"required": True, "content": {"application/json": {"schema": Batch.model_json_schema()}}}}
HAND_IN = needs(TokenScope.SUBMISSIONS_WRITE)
HAND_IN["openapi_extra"] |= BATCH


@router.get("/submissions", response=list[Waiting], url_name="submissions", **needs(TokenScope.SUBMISSIONS_READ))
def submissions(request: ProgramRequest) -> list[dict[str, Any]]:
    """What she handed in that was held or refused and still waits, the newest first; at most 100."""
    return [_waiting(need.submission) for need in needs_of(request.auth.person)]


@router.post("/submissions", response=Outcomes, exclude_unset=True, url_name="submissions", **HAND_IN)
def hand_in(request: ProgramRequest) -> HttpResponse | dict[str, Any]:
    """Hand in a batch of her records. The same record again changes nothing and is answered as the first time."""
    taken = take_batch(request.auth.person, request)
    if taken.stopped_by is None:
        return {"outcomes": taken.outcomes}
    why = {"error": str(taken.stopped_by), "code": taken.stopped_by.code}
    return JsonResponse({"outcomes": taken.outcomes, **why}, status=taken.stopped_by.status)


def _waiting(row: Submission) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "about": row.about,
        "state": row.standing,
        "code": row.code,
        "sentence": row.sentence,
        "field": row.field,
        "fields": row.fields,
        "received_at": row.received_at,
    }
