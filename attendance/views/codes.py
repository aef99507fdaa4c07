"""The code on the trainer's screen, and the page of who scans or types it."""

import segno
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from attendance import queries
from attendance.enums import Shown
from attendance.errors import CodeHasChanged, NotYourSession, TriedTooOften
from attendance.forms import CodeForm
from attendance.passes import is_short_code, seconds_left, session_of, short_code, token, window_at
from attendance.permissions import sessions_marked_by
from attendance.services import mark_herself
from cohorts.models import Session
from core.codes import plain_code
from core.errors import Refusal
from core.http import form_page
from core.limits import Budget, within_budget
from people.http import PersonRequest, person_required

TRIES = Budget("attendance-code", most=10, seconds=60)
# Who has scanned in time has time to press: the network of a hall is slow.
SEAL, SEALED_FOR = "attendance.here", 600


@never_cache
@person_required
@require_safe
def show(request: PersonRequest, session_id: int) -> HttpResponse:
    """The code of now, as a square and as letters, on the trainer's screen; its script asks for the next."""
    session = get_object_or_404(sessions_marked_by(request.person), pk=session_id)
    line = queries.line_of(session)
    now = timezone.now()
    sheet = queries.sheet_of(session, request.person)
    context = {"session": session, "line": line, "left": seconds_left(now), "sheet": sheet}
    if line.shows_code:
        window = window_at(now)
        address = reverse("attendance:scanned", args=[token(_key(), session.pk, window)])
        square = segno.make(request.build_absolute_uri(address), error="m")
        drawn = square.svg_inline(scale=8, omitsize=True, svgclass="square__drawn", lineclass=None)
        context |= {"square": mark_safe(drawn), "code": short_code(_key(), session.pk, window)}  # noqa: S308
    return render(request, "attendance/show_code.html", context)


@never_cache
@person_required
@require_safe
def scanned(request: PersonRequest, shown: str) -> HttpResponse:
    """Who scanned in time is asked to press once, who came later how to go on."""
    key = session_of(_key(), shown, timezone.now())
    session = queries.sessions_to_be_in(request.person).filter(pk=key).first() if key else None
    if session is None:
        return _once_more(request, NotYourSession() if key else CodeHasChanged())
    sealed = signing.dumps([session.pk, str(request.person.pk)], salt=SEAL)
    return render(request, "attendance/scanned.html", {"line": queries.line_of(session), "sealed": sealed})


@never_cache
@person_required
@require_http_methods(["GET", "POST"])
def here(request: PersonRequest) -> HttpResponse:
    """She types the short code, or presses after she has scanned the square."""
    form = CodeForm(request.POST if "code" in request.POST else None)
    try:
        session = _session_shown(request, form)
        if session is not None:
            _say(request, mark_herself(session, request.person))
            return redirect("attendance:mine", session.block.cohort_id)
    except Refusal as refusal:
        if not form.is_bound:
            return _once_more(request, refusal)
        form.add_error("code", str(refusal))
    return form_page(request, "attendance/here.html", form)


def _say(request: PersonRequest, shown: Shown) -> None:
    """What came of it: nobody is told that she is present of whom somebody has still to decide."""
    if shown == Shown.DIFFERS:
        messages.warning(request, _("You have scanned. Your trainer marked you absent; she decides."))
    elif shown == Shown.ALREADY:
        messages.info(request, _("You were marked already."))
    else:
        messages.success(request, _("You are marked as present. Welcome."))


def _once_more(request: PersonRequest, refusal: Refusal) -> HttpResponse:
    """What was scanned is no code of now: she scans the next one, or types what stands below it."""
    context = {"form": CodeForm(), "refused": refusal}
    return render(request, "attendance/here.html", context, status=refusal.status)


def _session_shown(request: PersonRequest, form: CodeForm) -> Session | None:
    """None where nothing was sent that can be read. Raises CodeHasChanged, NotYourSession and TriedTooOften."""
    ahead = queries.sessions_to_be_in(request.person)
    if request.method == "POST" and "sealed" in request.POST:
        return _unsealed(request, ahead)
    if not (form.is_bound and form.is_valid()):
        return None
    if not within_budget(TRIES, request.person.pk):
        raise TriedTooOften
    typed = plain_code(form.cleaned_data["code"])
    found = [each for each in ahead if _is_shown(typed, each.pk)]
    if found:
        return found[0]
    raise NotYourSession if any(_is_shown(typed, key) for key in queries.keys_with_code()) else CodeHasChanged


def _is_shown(typed: str, session: int) -> bool:
    return is_short_code(_key(), session, typed, timezone.now())


def _unsealed(request: PersonRequest, ahead: QuerySet[Session]) -> Session:
    try:
        key, person = signing.loads(request.POST["sealed"], salt=SEAL, max_age=SEALED_FOR)
    except signing.BadSignature:
        raise CodeHasChanged from None
    if person != str(request.person.pk):
        raise Http404
    session = ahead.filter(pk=key).first()
    if session is None:
        raise CodeHasChanged
    return session


def _key() -> str:
    """What codes are made by: the portal's own."""
    return str(settings.SECRET_KEY)
