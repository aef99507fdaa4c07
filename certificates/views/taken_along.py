"""What she has earned, to take along."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certificates.credentials import CREDENTIAL, credential_of
from certificates.paper import certificate_on_paper
from certificates.permissions import certificates_on_paper_for, oversees_certificates, own_certificates
from certificates.queries import my_certificates
from certificates.signing import signed_claim
from people.http import PersonRequest, person_required


@person_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Her certificates: the paper, and the address to pass on."""
    found = [(certificate, signed_claim(certificate)) for certificate in my_certificates(request.person)]
    return render(
        request, "certificates/mine.html", {"certificates": found, "oversees": oversees_certificates(request.person)}
    )


@person_required
@require_safe
def print_certificate(request: PersonRequest, number: str) -> HttpResponse:
    """The certificate as a PDF, in its own language."""
    found = certificates_on_paper_for(request.person).select_related("organisation")
    certificate = get_object_or_404(found, number=number)
    answer = HttpResponse(certificate_on_paper(certificate), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="certificate-{certificate.number}.pdf"'
    return answer


@person_required
@require_safe
def credential(request: PersonRequest, number: str) -> HttpResponse:
    """The certificate as a file for a wallet: hers alone to take along."""
    found = own_certificates(request.person).standing().select_related("organisation")
    certificate = get_object_or_404(found, number=number)
    answer = HttpResponse(credential_of(certificate), content_type=CREDENTIAL)
    answer["Content-Disposition"] = f'attachment; filename="certificate-{certificate.number}.jwt"'
    return answer
