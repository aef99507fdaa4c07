"""What was recorded for an assignment: a table of all whose work the reader sees."""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assignments import queries
from assignments.permissions import assignments_read_by
from assignments.tables import recorded_table
from exchange.http import list_page
from people.http import PersonRequest, person_required


@person_required
@require_safe
def recorded(request: PersonRequest, assignment_id: UUID) -> HttpResponseBase:
    """A line for each, a column for each thing that is asked, and what the numbers come to."""
    found = assignments_read_by(request.person).select_related("cohort")
    assignment = get_object_or_404(found, pk=assignment_id)
    records = queries.records_of(assignment, request.person)
    asked = queries.asked_over_time(assignment, records)
    context: dict[str, Any] = {"title": _("What was recorded"), "assignment": assignment}
    if "file" not in request.GET:
        context["sums"] = queries.sums_recorded(records, asked)
    return list_page(
        request,
        "assignments/recorded.html",
        recorded_table(asked),
        queries.by_answers(records, asked),
        context,
        name=assignment.title,
        about=assignment,
    )
