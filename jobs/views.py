"""What somebody asked for that takes its time: how far it is, and what came of it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jobs.queries import long_jobs_of

JOBS_A_PAGE = 30


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All that she asked for."""
    page = Paginator(long_jobs_of(request.user), JOBS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "jobs/mine.html", {"page": page})


@login_required
@require_safe
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One of them. Without JavaScript the page looks again by itself until it is over."""
    long = get_object_or_404(long_jobs_of(request.user), pk=job_id)
    return render(request, "jobs/job.html", {"long": long, "refresh": not long.is_over})


@login_required
@require_safe
def progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part of the page that changes."""
    long = get_object_or_404(long_jobs_of(request.user), pk=job_id)
    return render(request, "jobs/_progress.html", {"long": long})


@login_required
@require_safe
def result(request: HttpRequest, job_id: UUID) -> HttpResponseBase:
    """The file that came of it."""
    long = get_object_or_404(long_jobs_of(request.user), pk=job_id)
    if not long.result:
        raise Http404
    return FileResponse(long.result.open("rb"), as_attachment=True, filename=long.result_name)
