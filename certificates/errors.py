from datetime import date
from http import HTTPStatus

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class CertificateNotAgreed(Refusal):
    """She has not agreed, or agrees no more, that a learning record is kept."""

    code = "certificate_not_agreed"
    message = _("She has not agreed that we keep a learning record. Without it no certificate is made.")


class CertificateWasRevoked(Refusal):
    """A person took it back: no list brings it again by itself."""

    code = "certificate_was_revoked"
    message = _("This certificate was taken back. To give it again, tick “Give again” beside her name.")


class TooEarlyToRenew(Refusal):
    """It is renewed in its last days or after them."""

    code = "too_early_to_renew"

    def __init__(self, day: date) -> None:
        super().__init__(_("It can be renewed from %(day)s on.") % {"day": date_format(day)})


class NeverLapses(Refusal):
    """There is nothing to renew."""

    code = "never_lapses"
    message = _("This certificate holds for ever and need not be renewed.")


class PaperIsTheSame(Refusal):
    """A paper with the same name in the same language would be the same paper."""

    code = "paper_is_the_same"
    message = _("The name and the language are the same as on the certificate.")
    field = "name"


class AskedAlready(Refusal):
    """One request is enough until it is answered."""

    code = "asked_already"
    message = _("This was asked already, and is not answered yet.")


class TooManyLookups(Refusal):
    """Somebody goes through the numbers."""

    code = "too_many_lookups"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("Too many certificates were looked up from here. Wait a minute, then try again.")
