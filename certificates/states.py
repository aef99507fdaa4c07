"""How a certificate ends."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from certificates.enums import CertificateStatus
from certificates.models import Certificate
from certificates.permissions import can_keep
from core.states import Move, Path
from people.permissions import person_of


def may_keep(user: Any, certificate: Certificate) -> bool:
    """Who looks after certificates there."""
    return can_keep(person_of(user), certificate)


CERTIFICATE = Path(
    states=CertificateStatus,
    reason_field="reason",
    moves=[
        Move(
            name="revoke",
            label=_("Take back"),
            sources={CertificateStatus.ISSUED},
            target=CertificateStatus.REVOKED,
            may=may_keep,
            action="certificate.revoked",
            needs_reason=True,
        ),
        Move(
            name="replace",
            label=_("Replace"),
            sources={CertificateStatus.ISSUED},
            target=CertificateStatus.REPLACED,
            may=may_keep,
            action="certificate.replaced",
            needs_reason=True,
        ),
    ],
)
