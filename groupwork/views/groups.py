"""Groups of a cohort: the list, who is in one, and the way it went."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.models import Cohort
from cohorts.queries import cohort_seen_by, cohort_taught_by
from core.http import form_page, page_or_404
from core.local_text import language_now
from core.services import led_to, once
from groupwork import queries, services
from groupwork.forms import GroupForm, as_uuid
from groupwork.models import Group
from groupwork.paper import path_on_paper
from groupwork.permissions import can_write, groups_taught_by, groups_visible_to
from groupwork.sheets import SHEETS
from people.http import PersonRequest, person_required
from people.models import User


@person_required
@require_safe
def group_list(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """The groups of a cohort: all to who teaches or mentors it, her own to a learner."""
    cohort = page_or_404(cohort_seen_by, request.person, cohort_id)
    context = {
        "cohort": cohort,
        "groups": queries.groups_in(cohort, request.person),
        "steps": queries.way_in(request.person, cohort) if cohort.learns else [],
    }
    return render(request, "groupwork/group_list.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def new_group(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """A group, by who teaches the cohort."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    form_id = as_uuid(request.POST.get("form_id", ""))
    made = led_to(form_id, by=request.user) if form_id else ""
    if made:  # pressed again: its own name is taken by now
        return redirect(made)
    taken = cohort.groups.values_list("name", flat=True)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        learners=queries.learners_in(cohort),
        elsewhere=queries.in_other_groups(cohort),
        taken=taken,
    )
    if request.method == "POST" and form.is_valid():
        make = partial(_make, cohort, form, request.user)
        return redirect(once(form.cleaned_data["form_id"], by=request.user, make=make))
    return form_page(request, "groupwork/group_form.html", form, cohort=cohort)


@person_required
@require_safe
def group_detail(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """What the group found out and decided, and what it can do next."""
    group = get_object_or_404(groups_visible_to(request.person).select_related("cohort"), pk=group_id)
    key = request.GET.get("session", "")
    context = {
        "group": group,
        "came_from": queries.session_offered(queries.sessions_named(group), key) if key else None,
        "members": queries.members_of(group),
        "path": queries.path_of(group),
        "writes": can_write(request.person, group),
        "teaches": groups_taught_by(request.person).filter(pk=group.pk).exists(),
        "kinds": SHEETS,
    }
    return render(request, "groupwork/group_detail.html", context)


@person_required
@require_safe
def print_path(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """The same on paper."""
    group = get_object_or_404(groups_visible_to(request.person).select_related("cohort"), pk=group_id)
    parts = queries.parts_of(queries.path_of(group))
    paper = path_on_paper(group.name, group.cohort.name, parts, language=language_now())
    return HttpResponse(paper, content_type="application/pdf")


@person_required
@require_http_methods(["GET", "POST"])
def members(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Its name and who is in it, by who teaches the cohort."""
    group = get_object_or_404(groups_taught_by(request.person).select_related("cohort"), pk=group_id)
    now = {"name": group.name, "members": [str(person.pk) for person in queries.members_of(group)]}
    taken = group.cohort.groups.exclude(pk=group.pk).values_list("name", flat=True)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial=now,
        learners=queries.learners_in(group.cohort),
        elsewhere=queries.in_other_groups(group.cohort, group),
        taken=taken,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        services.change_group(group, name=said["name"], members=said["members"], by=request.user)
        messages.success(request, _("It is written down who is in the group."))
        return redirect("groupwork:group", group.pk)
    return form_page(request, "groupwork/group_form.html", form, cohort=group.cohort, group=group)


def _make(cohort: Cohort, form: GroupForm, by: User) -> str:
    group: Group = services.make_group(
        cohort, name=form.cleaned_data["name"], members=form.cleaned_data["members"], by=by
    )
    return reverse("groupwork:group", args=[group.pk])
