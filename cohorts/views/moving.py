"""Changing a plan that is made, for who teaches: what it is now, moving, cancelling, making up."""

from collections.abc import Collection, Sequence
from functools import partial
from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cohorts import queries, services
from cohorts.errors import SessionRunsLate
from cohorts.forms import CancellingForm, MakeUpForm, MoveForm, MoveOneForm
from cohorts.models import Cohort, Session
from cohorts.permissions import sessions_taught_by
from cohorts.planning import Moved, met_then
from cohorts.queries import SessionToChange, as_meeting
from core.errors import Refusal
from core.http import form_page, page_or_404
from core.local_text import language_now
from core.services import led_to, once
from people.http import PersonRequest, person_required

PAGE = "cohorts:sessions"


@person_required
@require_safe
def sessions(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """All sessions, with what may be done to each."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    lines = queries.sessions_to_change(cohort, language_now())
    context = {"cohort": cohort, "sessions": lines, "tellings": queries.tellings_of(request.person, cohort)}
    return render(request, "cohorts/sessions.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Move sessions: the old and the new dates are looked at, what stands against them, and who will be told.

    She presses once more for the very days and hours that she has looked at.
    """
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    lines = queries.sessions_to_change(cohort, language_now())
    form = _move_form(request, cohort, lines)
    if form.is_bound and _is_moved(form, request):
        return redirect(PAGE, cohort_id)
    names = {line.pk: line.name for line in lines}
    found = (
        [
            (each, names[each.meeting.key], notes)
            for each, notes in zip(form.moved, _notes(cohort, form.moved), strict=True)
        ]
        if form.moved
        else []
    )
    keys = [each.meeting.key for each in form.moved]
    context = {
        "cohort": cohort,
        "one": form.one if isinstance(form, MoveOneForm) else None,
        "found": found,
        "against": any(notes for _moved, _name, notes in found),
        "told": _told(request, cohort, keys) if found else [],
        "mark": _mark_of(form.moved),
    }
    return form_page(request, "cohorts/move.html", form, **context)


@person_required
@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, cohort_id: UUID, session_id: int) -> HttpResponse:
    """Cancel a session, once it was said who will be told; of one that was held or is cancelled it is said why not."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    of_hers = sessions_taught_by(request.person).select_related("block")
    session = get_object_or_404(of_hers, pk=session_id, block__cohort=cohort)
    if session.cancelled_at:
        messages.info(request, _("This session is cancelled already."))
        return redirect(PAGE, cohort_id)
    form = CancellingForm(request.POST if request.method == "POST" else None)
    try:
        services.check_is_to_come(session)
        if request.method == "POST" and form.is_valid():
            if services.cancel_session(session, reason=form.cleaned_data["reason"], by=request.user):
                messages.success(request, _("The session is cancelled. Below stands who is told."))
            return redirect(PAGE, cohort_id)
        refused = None
    except Refusal as refusal:
        refused = refusal
    line = next(each for each in queries.sessions_to_change(cohort, language_now()) if each.pk == session_id)
    context = {"cohort": cohort, "session": line, "told": _told(request, cohort, [session_id]), "refused": refused}
    if refused:
        return render(request, "cohorts/cancel_session.html", context, status=refused.status)
    return form_page(request, "cohorts/cancel_session.html", form, **context)


@person_required
@require_http_methods(["GET", "POST"])
def make_up(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Add a session that makes up for one that was held or cancelled.

    What stands against the hour is said first, and she presses once more for the very hour that it was said of.
    """
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    lines = queries.sessions_to_change(cohort, language_now())
    initial = {"missed": request.GET.get("for", ""), "venue": cohort.venue}
    form = MakeUpForm(request.POST or None, sessions=lines, initial=initial)
    against = _against(cohort, form, request) if form.is_bound and form.is_valid() else []
    if form.is_bound and form.is_valid() and not against:
        try:
            once(form.cleaned_data["form_id"], by=request.user, make=partial(_make_up, form, cohort, request))
        except Refusal as refusal:
            form.add_error("hour" if refusal.code == SessionRunsLate.code else "day", str(refusal))
        else:
            messages.success(request, _("The make-up session is planned, and who it is for is told."))
            return redirect(PAGE, cohort_id)
    return form_page(request, "cohorts/make_up.html", form, cohort=cohort, against=against)


