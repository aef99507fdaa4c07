"""The pages of threads, and the same talk over plain HTTP where no socket can be had."""

import logging
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import Refusal
from people.http import PersonRequest, person_required
from talks import queries, services
from talks.contexts import thread_contexts
from talks.errors import ThreadIsClosed
from talks.forms import MessageForm, ReceiptsForm
from talks.models import Message, Thread
from talks.permissions import threads_visible_to
from talks.protocol import news_out

logger = logging.getLogger(__name__)

LONGEST_SEQUENCE = 10


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
    thread = _own_thread(request, thread_id)
    return _page(request, thread)


@person_required
@require_GET
def thread_earlier(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """What was said before message ``?before=N``, to read only."""
    thread = _own_thread(request, thread_id)
    before = _sequence(request.GET.get("before", ""))
    if before is None:
        return redirect("talks:thread", thread.pk)
    others = [member for member in queries.members_of(thread.pk) if member.person_id != request.person.pk]
    context = {
        "thread": thread,
        "thread_messages": queries.newest_messages(thread.pk, before=before),
        "reach": queries.reach_of(others),
    }
    return render(request, "talks/thread_earlier.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def thread_messages(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """GET ``?after=N``: what is new. POST: one message, kept once however often it is sent."""
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _take_from_script(request, thread_id)
    thread = _own_thread(request, thread_id)
    return _news(request, thread) if request.method == "GET" else _take_from_page(request, thread)


@person_required
@require_POST
def thread_receipts(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """How far this device has received and she has seen, without a socket."""
    thread = _own_thread(request, thread_id)
    form = ReceiptsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    services.record_receipts(thread.pk, request.person, **form.cleaned_data)
    return JsonResponse({"saved": True})


def _news(request: PersonRequest, thread: Thread) -> HttpResponse:
    after = _sequence(request.GET.get("after", ""))
    if after is None:
        return JsonResponse({"error": "after"}, status=400)
    return JsonResponse(news_out(queries.messages_after(thread.pk, after), queries.members_of(thread.pk)))


def _sequence(typed: str) -> int | None:
    """The number of a message in an address, or None where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST_SEQUENCE else None


def _take_from_script(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """A message of the page's script. That the thread is hers is looked up once, where the message is kept."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        thread = _own_thread(request, thread_id)
        logger.warning("Malformed message to thread %s", thread.pk)
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    try:
        message = _send(request, thread_id, form)
    except Refusal as refusal:
        _own_thread(request, thread_id)
        refused = {"refused": str(form.cleaned_data["id"]), "code": refusal.code, "error": str(refusal)}
        return JsonResponse(refused, status=422)
    return JsonResponse({"ack": str(message.pk), "sequence": message.sequence})


def _take_from_page(request: PersonRequest, thread: Thread) -> HttpResponse:
    """A message of the plain form. The page gave it an id, so that pressing twice sends it once."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return redirect("talks:thread", thread.pk)
    try:
        _send(request, thread.pk, form)
    except Refusal as refusal:
        return _page(request, thread, error=str(refusal), typed=form.cleaned_data["body"], status=422)
    return redirect("talks:thread", thread.pk)


def _send(request: PersonRequest, thread_id: UUID, form: MessageForm) -> Message:
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


def _own_thread(request: PersonRequest, thread_id: UUID) -> Thread:
    return get_object_or_404(threads_visible_to(request.person), pk=thread_id)


def _page(
    request: PersonRequest, thread: Thread, *, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    shown = queries.newest_messages(thread.pk)
    last = shown[-1].sequence if shown else 0
    others = [member for member in queries.members_of(thread.pk) if member.person_id != request.person.pk]
    role_names = thread_contexts.get(thread.context_kind).role_names
    services.record_receipts(thread.pk, request.person, delivered=last, read=last)
    context = {
        "thread": thread,
        "thread_messages": shown,
        "others": [(member.person, role_names[member.role]) for member in others],
        "reach": queries.reach_of(others),
        "subject": queries.subjects_of([thread], get_language() or "en").get(thread.pk),
        "last": last,
        "error": error,
        "typed": typed,
        "new_id": uuid4(),
    }
    return render(request, "talks/thread_detail.html", context, status=status)
