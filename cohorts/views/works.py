"""Pictures of what learners made: those of a cohort, the form to offer one, and the picture itself."""

from base64 import b64encode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts import queries, works
from cohorts.enums import WORK
from cohorts.forms import WorkForm
from cohorts.models import Cohort
from cohorts.permissions import can_teach, cohorts_offering, takes_away, works_that_stand, works_visible_to
from cohorts.queries.works import works_in
from core.http import page_or_404
from core.private_files import private_picture
from people.enums import Purpose
from people.http import PersonRequest, person_required
from people.permissions import has_agreed
from submissions.http import hand_in_page


@person_required
@require_safe
def cohort_works(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """What its learners made, for who takes part in the cohort, teaches it or mentors it."""
    cohort = page_or_404(queries.cohort_seen_by, request.person, cohort_id)
    context = {"cohort": cohort, "works": works_in(cohort, request.person), "offers": cohort.learns or cohort.teaches}
    return render(request, "cohorts/cohort_works.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def offer(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """The form of a picture, by the phone's outbox or by its button."""
    cohort = get_object_or_404(cohorts_offering(request.person), pk=cohort_id)
    typed = _as_handed_in(request) if request.method == "POST" else None
    return hand_in_page(
        request,
        "cohorts/offer_work.html",
        WorkForm(typed, cohort=cohort, person=request.person),
        kind=WORK,
        about=str(cohort.pk),
        said=_("The picture is here. Your cohort sees it now, everybody when an editor has said yes."),
        cohort=cohort,
        may_offer=_may_offer(request, cohort),
    )


@person_required
@require_POST
def take_away(request: PersonRequest, cohort_id: UUID, work_id: UUID) -> HttpResponse:
    """At once, without a question: it can be offered again."""
    hers = works_that_stand().filter(takes_away(request.person), cohort=cohort_id)
    works.take_work_away(get_object_or_404(hers, pk=work_id), by=request.user)
    messages.success(request, _("The picture is taken away. Nobody sees it any more."))
    return redirect("cohorts:works", cohort_id)


@require_safe
def work_picture(request: HttpRequest, work_id: UUID) -> HttpResponseBase:
    """The file, for who may see it now: a browser asks again each time. Opened by itself it can do nothing."""
    work = get_object_or_404(works_visible_to(request.user), pk=work_id)
    return private_picture(request, work.file_name)


def _may_offer(request: PersonRequest, cohort: Cohort) -> bool:
    return can_teach(request.person, cohort) or has_agreed(request.person, Purpose.STORY)


def _as_handed_in(request: HttpRequest) -> QueryDict:
    """What the plain form posts, with its photo as a phone would hand it in."""
    fields = request.POST.copy()
    file = request.FILES.get("photo")
    if file is not None:
        fields["photo"] = b64encode(file.read()).decode()
    return fields