def _move_form(request: PersonRequest, cohort: Cohort, lines: Sequence[SessionToChange]) -> MoveForm:
    """That of one session where the address names one that can be moved."""
    what = request.GET.get("what", "")
    form = MoveForm(request.POST or None, cohort=cohort, sessions=lines, initial={"what": what})
    one = next((each for each in form.sessions if f"session:{each.pk}" == what), None)
    return MoveOneForm(request.POST or None, cohort=cohort, sessions=lines, one=one) if one else form


def _is_moved(form: MoveForm, request: PersonRequest) -> bool:
    """Now, or by a press before this one."""
    confirmed = request.POST.get("confirm", "")
    if form.is_valid() and confirmed == _mark_of(form.moved):
        once(form.cleaned_data["form_id"], by=request.user, make=partial(_move, form, request))
        return True
    form_id = form.cleaned_data.get("form_id")
    return bool(confirmed and form_id and led_to(form_id, by=request.user))


def _mark_of(moved: Sequence[Moved]) -> str:
    """What she looked at, before and after, in short: it is sent with the press that moves it.

    Where somebody else has moved one meanwhile she looks once more.
    """
    looked_at = repr([(each.meeting, each.begins_at.isoformat(), each.venue) for each in moved])
    return sha256(looked_at.encode()).hexdigest()


def _move(form: MoveForm, request: PersonRequest) -> str:
    reason = form.cleaned_data["reason"]
    found = services.move_sessions(form.cohort, form.keys(), form.change(), by=request.user, reason=reason)
    number = len(found)
    said = ngettext(
        "%d session is moved. Below stands who is told.", "%d sessions are moved. Below stands who is told.", number
    )
    messages.success(request, said % number)
    return reverse(PAGE, args=[form.cohort.pk])


def _make_up(form: MakeUpForm, cohort: Cohort, request: PersonRequest) -> str:
    missed = _missed(form, cohort, request)
    services.add_make_up(missed, starts_at=form.starts_at(), venue=form.cleaned_data["venue"], by=request.user)
    return reverse(PAGE, args=[cohort.pk])


def _missed(form: MakeUpForm, cohort: Cohort, request: PersonRequest) -> Session:
    of_hers = sessions_taught_by(request.person).select_related("block", "lesson")
    return of_hers.get(pk=form.cleaned_data["missed"], block__cohort=cohort)


def _against(cohort: Cohort, form: MakeUpForm, request: PersonRequest) -> list[str]:
    """What stands against the hour, unless she has read it of this very hour."""
    begins_at = timezone.localtime(form.starts_at()).replace(tzinfo=None)
    if form.data.get("confirm") == begins_at.isoformat():
        return []
    return _notes(cohort, [Moved(as_meeting(_missed(form, cohort, request)), begins_at, "")], but_for=())[0]


def _notes(cohort: Cohort, moved: Sequence[Moved], *, but_for: Collection[int] | None = None) -> list[list[str]]:
    """What is to be known of each new day and hour: it asks, it does not forbid."""
    keys = [each.meeting.key for each in moved] if but_for is None else but_for
    holidays = queries.holidays_over(cohort.place)
    taken = queries.hours_taken(cohort, [each.begins_at.date() for each in moved], but_for=keys)
    off = [queries.why_off(each.begins_at.date(), holidays) for each in moved]
    return [
        [*filter(None, [why]), *met_then(each.begins_at, each.ends_at, taken)]
        for each, why in zip(moved, off, strict=True)
    ]


def _told(request: PersonRequest, cohort: Cohort, sessions: Collection[int]) -> list[str]:
    """By name."""
    rows = list(sessions_taught_by(request.person).filter(pk__in=sessions).select_related("makes_up"))
    told = queries.people_expected_at(cohort, rows).exclude(user=request.user)
    return list(told.order_by("name", "pk").values_list("name", flat=True))
