"""Changing a plan that is made, for who teaches: what it is now, moving, cancelling, making up."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cohorts import queries, services
from cohorts.forms import MakeUpForm, MoveForm
from cohorts.models import Cohort, Session
from cohorts.permissions import people_attending
from cohorts.planning import SUNDAY
from core.errors import Refusal
from core.http import form_page, page_or_404
from core.local_text import language_now
from core.services import once
from people.http import PersonRequest, person_required

PAGE = "cohorts:sessions"


@person_required
@require_safe
def sessions(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """All sessions, with what may be done to each."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    lines = queries.sessions_to_change(cohort, language_now())
    return render(request, "cohorts/sessions.html", {"cohort": cohort, "sessions": lines})


@person_required
@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Move sessions: the old and the new dates are looked at, and who will be told, before it is done."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    lines = queries.sessions_to_change(cohort, language_now())
    initial = {"what": request.GET.get("what", "")}
    form = MoveForm(request.POST or None, cohort=cohort, sessions=lines, initial=initial)
    if request.method == "POST" and form.is_valid() and "confirm" in request.POST:
        once(form.cleaned_data["form_id"], by=request.user, make=partial(_move, form, request))
        return redirect(PAGE, cohort_id)
    holidays = queries.holidays_over(cohort.place) if form.is_bound and form.moved else {}
    found = [(each, _note(each.begins_at, holidays)) for each in form.moved]
    context = {"cohort": cohort, "found": found, "told": _told(request, cohort) if found else 0}
    return form_page(request, "cohorts/move.html", form, **context)


@person_required
@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, cohort_id: UUID, session_id: int) -> HttpResponse:
    """Cancel a session, once it was said who will be told."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    session = get_object_or_404(Session.objects.select_related("block"), pk=session_id, block__cohort=cohort)
    if request.method == "POST":
        services.cancel_session(session, by=request.user)
        messages.success(request, _("The session is cancelled, and who would go there is told."))
        return redirect(PAGE, cohort_id)
    line = next(each for each in queries.sessions_to_change(cohort, language_now()) if each.pk == session_id)
    context = {"cohort": cohort, "session": line, "told": _told(request, cohort)}
    return render(request, "cohorts/cancel_session.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def make_up(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Add a session that makes up for one that was held or cancelled."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    lines = queries.sessions_to_change(cohort, language_now())
    initial = {"missed": request.GET.get("for", ""), "venue": cohort.venue}
    form = MakeUpForm(request.POST or None, sessions=lines, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            once(form.cleaned_data["form_id"], by=request.user, make=partial(_make_up, form, cohort, request))
        except Refusal as refusal:
            form.add_error("hour" if refusal.code == "sessions_run_late" else "day", str(refusal))
        else:
            messages.success(request, _("The make-up session is planned, and everybody is told."))
            return redirect(PAGE, cohort_id)
    return form_page(request, "cohorts/make_up.html", form, cohort=cohort, told=_told(request, cohort))


def _move(form: MoveForm, request: PersonRequest) -> str:
    found = services.move_sessions(form.cohort, form.keys(), form.change(), by=request.user)
    number = len(found)
    said = ngettext(
        "%d session is moved, and everybody is told.", "%d sessions are moved, and everybody is told.", number
    )
    messages.success(request, said % number)
    return reverse(PAGE, args=[form.cohort.pk])


def _make_up(form: MakeUpForm, cohort: Cohort, request: PersonRequest) -> str:
    missed = Session.objects.select_related("block", "lesson").get(pk=form.cleaned_data["missed"], block__cohort=cohort)
    services.add_make_up(missed, starts_at=form.starts_at(), venue=form.cleaned_data["venue"], by=request.user)
    return reverse(PAGE, args=[cohort.pk])


def _note(begins_at: datetime, holidays: Mapping[date, str]) -> str:
    """What is to be known of the new day: it asks, it does not forbid."""
    if begins_at.date() in holidays:
        return holidays[begins_at.date()]
    return _("Sunday") if begins_at.isoweekday() == SUNDAY else ""


def _told(request: PersonRequest, cohort: Cohort) -> int:
    return people_attending(cohort).exclude(user=request.user).count()
