"""Where phones hand in what they kept, and where a person sees what was not taken."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refusal
from core.http import form_page
from people.http import PersonRequest, person_required
from people.permissions import person_of
from submissions import carrying, queries, services
from submissions.errors import CannotBeRead, IsTooLarge, SomebodyElseIsIn
from submissions.forms import LARGEST_CARRIED_BYTES, CarriedFileForm
from submissions.http import take_batch
from submissions.models import Submission
from submissions.permissions import submissions_visible_to

SIGNED_OUT = 401


@require_POST
def hand_in(request: HttpRequest) -> JsonResponse:
    """A batch of a phone: an outcome for each record. What is not named in the answer is to be sent again."""
    person = person_of(request.user)
    if person is None:
        return _answer([], code="signed_out", sentence=_("You are signed out on this phone."), status=SIGNED_OUT)
    try:
        taken = take_batch(person, request)
    except (CannotBeRead, IsTooLarge, SomebodyElseIsIn) as refusal:
        return _answer([], code=refusal.code, sentence=str(refusal), status=refusal.status)
    if stopped_by := taken.stopped_by:
        return _answer(taken.outcomes, code=stopped_by.code, sentence=str(stopped_by), status=stopped_by.status)
    return _answer(taken.outcomes)


@person_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What waits on this phone, what of hers was not taken, and whom she may help."""
    context = {
        "needs": queries.needs_of(request.person),
        "others": queries.needs_helped_by(request.person),
        "largest_file": LARGEST_CARRIED_BYTES,
    }
    return render(request, "submissions/mine.html", context)


@person_required
@require_POST
def send_again(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """Hand in once more what was not taken, as it came."""
    outcome = services.send_again(_visible(request, submission_id), by=request.user)
    if outcome.is_kept:
        messages.success(request, _("It is received now."))
    else:
        messages.warning(request, str(outcome.sentence))
    return redirect("submissions:mine")


@person_required
@require_POST
def set_aside(request: PersonRequest, submission_id: UUID) -> HttpResponse:
    """It needs nobody any more."""
    services.set_aside(_visible(request, submission_id), by=request.user)
    return redirect("submissions:mine")


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: PersonRequest) -> HttpResponse:
    """Hand in the file that a phone wrote of what waits on it: one's own, or that of whom one may carry for."""
    form = CarriedFileForm(request.POST, request.FILES) if request.method == "POST" else CarriedFileForm()
    brought = None
    if form.is_valid():
        try:
            brought = carrying.hand_in_file(form.cleaned_data["file"].read(), by=request.person)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    return form_page(request, "submissions/carried.html", form, brought=brought)


@require_safe
def carrying_key(request: HttpRequest) -> JsonResponse:
    """What this phone signs with while it has no line."""
    person = person_of(request.user)
    if person is None:
        return JsonResponse({}, status=SIGNED_OUT)
    key = carrying.key_of(person)
    return JsonResponse({"id": key.id, "key": key.secret})


def _answer(outcomes: list[dict[str, Any]], *, status: int = 200, **trouble: str) -> JsonResponse:
    """The one shape of an answer; ``trouble`` is the code and the sentence of what stopped the batch."""
    return JsonResponse({"outcomes": outcomes, **trouble}, status=status)


def _visible(request: PersonRequest, submission_id: UUID) -> Submission:
    return get_object_or_404(submissions_visible_to(request.person), pk=submission_id)
