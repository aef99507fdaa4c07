"""What the cohorts of a programme do in the field between their blocks, for who manages the programme."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assignments import queries, services
from assignments.enums import Means
from assignments.forms import PlannedForm
from assignments.models import PlannedAssignment
from assignments.permissions import planned_by
from cohorts.models import Programme
from cohorts.permissions import programmes_managed_by
from core.http import form_page
from core.services import once
from people.http import PersonRequest, person_required


@person_required
@require_safe
def of_programme(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """All that is planned, in order, and whether it is enough to complete."""
    programme = _managed(request, programme_id)
    titles = {block.number: str(block) for block in programme.blocks.all()}
    planned = list(queries.planned_for(programme))
    lines = [(each, queries.when_planned(each, titles)) for each in planned]
    context = {"programme": programme, "lines": lines, "too_few": queries.too_few(programme, planned)}
    return render(request, "assignments/programme.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def plan_new(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """One more."""
    programme = _managed(request, programme_id)
    starts = {"takes": [Means.TEXT, Means.PHOTO], "counts": True, "form_id": uuid4()}
    form = PlannedForm(request.POST or None, programme=programme, initial=starts)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            services.plan_assignment(form.fill(PlannedAssignment(programme=programme)), by=request.user)
            return reverse("assignments:programme", args=[programme.pk])

        address = once(form.cleaned_data["form_id"], by=request.user, make=make)
        messages.success(request, _("It is kept. Cohorts that are planned from now on get it."))
        return redirect(address)
    return form_page(request, "assignments/planned_form.html", form, programme=programme)


@person_required
@require_http_methods(["GET", "POST"])
def change_planned(request: PersonRequest, programme_id: UUID, planned_id: int) -> HttpResponse:
    """Change one; where it is set already it stays as it was."""
    programme = _managed(request, programme_id)
    planned = get_object_or_404(planned_by(request.person), pk=planned_id, programme=programme)
    form = PlannedForm(request.POST or None, programme=programme, initial=model_to_dict(planned))
    if request.method == "POST" and form.is_valid():
        services.plan_assignment(form.fill(planned), by=request.user)
        messages.success(request, _("It is kept. Cohorts that are planned from now on get it."))
        return redirect("assignments:programme", programme.pk)
    return form_page(request, "assignments/planned_form.html", form, programme=programme, planned=planned)


@person_required
@require_POST
def drop_planned(request: PersonRequest, programme_id: UUID, planned_id: int) -> HttpResponse:
    """Set it for no further cohort."""
    planned = get_object_or_404(planned_by(request.person), pk=planned_id, programme=programme_id)
    services.drop_planned(planned, by=request.user)
    messages.success(request, _("No further cohort gets it. Where it is set, it stays."))
    return redirect("assignments:programme", programme_id)


def _managed(request: PersonRequest, programme_id: UUID) -> Programme:
    found = programmes_managed_by(request.person).prefetch_related("blocks")
    return get_object_or_404(found, pk=programme_id)
