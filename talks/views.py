"""The pages of threads, and the same talk over plain HTTP where no socket can be had."""

from uuid import UUID, uuid4

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import asks_for_card, is_only_kept, wants_json
from core.local_text import language_now
from core.private_files import private_file
from core.records import Outcome
from people.http import PersonRequest, person_required
from submissions.errors import TooMuchAtOnce
from submissions.services import from_page, take_from_page
from talks import queries, services
from talks.contexts import thread_contexts
from talks.enums import MESSAGE
from talks.errors import PhotoIsTooLarge, ThreadIsClosed
from talks.forms import ReceiptsForm, as_handed_in, sequence_in
from talks.permissions import files_visible_to, threads_visible_to
from talks.protocol import news_out

# In an address: of her talks those in which somebody waits.
WAITING = "waiting"
LAST_WORDS = 8
TOO_MUCH = 429


@person_required
@require_safe
def thread_list(request: PersonRequest) -> HttpResponse:
    """Her talks, those with news first; to who helps others, who has waited longest for an answer."""
    helps, waiting = bool(request.person.current_grants), request.GET.get("show") == WAITING
    page = queries.page_of_talks(request.person, request.GET.get("page"), waiting=waiting)
    lines = queries.thread_lines(list(page), request.person, language_now())
    context = {"page": page, "lines": lines, "contexts": list(thread_contexts), "helps": helps, "waiting": waiting}
    if helps:
        context["number_waiting"] = queries.number_waiting(page)
    return render(request, "talks/thread_list.html", context)


@person_required
@require_POST
def open_talk(request: PersonRequest, kind: str, key: UUID) -> HttpResponse:
    """On to the talk about something, opened now where there is none; a 404 where she would take no part in it."""
    members = thread_contexts.get(kind).opened_by(request.person, key) if kind in thread_contexts else {}
    if request.person not in members:
        raise Http404
    thread = services.open_thread(kind, key, members=members, by=request.user)
    return redirect("talks:thread", thread.pk)


@person_required
@require_safe
def thread_detail(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """The talk. Without scripts it is read and written by loading the page.

    With ``?part=card`` its last words without a frame, for the list to show beside itself: that is not reading it.
    """
    talk = _own_talk(request, thread_id)
    return _card(request, talk) if asks_for_card(request) else _page(request, talk)


@person_required
@require_safe
def thread_earlier(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """What was said before message ``?before=N``, to read only."""
    talk = _own_talk(request, thread_id)
    before = sequence_in(request.GET.get("before", ""))
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
    """By a script, GET ``?after=N``: what is new. By the plain form, POST: one message.

    Who comes back to the address of the form is led to the talk.
    """
    if request.method == "POST":
        return _take_from_page(request, thread_id)
    if wants_json(request):
        return _news(request, thread_id)
    get_object_or_404(threads_visible_to(request.person), pk=thread_id)
    return redirect("talks:thread", thread_id)


@person_required
@require_safe
def message_file(request: PersonRequest, message_id: UUID) -> FileResponse:
    """What goes with a message, for those who take part in its talk. Opened by itself it can do nothing."""
    message = get_object_or_404(files_visible_to(request.person), pk=message_id)
    return private_file(request, message.file_name, message.media_type)


@person_required
@require_POST
def thread_receipts(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """How far this device has received and she has seen, without a socket."""
    form = ReceiptsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": form.errors.get_json_data()}, status=400)
    try:
        services.record_receipts(thread_id, request.person, **form.cleaned_data)
    except ThreadIsClosed:
        raise Http404 from None
    return JsonResponse({"saved": True})


def _news(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    after = sequence_in(request.GET.get("after", ""))
    if after is None:
        return JsonResponse({"error": "after"}, status=400)
    news = queries.news_of(thread_id, after=after)
    if not news.is_for(request.person):
        raise Http404
    return JsonResponse(news_out(news))


def _take_from_page(request: PersonRequest, thread_id: UUID) -> HttpResponse:
    """A message of the plain form. The page gave it an id, so that pressing twice sends it once."""
    talk = _own_talk(request, thread_id)
    try:
        handed = from_page(MESSAGE, str(thread_id), as_handed_in(request))
        outcome = take_from_page(request.person, handed)
    except PhotoIsTooLarge as refusal:
        outcome = Outcome.of(refusal)
    if outcome.is_kept:
        return redirect("talks:thread", thread_id)
    status = TOO_MUCH if outcome.code == TooMuchAtOnce.code else 422
    return _page(request, talk, error=str(outcome.sentence), typed=request.POST.get("body", ""), status=status)


def _own_talk(request: PersonRequest, thread_id: UUID) -> queries.Talk:
    talk = queries.talk_of(thread_id, request.person)
    if talk is None:
        raise Http404
    return talk


def _card(request: PersonRequest, talk: queries.Talk) -> HttpResponse:
    thread = talk.thread
    context = {
        "thread": thread,
        "thread_messages": queries.newest_messages(thread.pk)[-LAST_WORDS:],
        "others": [member.person for member in talk.others],
        "reach": queries.reach_of(talk.others),
        "subject": queries.subjects_of([thread], language_now()).get(thread.pk),
    }
    return render(request, "talks/_thread_card.html", context)


def _page(
    request: PersonRequest, talk: queries.Talk, *, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    thread = talk.thread
    shown = queries.newest_messages(thread.pk)
    last = shown[-1].sequence if shown else 0
    role_names = thread_contexts.get(thread.context_kind).role_names
    services.note_receipts(talk.mine, delivered=last, read=0 if is_only_kept(request) else last)
    context = {
        "thread": thread,
        "thread_messages": shown,
        "others": [(member.person, role_names[member.role]) for member in talk.others],
        "reach": queries.reach_of(talk.others),
        "subject": queries.subjects_of([thread], language_now()).get(thread.pk),
        "last": last,
        "error": error,
        "typed": typed,
        "new_id": uuid4(),
    }
    return render(request, "talks/thread_detail.html", context, status=status)
