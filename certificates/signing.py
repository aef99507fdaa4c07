"""What is signed of a certificate: the square on its paper, and checking one."""

from django.conf import settings
from django.urls import reverse

from certificates.claims import HINT_BYTES, Claim, ClaimIsBroken, from_bytes, from_text, to_bytes, to_text
from certificates.keys import PublicKey, own_key, sign
from certificates.models import Certificate
from core.text import cut

MOST_LETTERS = 60  # of a title and an organisation; more would make the square too fine for a cheap camera


def address_of(certificate: Certificate) -> str:
    """Where anybody looks it up."""
    return f"{settings.BASE_URL}{reverse('certificates:certificate', args=[certificate.number])}"


def signed_claim(certificate: Certificate) -> str:
    """What the square says behind the address, signed by the key in use."""
    language = certificate.language
    claim = Claim(
        number=certificate.number,
        name=certificate.name,
        title=cut(certificate.titled_on_paper.value, MOST_LETTERS),
        organisation=cut(certificate.organisation.name_in(language), MOST_LETTERS),
        ladder=certificate.ladder,
        issued_on=certificate.issued_on,
        valid_until=certificate.valid_until,
    )
    signed = to_bytes(claim, own_key().digest[:HINT_BYTES])
    return to_text(signed, sign(signed))


def claim_in(text: str, keys: list[PublicKey]) -> Claim:
    """What a square claims, where one of ``keys`` has signed it. Raises ClaimIsBroken."""
    signed, signature = from_text(text)
    hint, claim = from_bytes(signed)
    if any(key.digest[:HINT_BYTES] == hint and key.has_signed(signed, signature) for key in keys):
        return claim
    raise ClaimIsBroken
