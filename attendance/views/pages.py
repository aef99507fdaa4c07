"""The pages of attendance: the sessions, the list to mark, one's own days."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from attendance import queries
from attendance.enums import ATTENDANCE, MARKED, Reason
from attendance.permissions import cohorts_been_in, sessions_marked_by
from cohorts.kinds import session_parts
from cohorts.models import Session
from cohorts.permissions import cohorts_taught_by, teaches_cohorts
from core.records import Outcome
from people.http import PersonRequest, person_required
from submissions.services import from_page, take_from_page


@person_required
@require_safe
def today(request: PersonRequest) -> HttpResponse:
    """What meets today, first; then those of which attendance is not taken."""
    if not teaches_cohorts(request.person):
        raise Http404
    taught = cohorts_taught_by(request.person)
    context = {"today": queries.sessions_of_today(taught), "open": queries.sessions_not_taken(taught)}
    return render(request, "attendance/today.html", context)


@person_required
@require_safe
def cohort_sessions(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """All sessions of a cohort: held, not taken, to come."""
    cohort = get_object_or_404(cohorts_taught_by(request.person), pk=cohort_id)
    sessions = sessions_marked_by(request.person).filter(block__cohort=cohort, cancelled_at=None)
    lines = queries.session_lines(sessions.order_by("starts_at", "pk"), says_who_is_open=True)
    return render(request, "attendance/cohort_sessions.html", {"cohort": cohort, "sessions": lines})


@person_required
@require_safe
def my_days(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Her own days in a cohort that she takes part in."""
    cohort = get_object_or_404(cohorts_been_in(request.person), pk=cohort_id)
    days, lines = queries.days_of_her(cohort, request.person)
    return render(request, "attendance/my_days.html", {"cohort": cohort, "days": days, "lines": lines})


@person_required
@require_safe
def session_detail(request: PersonRequest, session_id: int) -> HttpResponse:
    """How a session was marked, by whom and when, and what somebody has to decide."""
    session = _session(request, session_id)
    sheet = queries.sheet_of(session, request.person)
    context = {
        "session": session,
        "line": queries.line_of(session),
        "sheet": sheet,
        "rounds": queries.rounds_of(queries.history_of(session, request.person, sheet)),
        "parts": [part for add in session_parts if (part := add(request.person, session))],
        "photos": queries.photos_of(session, request.person),
    }
    return render(request, "attendance/session_detail.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def mark(request: PersonRequest, session_id: int) -> HttpResponse:
    """The list of names with what is said of each. The phone's outbox hands in the same fields as the button."""
    session = _session(request, session_id)
    if request.method == "POST":
        outcome = take_from_page(request.person, from_page(ATTENDANCE, str(session.pk), request.POST))
        if outcome.is_kept:
            messages.success(request, _("Attendance is written down."))
            return redirect("attendance:session", session.pk)
        return _mark_page(request, session, outcome)
    return _mark_page(request, session)


def _mark_page(request: PersonRequest, session: Session, refused: Outcome | None = None) -> HttpResponse:
    sheet, earlier = queries.sheet_of(session, request.person), queries.earlier_of(session)
    if earlier:
        sheet = queries.with_earlier(sheet, earlier, is_offered=request.GET.get("as") == str(earlier.pk))
    context = {
        "session": session,
        "line": queries.line_of(session),
        "sheet": sheet,
        "earlier": earlier,
        "presences": tuple((str(each), each.label) for each in MARKED),
        "reasons": tuple(Reason.choices),
        "refused": refused,
        "typed": request.POST,
    }
    return render(request, "attendance/mark.html", context, status=422 if refused else 200)


def _session(request: PersonRequest, session_id: int) -> Session:
    return get_object_or_404(sessions_marked_by(request.person), pk=session_id)
