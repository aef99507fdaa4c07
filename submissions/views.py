"""Where phones hand in what they kept, and where a person sees what was not taken."""

import json
import logging
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from pydantic import ValidationError

from core.records import Outcome
from people.http import PersonRequest, person_required
from people.models import Person
from people.permissions import person_of
from submissions import queries, services
from submissions.errors import CannotBeRead, TooMuchAtOnce
from submissions.fields import query_dict
from submissions.kinds import Handed
from submissions.models import Submission
from submissions.permissions import submissions_visible_to
from submissions.wire import Batch, Record

logger = logging.getLogger(__name__)

UNREADABLE = 400
SIGNED_OUT = 401
SOMEBODY_ELSE = 409
TOO_MUCH = 429


@require_POST
def hand_in(request: HttpRequest) -> JsonResponse:
    """A batch of a phone: an outcome for each record. What is not named in the answer is to be sent again."""
    person = person_of(request.user)
    if person is None:
        return _answer([], code="signed_out", sentence=_("You are signed out on this phone."), status=SIGNED_OUT)
    try:
        batch = Batch.model_validate(json.loads(request.body))
    except (ValueError, RecursionError, RequestDataTooBig):  # what pydantic raises is a ValueError
        logger.warning("A batch could not be read")
        return _answer([], code=CannotBeRead.code, sentence=str(CannotBeRead.message), status=UNREADABLE)
    if batch.person != person.pk:
        sentence = _("Somebody else is signed in on this phone now. What waits here goes when its owner signs in.")
        return _answer([], code="somebody_else", sentence=sentence, status=SOMEBODY_ELSE)
    return _take_all(person, batch.records)


@person_required
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """What waits on this phone, what of hers was not taken, and whom she may help."""
    context = {"needs": queries.needs_of(request.person), "others": queries.needs_helped_by(request.person)}
    return render(request, "submissions/mine.html", context)


@person_required
@require_POST
def send_again(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """Hand in once more what was not taken, as it came."""
    submission = _visible(request, submission_id)
    if not services.may_hand_in(request.person):
        messages.warning(request, str(TooMuchAtOnce.message))
        return redirect("submissions:mine")
    outcome = services.send_again(submission)
    if outcome.is_kept:
        messages.success(request, _("It is received now."))
    else:
        messages.warning(request, str(outcome.sentence))
    return redirect("submissions:mine")


@person_required
@require_POST
def set_aside(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """It needs nobody any more."""
    services.set_aside(_visible(request, submission_id))
    return redirect("submissions:mine")


def _take_all(person: Person, records: list[Any]) -> JsonResponse:
    outcomes: list[dict[str, Any]] = []
    for record in records:
        if not services.may_hand_in(person):
            return _answer(outcomes, code=TooMuchAtOnce.code, sentence=str(TooMuchAtOnce.message), status=TOO_MUCH)
        outcomes.append(_take(person, record))
    return _answer(outcomes)


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


def _answer(outcomes: list[dict[str, Any]], *, status: int = 200, **trouble: str) -> JsonResponse:
    """The one shape of an answer; ``trouble`` is the code and the sentence of what stopped the batch."""
    return JsonResponse({"outcomes": outcomes, **trouble}, status=status)


def _visible(request: PersonRequest, submission_id: UUID) -> Submission:
    return get_object_or_404(submissions_visible_to(request.person), pk=submission_id)
