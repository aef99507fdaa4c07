"""What comes over the wire, each record taken by itself whatever its door, and the form of a page."""

import json
import logging
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.forms import Form, HiddenInput, UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from pydantic import ValidationError

from core.errors import Refusal
from core.http import form_page
from core.records import Outcome
from people.http import PersonRequest
from people.models import Person
from submissions import services
from submissions.errors import CannotBeRead, SomebodyElseIsIn, TooMuchAtOnce
from submissions.fields import query_dict
from submissions.kinds import Handed, submission_kinds
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
        try:
            outcomes.append(take_record(person, record))
        except TooMuchAtOnce as refusal:
            return Taken(outcomes, refusal)
    return Taken(outcomes)


def hand_in_page(
    request: PersonRequest, template: str, form: Form, *, kind: str, about: str = "", said: str, **context: Any
) -> HttpResponse:
    """The page of a form whose ``kind`` takes what is typed: ``said`` when it is, then on to the page of the kind.

    The form carries an ``id`` from there on, so that pressing twice is once.
    """
    if request.method == "POST" and form.is_valid():
        outcome = services.take_from_page(request.person, services.from_page(kind, about, request.POST))
        if outcome.is_kept:
            messages.success(request, said)
            return redirect(submission_kinds.get(kind).address(about))
        form.add_error(outcome.field if outcome.field in form.fields else None, str(outcome.sentence))
    form.fields["id"] = UUIDField(widget=HiddenInput, initial=uuid4, required=False)
    return form_page(request, template, form, **context)


def take_record(person: Person, sent: Any) -> dict[str, Any]:
    """What came of one record as it was ``sent``, as every door says it."""
    try:
        record = Record.model_validate(sent)
    except ValidationError:
        logger.warning("A record could not be read")
        name = sent.get("id") if isinstance(sent, dict) else None
        return {"ack": name if isinstance(name, str) else None, **Outcome.of(CannotBeRead()).as_json()}
    handed = Handed(
        id=record.id,
        kind=record.kind,
        about=record.about,
        fields=query_dict(record.fields),
        device_at=record.device_at,
        corrects=record.corrects,
    )
    return {"ack": str(record.id), **services.take(person, handed).as_json()}
