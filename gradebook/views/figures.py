"""A cohort in figures, on a page and on paper."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cohorts.queries import cohort_taught_by
from core.http import page_or_404
from core.local_text import language_now
from gradebook import queries, services
from gradebook.paper import report_on_paper
from people.http import PersonRequest, person_required


@person_required
@require_safe
def figures(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Who was there, what was known before and after, what was read: drawn, with the numbers behind."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    shown = queries.figures_of(request.person, cohort, services.bring_up(cohort))
    context = {"cohort": cohort, "figures": shown, "gain": shown.tests.gain, "now": timezone.localtime()}
    return render(request, "gradebook/figures.html", context)


@person_required
@require_safe
def print_report(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """The report for the organiser, on one sheet."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    report = queries.report_of(request.person, cohort, services.bring_up(cohort))
    return HttpResponse(report_on_paper(report, language=language_now()), content_type="application/pdf")
