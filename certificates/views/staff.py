"""Certificates for who looks after them: the list, one of them, and what is done to it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates import services
from certificates.forms import AskingToEndForm, LeavingForm, NewPaperForm, ReasonForm
from certificates.models import Certificate
from certificates.permissions import (
    can_keep,
    certificates_asked_about_by,
    certificates_kept_by,
    certificates_overseen_by,
    is_named_to,
    is_on_paper,
    oversees_certificates,
)
from certificates.queries import certificates_in_list, certificates_without_name, ending_requests_of
from certificates.tables import CERTIFICATES
from core.errors import Refusal
from core.forms import Form
from core.http import form_page
from exchange.http import list_page
from people.http import PersonRequest, person_required

WITH_IT = ("organisation", "person", "replaced_by", "issued_by")
NEW, LEFT = "new_%s", "left_%s"  # several forms of the page ask why


@person_required
@require_safe
def certificate_list(request: PersonRequest) -> HttpResponseBase:
    """All certificates she oversees."""
    if not oversees_certificates(request.person):
        raise Http404
    title = _("Certificates")
    found = certificates_in_list(request.person)
    context = {"title": title, "unnamed": certificates_without_name(request.person)}
    return list_page(request, "certificates/list.html", CERTIFICATES, found, context, name=title)


@person_required
@require_safe
def certificate_detail(request: PersonRequest, number: str) -> HttpResponse:
    """One certificate, and what can be done to it."""
    found = get_object_or_404(certificates_overseen_by(request.person).select_related(*WITH_IT), number=number)
    return _page(request, found)


@person_required
@require_http_methods(["GET", "POST"])
def revoke(request: PersonRequest, number: str) -> HttpResponse:
    """Take it back, and say why."""
    found, form = _kept(request, number), ReasonForm(request.POST)
    said = _("The certificate is taken back. Who checks its number is told so from now on.")
    return _with_reason(request, found, partial(services.revoke, by=request.user), said, revoking=form)


@person_required
@require_http_methods(["GET", "POST"])
def ask_to_end(request: PersonRequest, number: str) -> HttpResponse:
    """Who may not end it asks who may."""
    found = get_object_or_404(certificates_asked_about_by(request.person).select_related(*WITH_IT), number=number)
    said = _("It lies on the desk of who may do it. You are told what became of it.")
    ask = partial(services.ask_to_end, by=request.person)
    return _with_reason(request, found, ask, said, asking=AskingToEndForm(request.POST))


@person_required
@require_http_methods(["GET", "POST"])
def leave_as_it_is(request: PersonRequest, number: str) -> HttpResponse:
    """Somebody asked to end it, and it stays."""
    found, form = _kept(request, number), LeavingForm(request.POST, auto_id=LEFT)
    said = _("It stays as it is. Who asked is told so.")
    return _with_reason(request, found, partial(services.leave_as_it_is, by=request.user), said, leaving=form)


@person_required
@require_http_methods(["GET", "POST"])
def replace(request: PersonRequest, number: str) -> HttpResponse:
    """Another with the name or the language put right."""
    found = _kept(request, number)
    form = NewPaperForm(request.POST, auto_id=NEW, certificate=found)
    if request.method == "GET":
        return redirect("certificates:detail", number)
    if not form.is_valid():
        return _page(request, found, naming=form)
    right = {name: form.cleaned_data[name] for name in ("name", "language", "reason")}
    try:
        following = services.replace(found, **right, by=request.user)
    except Refusal as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _page(request, found, naming=form)
    messages.success(request, _("A new certificate takes its place."))
    return redirect("certificates:detail", following.number)


@person_required
@require_http_methods(["GET", "POST"])
def renew(request: PersonRequest, number: str) -> HttpResponse:
    """Another for as many months again; who opens the page reads first what that does."""
    found = _kept(request, number)
    if request.method == "GET":
        if not (found.is_to_be_renewed and is_on_paper(found)):
            return redirect("certificates:detail", number)
        return render(
            request, "certificates/renew.html", {"certificate": found, "until": services.renewed_until(found)}
        )
    following = services.renew(found, reason=_("Renewed"), by=request.user)
    messages.success(request, _("The certificate is renewed under a new number."))
    return redirect("certificates:detail", following.number)


def _kept(request: PersonRequest, number: str) -> Certificate:
    return get_object_or_404(certificates_kept_by(request.person).select_related(*WITH_IT), number=number)


def _with_reason(
    request: PersonRequest, found: Certificate, do: Callable[..., object], said: str, **sent: Form
) -> HttpResponse:
    """``do`` it for the reason in the one form that is ``sent``; ``said`` is what she reads then."""
    form = next(iter(sent.values()))
    if request.method == "POST" and not form.is_valid():
        return _page(request, found, **sent)
    if request.method == "POST":
        do(found, reason=form.cleaned_data["reason"])
        messages.success(request, said)
    # What was refused is read in another language, or loaded again.
    return redirect("certificates:detail", found.number)


def _page(request: PersonRequest, certificate: Certificate, **sent: Form) -> HttpResponse:
    """The page of ``certificate``; ``sent`` is the form that is to be looked at again, by its name on the page."""
    forms: dict[str, Form] = {
        "naming": NewPaperForm(auto_id=NEW, certificate=certificate),
        "revoking": ReasonForm(),
        "asking": AskingToEndForm(),
        "leaving": LeavingForm(auto_id=LEFT),
        **sent,
    }
    context: dict[str, Any] = {
        "certificate": certificate,
        "shows_whose": is_on_paper(certificate),
        "is_named": is_named_to(request.person, certificate),
        "keeps": can_keep(request.person, certificate),
        "requests": ending_requests_of(certificate),
        **forms,
    }
    return form_page(request, "certificates/detail.html", next(iter(sent.values()), forms["revoking"]), **context)
