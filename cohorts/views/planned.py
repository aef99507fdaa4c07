"""The plan of a cohort to look at and to hang up: its sessions in a calendar, its code on paper."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts import queries, services
from cohorts.enums import CohortState
from cohorts.kinds import open_before_closing
from cohorts.models import Cohort
from cohorts.months import month_to_show, months_between, weeks_of_month
from cohorts.paper import code_on_paper
from cohorts.permissions import cohorts_managed_by, cohorts_taught_by
from core.http import page_or_404
from core.local_text import language_now
from courses.permissions import course_access
from people.http import PersonRequest, person_required


@person_required
@require_safe
def cohort_calendar(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """A month of blocks and sessions; ``?month=2026-12`` names it."""
    cohort = page_or_404(queries.cohort_seen_by, request.person, cohort_id)
    access = course_access(request.user, request.person, cohort.course_key)
    blocks = queries.block_lines(cohort, queries.course_plan(cohort, request.person, access, language_now()))
    held = [
        (timezone.localdate(line.starts_at), line) for block in blocks for line in (*block.sessions, *block.cancelled)
    ]
    first_days = {(block.number, block.own_title): block.starts_on for block in blocks}
    months = months_between([*first_days.values(), *(day for day, _line in held)])
    today = timezone.localdate()
    month = month_to_show(request.GET.get("month", ""), months, today)
    context = {
        "cohort": cohort,
        "months": months,
        "month": month,
        "weeks": weeks_of_month(month, held, blocks=first_days, today=today),
        "is_empty": not any(day in month for day, _line in held),
    }
    return render(request, "cohorts/cohort_calendar.html", context)


@person_required
@require_safe
def print_code(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """The code to hang up: how one joins, on one sheet."""
    cohort = get_object_or_404(cohorts_taught_by(request.person).select_related("place"), pk=cohort_id)
    joining = request.build_absolute_uri(reverse("cohorts:join", query={"code": cohort.code}))
    paper = code_on_paper(cohort, joining, queries.first_session_of(cohort), language=language_now())
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_http_methods(["GET", "POST"])
def decide_state(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Open a cohort, close it, or open it again. Before one is closed it is asked once, with what is still to do in it.

    Who asks for the page alone reads the question, where there is one: in another language, or again.
    """
    cohort = get_object_or_404(cohorts_managed_by(request.person), pk=cohort_id)
    if request.method == "GET":
        return _question_before_closing(request, cohort, HTTPStatus.OK) or redirect("cohorts:cohort", cohort_id)
    move = request.POST.get("move", "")
    is_to_ask = move == "close" and "asked" not in request.POST
    question = _question_before_closing(request, cohort, HTTPStatus.UNPROCESSABLE_ENTITY) if is_to_ask else None
    if question:
        return question
    services.decide_state(cohort, move, by=request.user)
    messages.success(request, _("The cohort is now: %(state)s.") % {"state": cohort.get_state_display()})
    return redirect("cohorts:cohort", cohort_id)


def _question_before_closing(request: PersonRequest, cohort: Cohort, status: HTTPStatus) -> HttpResponse | None:
    """None where it is closed already."""
    if cohort.state == CohortState.CLOSED:
        return None
    left = [sentence for says in open_before_closing for sentence in says(request.person, cohort)]
    is_before_its_end = cohort.ends_on >= timezone.localdate()
    context = {"cohort": cohort, "left": left, "is_before_its_end": is_before_its_end}
    return render(request, "cohorts/close.html", context, status=status)
