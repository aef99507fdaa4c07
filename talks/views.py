"""The pages of threads, and the same talk over plain HTTP where no socket can be had."""

import logging
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import Refusal
from core.http import wants_json
from people.http import PersonRequest, person_required
from submissions.errors import TooMuchAtOnce
from submissions.services import may_hand_in
from talks import queries, services
from talks.contexts import thread_contexts
from talks.errors import ThreadIsClosed
from talks.forms import MessageForm, ReceiptsForm
from talks.models import Message
from talks.permissions import threads_visible_to
from talks.protocol import news_out

logger = logging.getLogger(__name__)

LONGEST_SEQUENCE = 10
TOO_MUCH = 429


@person_required
@require_GET
def thread_list(request: PersonRequest) -> HttpResponse:
    """Her talks, the newest first."""
    lines = queries.thread_lines(request.person, get_language() or "en")
    return render(request, "talks/thread_list.html", {"lines": lines, "contexts": list(thread_contexts)})


@person_required
@require_GET
def thread_detail(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """The talk. Without scripts it is read and written by loading the page."""
    return _page(request, _own_talk(request, thread_id))


@person_required
@require_GET
def thread_earlier(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """What was said before message ``?before=N``, to read only."""
    talk = _own_talk(request, thread_id)
    before = _sequence(request.GET.get("before", ""))
    if before is None:
        return redirect("talks:thread", thread_id)
    context = {
        "thread": talk.thread,
        "thread_messages": queries.newest_messages(thread_id, before=before),
        "reach": queries.reach_of(talk.others),
    }
    return render(request, "talks/thread_earlier.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def thread_messages(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """By a script, GET ``?after=N``: what is new, POST: one message, kept once however often it is sent.

    By the plain form, POST; who then comes back to the address of the form is led to the talk.
    """
    if request.method == "POST":
        return (_take_from_script if wants_json(request) else _take_from_page)(request, thread_id)
    _see_that_it_is_hers(request, thread_id)
    if wants_json(request):
        return _news(thread_id, request.GET.get("after", ""))
    return redirect("talks:thread", thread_id)


@person_required
@require_POST
def thread_receipts(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """How far this device has received and she has seen, without a socket."""
    _see_that_it_is_hers(request, thread_id)
    form = ReceiptsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    services.record_receipts(thread_id, request.person, **form.cleaned_data)
    return JsonResponse({"saved": True})


def _news(thread_id: UUID, typed: str) -> HttpResponse:
    after = _sequence(typed)
    if after is None:
        return JsonResponse({"error": "after"}, status=400)
    return JsonResponse(news_out(queries.news_of(thread_id, after=after)))


def _sequence(typed: str) -> int | None:
    """The number of a message in an address, or None where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST_SEQUENCE else None


def _take_from_script(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """A message of the page's script. That the thread is hers is looked up once, where the message is kept."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        _see_that_it_is_hers(request, thread_id)
        logger.warning("Malformed message to thread %s", thread_id)
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    try:
        message = _send(request, thread_id, form)
    except TooMuchAtOnce as refusal:
        return JsonResponse({"error": str(refusal)}, status=TOO_MUCH)
    except Refusal as refusal:
        _see_that_it_is_hers(request, thread_id)
        refused = {"refused": str(form.cleaned_data["id"]), "code": refusal.code, "error": str(refusal)}
        return JsonResponse(refused, status=422)
    return JsonResponse({"ack": str(message.pk), "sequence": message.sequence})


def _take_from_page(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """A message of the plain form. The page gave it an id, so that pressing twice sends it once."""
    talk = _own_talk(request, thread_id)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return redirect("talks:thread", thread_id)
    try:
        _send(request, thread_id, form)
    except Refusal as refusal:
        status = TOO_MUCH if isinstance(refusal, TooMuchAtOnce) else 422
        return _page(request, talk, error=str(refusal), typed=form.cleaned_data["body"], status=status)
    return redirect("talks:thread", thread_id)


def _send(request: PersonRequest, thread_id: UUID, form: MessageForm) -> Message:
    if not may_hand_in(request.person):
        raise TooMuchAtOnce
    try:
        return services.send_message(
            thread_id,
            author=request.person,
            message_id=form.cleaned_data["id"],
            body=form.cleaned_data["body"],
            device_at=form.cleaned_data["device_at"],
        )
    except ThreadIsClosed:
        raise Http404 from None
    except Refusal as refusal:
        logger.warning("Message to thread %s refused: %s", thread_id, refusal.code)
        raise


def _see_that_it_is_hers(request: PersonRequest, thread_id: UUID) -> None:
    get_object_or_404(threads_visible_to(request.person), pk=thread_id)


def _own_talk(request: PersonRequest, thread_id: UUID) -> queries.Talk:
    talk = queries.talk_of(thread_id, request.person)
    if talk is None:
        raise Http404
    return talk


def _page(
    request: PersonRequest, talk: queries.Talk, *, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    thread = talk.thread
    shown = queries.newest_messages(thread.pk)
    last = shown[-1].sequence if shown else 0
    role_names = thread_contexts.get(thread.context_kind).role_names
    services.record_receipts(thread.pk, request.person, delivered=last, read=last)
    context = {
        "thread": thread,
        "thread_messages": shown,
        "others": [(member.person, role_names[member.role]) for member in talk.others],
        "reach": queries.reach_of(talk.others),
        "subject": queries.subjects_of([thread], get_language() or "en").get(thread.pk),
        "last": last,
        "error": error,
        "typed": typed,
        "new_id": uuid4(),
    }
    return render(request, "talks/thread_detail.html", context, status=status)
