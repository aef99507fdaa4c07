"""The pages of threads, and the same talk over plain HTTP where no socket can be had."""

import logging
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cohorts.queries import my_cohorts
from core.errors import Refusal
from courses.models import LessonPage
from courses.queries import course_key_of, lesson_in, lesson_titles
from mentoring import queries, services
from mentoring.errors import NoMentorYet, ThreadIsClosed
from mentoring.forms import MessageForm, ReceiptsForm
from mentoring.models import Message, Thread
from mentoring.permissions import threads_visible_to
from people.http import PersonRequest, person_required

logger = logging.getLogger(__name__)

LONGEST_SEQUENCE = 10


@person_required
@require_GET
def thread_list(request: PersonRequest) -> HttpResponse:
    """Her talks, the newest first."""
    lines = queries.thread_lines(request.person, get_language() or "en")
    return render(request, "mentoring/thread_list.html", {"lines": lines})


@person_required
@require_POST
def ask(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """On to the talk about a lesson, opened now where there is none."""
    try:
        lesson = lesson_in(lesson_key, get_language() or "en")
    except LessonPage.DoesNotExist:
        raise Http404 from None
    course_key = course_key_of(lesson)
    cohort = next((cohort for cohort in my_cohorts(request.person) if cohort.course_key == course_key), None)
    if cohort is None:
        raise Http404
    try:
        thread = services.open_thread(request.person, cohort=cohort, lesson_key=lesson_key)
    except NoMentorYet as refusal:
        messages.warning(request, str(refusal))
        return redirect("courses:lesson", lesson_key)
    return redirect("mentoring:thread", thread.pk)


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
        return redirect("mentoring:thread", thread.pk)
    others = [member for member in queries.members_of(thread.pk) if member.person_id != request.person.pk]
    context = {
        "thread": thread,
        "thread_messages": queries.newest_messages(thread.pk, before=before),
        "reach": queries.reach_of(others),
    }
    return render(request, "mentoring/thread_earlier.html", context)


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
    return JsonResponse(queries.catch_up(thread.pk, after))


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
        return redirect("mentoring:thread", thread.pk)
    try:
        _send(request, thread.pk, form)
    except Refusal as refusal:
        return _page(request, thread, error=str(refusal), typed=form.cleaned_data["body"], status=422)
    return redirect("mentoring:thread", thread.pk)


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
    services.record_receipts(thread.pk, request.person, delivered=last, read=last)
    context = {
        "thread": thread,
        "thread_messages": shown,
        "others": others,
        "reach": queries.reach_of(others),
        "about": lesson_titles([thread.lesson_key], get_language() or "en").get(thread.lesson_key, ""),
        "last": last,
        "error": error,
        "typed": typed,
        "new_id": uuid4(),
    }
    return render(request, "mentoring/thread_detail.html", context, status=status)
