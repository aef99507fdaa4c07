"""Who teaches and mentors a cohort, and handing it over, for who manages it."""

from collections.abc import Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts import queries, services
from cohorts.errors import NobodyWouldTrain, SheLearnsThere
from cohorts.forms import HandOverForm
from cohorts.models import Cohort
from cohorts.permissions import can_manage_cohort, cohorts_managed_by, cohorts_taught_by, hand_overs_shown_to
from core.http import form_page
from core.services import once
from people.http import PersonRequest, person_required


@person_required
@require_http_methods(["GET", "POST"])
def team(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Who does it now, what is decided, and one more hand-over. Who only teaches it reads whom to ask for one."""
    cohort = get_object_or_404(cohorts_taught_by(request.person), pk=cohort_id)
    if not can_manage_cohort(request.person, cohort):
        if request.method == "POST":
            raise Http404
        asked = queries.who_decides_in(cohort)
        return render(request, "cohorts/team.html", _team_context(request, cohort, own=set()) | {"asked": asked})
    grants = list(queries.grants_over(cohort))
    form = HandOverForm(request.POST or None, grants=grants, viewer=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            once(form.cleaned_data["form_id"], by=request.user, make=partial(_hand_over, form, cohort, request))
        except SheLearnsThere as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("It is decided, and they are told."))
            return redirect("cohorts:team", cohort_id)
    return form_page(
        request, "cohorts/team.html", form, **_team_context(request, cohort, own={grant.pk for grant in grants})
    )


@person_required
@require_POST
def call_off(request: PersonRequest, cohort_id: UUID, hand_over_id: int) -> HttpResponse:
    """What was decided for a later day is not done."""
    cohort = get_object_or_404(cohorts_managed_by(request.person), pk=cohort_id)
    decisions = hand_overs_shown_to(request.person).select_related("cohort")
    decided = get_object_or_404(decisions, pk=hand_over_id, cohort=cohort)
    services.call_off(decided, by=request.user)
    messages.success(request, _("It is called off."))
    return redirect("cohorts:team", cohort_id)


@person_required
@require_POST
def take_out(request: PersonRequest, cohort_id: UUID, grant_id: int) -> HttpResponse:
    """Somebody trains or mentors the cohort no more, and nobody takes over."""
    cohort = get_object_or_404(cohorts_managed_by(request.person), pk=cohort_id)
    grant = get_object_or_404(queries.grants_over(cohort), pk=grant_id)
    try:
        services.take_out_of_team(cohort, grant, by=request.user)
    except NobodyWouldTrain as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is told.") % {"name": grant.person.name})
    return redirect("cohorts:team", cohort_id)


def _team_context(request: PersonRequest, cohort: Cohort, *, own: Collection[int]) -> dict[str, Any]:
    """``own`` are the roles over the cohort itself that may be ended here."""
    to_come = hand_overs_shown_to(request.person).to_come().filter(cohort=cohort).select_related("given_by", "taken_by")
    return {
        "cohort": cohort,
        "team": [(grant, grant.pk in own) for grant in queries.team_of(cohort)],
        "to_come": to_come,
    }


def _hand_over(form: HandOverForm, cohort: Cohort, request: PersonRequest) -> str:
    said = {name: form.cleaned_data[name] for name in ("role", "given_by", "taken_by", "from_day")}
    services.hand_over(cohort, **said, by=request.user)
    return reverse("cohorts:team", args=[cohort.pk])
