"""Programmes, for who manages them: the list, one of them, making and changing it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts import queries, services
from cohorts.forms import ProgrammeForm
from cohorts.kinds import programme_parts
from cohorts.models import Programme
from cohorts.permissions import manages_programmes
from cohorts.tables import PROGRAMMES
from core.http import form_page, page_or_404
from core.local_text import language_now
from core.services import once
from courses.queries import course_in
from exchange.http import list_page
from people.http import PersonRequest, person_required
from people.models import User


@person_required
@require_safe
def programme_list(request: PersonRequest) -> HttpResponseBase:
    """Those she manages."""
    if not manages_programmes(request.person):
        raise Http404
    found = queries.programmes_in_list(request.person)
    return list_page(request, "cohorts/programme_list.html", PROGRAMMES, found, {}, name=_("Programmes"))


@person_required
@require_safe
def programme_detail(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """Its courses and blocks, and what completes it, in words."""
    programme = page_or_404(queries.programme_managed_by, request.person, programme_id)
    courses = [course_in(row.course_key, language_now()) for row in programme.courses.all()]
    context = {
        "programme": programme,
        "courses": [course for course in courses if course],
        "rule": queries.rule_in_words(programme.rule),
        "parts": [(part, reverse(part.page, args=[programme.pk]), part.lines(programme)) for part in programme_parts],
        "cohorts": programme.cohorts.order_by("-starts_on", "name")[:20],
    }
    return render(request, "cohorts/programme_detail.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def create(request: PersonRequest) -> HttpResponse:
    """A new programme."""
    if not manages_programmes(request.person):
        raise Http404
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        address = once(
            form.cleaned_data["form_id"], by=request.user, make=partial(_save, form, Programme(), request.user)
        )
        messages.success(request, _("The programme is kept. Cohorts can be planned by it."))
        return redirect(address)
    return form_page(request, "cohorts/programme_form.html", form, title=_("New programme"))


@person_required
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    """Change a programme; the plans of cohorts that are made stay as they are."""
    if request.method == "GET":
        return _change(request, programme_id)
    with transaction.atomic():  # of two who send at once the second is told what the first has changed
        services.lock_programme(programme_id)
        return _change(request, programme_id)


def _change(request: PersonRequest, programme_id: UUID) -> HttpResponse:
    programme = page_or_404(queries.programme_managed_by, request.person, programme_id)
    form = _form(request, programme)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("The programme is changed."))
        return redirect(_save(form, programme, request.user))
    return form_page(request, "cohorts/programme_form.html", form, title=programme.name, programme=programme)


def _form(request: PersonRequest, programme: Programme | None) -> ProgrammeForm:
    return ProgrammeForm(request.POST or None, person=request.person, language=language_now(), programme=programme)


def _save(form: ProgrammeForm, programme: Programme, by: User) -> str:
    services.save_programme(form.fill(programme), course_keys=form.course_keys(), blocks=form.blocks(), by=by)
    return reverse("cohorts:programme", args=[programme.pk])
