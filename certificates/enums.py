"""The fixed lists of certificates."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ladder(TextChoices):
    """What a certificate speaks for: what she learned, or what she does since, seen in the field."""

    TRAINED = "trained", _("Trained")
    PRACTISING = "practising", _("Practising")


class CertificateStatus(TextChoices):
    """What was done with it; that it has lapsed follows from the day alone."""

    ISSUED = "issued", _("Issued")
    REPLACED = "replaced", _("Replaced by another")
    REVOKED = "revoked", _("Taken back")


class Standing(TextChoices):
    """What a certificate is worth on a day."""

    VALID = "valid", _("Valid")
    LAPSED = "lapsed", _("Lapsed")
    REPLACED = "replaced", _("Replaced by another")
    REVOKED = "revoked", _("Taken back")


LAPSING = "lapsing"
"""In lists, of what is valid: what is to be renewed before it lapses."""
ASKED = "asked"
"""In lists, of what somebody asks to be ended and nobody has answered yet."""
