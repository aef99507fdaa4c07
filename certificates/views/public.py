"""Checking a certificate, without an account."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from certificates.bitstrings import PLACES
from certificates.credentials import CREDENTIAL, KEYS, did_document, key_set
from certificates.credentials import status_list as list_of_status
from certificates.errors import TooManyLookups
from certificates.forms import NumberForm
from certificates.kinds import RULES_OF_AWARDS
from certificates.models import Certificate
from certificates.numbering import is_number
from certificates.permissions import shows_whose_it_is
from certificates.queries import award_called, certificate_with, ended_bits, has_list, trusted_keys
from core.http import form_page, page_or_404
from core.limits import Budget, within_budget

# By address. The papers of a whole meeting are checked from one computer; who goes through the numbers needs a hundred
# thousand tries for each of a hundred thousand certificates.
LOOKUPS = Budget("certificate-lookups", most=60, seconds=60)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Type the number, or let the square be read: this page checks a signature by itself, also without a network."""
    form = NumberForm(request.GET) if "number" in request.GET else NumberForm()
    if form.is_bound and form.is_valid():
        return redirect("certificates:certificate", form.cleaned_data["number"])
    return form_page(request, "certificates/check.html", form, keys=[key.jwk for key in trusted_keys()])


@never_cache
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """What it is worth today, and no more of whom it is than stands on the paper."""
    if not is_number(number):
        return _not_there(request, NumberForm({"number": number}))
    if not within_budget(LOOKUPS, get_adapter().get_client_ip(request)):
        raise TooManyLookups
    try:
        found = certificate_with(number)
    except Certificate.DoesNotExist:
        form = NumberForm({"number": number})
        form.add_error("number", _("No certificate has this number. Check the digits, or it is not real."))
        return _not_there(request, form)
    context = {
        "certificate": found,
        "shows_whose": shows_whose_it_is(found),
        "keys": [key.jwk for key in trusted_keys()],
    }
    return render(request, "certificates/certificate.html", context)


def _not_there(request: HttpRequest, form: NumberForm) -> HttpResponse:
    """What is wrong with the number in the address, with the field to type it again."""
    context = {"form": form, "keys": [key.jwk for key in trusted_keys()]}
    return render(request, "certificates/check.html", context, status=HTTPStatus.NOT_FOUND)


@require_safe
def award(request: HttpRequest, key: str) -> HttpResponse:
    """What an award is and asks for, in words: where its credentials lead a reader to."""
    found = page_or_404(award_called, key)
    asked_for = [sentence for _app, says in RULES_OF_AWARDS.items() for sentence in says(key)]
    return render(request, "certificates/award.html", {"award": found, "asked_for": asked_for})


@cache_control(public=True, max_age=300)
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """For programs: which certificates of a list count no more; whose they are is not in it."""
    if not has_list(number, PLACES):
        raise Http404
    return HttpResponse(list_of_status(number, ended_bits(number, PLACES)), content_type=CREDENTIAL)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys that check signatures (RFC 7517)."""
    return JsonResponse(key_set(trusted_keys()), content_type=KEYS)


@require_safe
def decentralised_identifier(request: HttpRequest) -> HttpResponse:
    """Who signs: the document that ``did:web`` of the portal leads to."""
    return JsonResponse(did_document(trusted_keys()))
