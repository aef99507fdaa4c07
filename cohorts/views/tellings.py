"""How the people of a cohort were reached who were told of a change of its plan."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cohorts import queries
from core.http import page_or_404
from people.http import PersonRequest, person_required


@person_required
@require_safe
def telling(request: PersonRequest, cohort_id: UUID, telling_id: UUID) -> HttpResponse:
    """Person by person, who was not reached first."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    line, reach, unnamed = page_or_404(queries.telling_seen_by, request.person, cohort, telling_id)
    context = {"cohort": cohort, "line": line, "reach": reach, "unnamed": unnamed}
    return render(request, "cohorts/telling.html", context)
