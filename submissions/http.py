"""What comes over the wire: records, each taken by itself, and the page of a form that is one record."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.forms import Form, HiddenInput, UUIDField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from pydantic import ValidationError

from core.errors import Refusal
from core.http import form_page
from core.records import Outcome
from people.http import PersonRequest
from people.models import Person
from submissions import services
from submissions.errors import CannotBeRead, FileGoesByItself, IsTooLarge, SomebodyElseIsIn, TooMuchAtOnce
from submissions.fields import query_dict
from submissions.kinds import MENDS, Handed, submission_kinds
from submissions.models import Submission
from submissions.queries import mended_by
from submissions.wire import MOST_FILES, Batch, Record

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """The outcomes of a batch; ``stopped_by`` is why what is not among them was not looked at."""

    outcomes: list[dict[str, Any]]
    stopped_by: Refusal | None = None


def take_batch(person: Person, request: HttpRequest) -> Taken:
    """What came of each record of the batch in ``request``. Raises IsTooLarge, CannotBeRead and SomebodyElseIsIn."""
    try:
        batch = Batch.model_validate(json.loads(request.body))
    except RequestDataTooBig:
        raise IsTooLarge from None
    except (ValueError, RecursionError):  # what pydantic raises is a ValueError
        logger.warning("A batch could not be read")
        raise CannotBeRead from None
    if batch.person != person.pk:
        raise SomebodyElseIsIn
    outcomes: list[dict[str, Any]] = []
    files = 0
    for record in batch.records:
        files += _holds_file(record)
        if files > MOST_FILES:
            break
        try:
            outcomes.append(take_record(person, record, sent_at=batch.sent_at))
        except TooMuchAtOnce as refusal:
            return Taken(outcomes, refusal)
    return Taken(outcomes)


def _holds_file(sent: Any) -> bool:
    """Whether somebody would have to open something of a record as it was ``sent``."""
    name = sent.get("kind") if isinstance(sent, dict) else None
    fields = sent.get("fields") if isinstance(sent, dict) else None
    kind = submission_kinds.get(name) if isinstance(name, str) and name in submission_kinds else None
    return kind is not None and isinstance(fields, dict) and kind.holds_file(fields)


def hand_in_page(
    request: PersonRequest, template: str, form: Form, *, kind: str, about: str = "", said: str, **context: Any
) -> HttpResponse:
    """The page of a form whose ``kind`` takes what is typed: ``said`` when it is, or what the kind has to say (its fact
    of that name), then on to the page of the kind.

    The form carries an ``id`` from there on, so that pressing twice is once. Where the address names what was not
    taken (``mends``), that is filled in and stands in the template with why, and what is handed in takes its place.
    """
    mended = mended_by(request.person, kind, about, request.GET.get(MENDS, ""))
    if request.method == "POST" and form.is_valid():
        outcome = services.take_from_page(
            request.person, services.from_page(kind, about, cast(QueryDict, form.data), mended)
        )
        if outcome.is_kept:
            messages.success(request, (outcome.facts or {}).get("said") or said)
            return redirect(submission_kinds.get(kind).address(about))
        form.add_error(outcome.field if outcome.field in form.fields else None, str(outcome.sentence))
    if mended and request.method != "POST":
        _fill_in(form, mended)
    form.fields["id"] = UUIDField(widget=HiddenInput, initial=uuid4, required=False)
    return form_page(request, template, form, **context, **({"mends": mended} if mended else {}))


def _fill_in(form: Form, mended: Submission) -> None:
    """What was typed; a file was not kept."""
    typed = mended.fields
    form.initial = {**form.initial, **{name: typed[name] for name in form.fields if name in typed}}


def take_record(
    person: Person, sent: Any, *, with_files: bool = True, sent_at: datetime | None = None
) -> dict[str, Any]:
    """What came of one record as it was ``sent``, as every door says it; ``sent_at`` by the clock of the phone.

    Where it is not to come ``with_files``, one that holds a file is refused before anybody opens that.
    """
    try:
        record = Record.model_validate(sent)
    except ValidationError:
        logger.warning("A record could not be read")
        name = sent.get("id") if isinstance(sent, dict) else None
        return {"ack": name if isinstance(name, str) else None, **Outcome.of(CannotBeRead()).as_json()}
    kind = submission_kinds.get(record.kind) if record.kind in submission_kinds else None
    if kind and not with_files and kind.holds_file(record.fields):
        return {"ack": str(record.id), **Outcome.of(FileGoesByItself()).as_json()}
    handed = Handed(
        id=record.id,
        kind=record.kind,
        about=record.about,
        fields=query_dict(record.fields),
        device_at=record.device_at,
        age=sent_at - record.device_at if sent_at and record.device_at else None,
        corrects=record.corrects,
    )
    return {"ack": str(record.id), **services.take(person, handed).as_json()}
