"""Changing what is said of a cohort, for who manages it."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.errors import CertificatesNameIt, SomebodyWouldTeachHerself
from cohorts.forms import CHANGED, CohortChangeForm
from cohorts.models import Cohort, new_cohort_code
from cohorts.permissions import cohorts_managed_by
from cohorts.services import change_cohort
from core.http import form_page
from people.http import PersonRequest, person_required


@person_required
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Its name, language, organisation, place, venue and code."""
    if request.method == "GET":
        return _change(request, cohorts_managed_by(request.person), cohort_id)
    with transaction.atomic():  # of two who send at once the second is told what the first has changed
        return _change(request, cohorts_managed_by(request.person).select_for_update(of=("self",)), cohort_id)


def _change(request: PersonRequest, managed: QuerySet[Cohort], cohort_id: UUID) -> HttpResponse:
    cohort = get_object_or_404(managed.select_related("place", "organisation"), pk=cohort_id)
    form = CohortChangeForm(request.POST or None, cohort=cohort, person=request.person)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in CHANGED if name in form.fields}
        if form.cleaned_data["new_code"]:
            said["code"] = new_cohort_code()
        try:
            change_cohort(cohort, by=request.user, **said)
        except (CertificatesNameIt, SomebodyWouldTeachHerself) as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The cohort is changed. Who takes part sees it at once."))
            return redirect("cohorts:cohort", cohort_id)
    return form_page(request, "cohorts/change.html", form, cohort=cohort)
