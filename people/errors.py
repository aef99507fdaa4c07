from http import HTTPStatus

from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class PersonHasNoAccount(Refusal):
    """There is nobody to sign in as."""

    code = "no_account"
    message = _("She has no account that a PIN could open.")


class PersonHasRole(Refusal):
    """Her account opens more than her own learning."""

    code = "has_role"
    message = _("She has a task in the programme. She can get a code by SMS, or ask the office.")


class TrainingConsentMissing(Refusal):
    """Nobody is enrolled whose record may not be kept."""

    code = "training_consent_missing"
    message = _("Without your agreement to keep a learning record you cannot be trained here.")


class PaperIsOlder(Refusal):
    """What she signed, she took back on that day or later."""

    code = "paper_is_older"
    message = _("She took her agreement back after she signed this. Ask her, and let her sign anew.")
    field = "consent_on"


class TokenIsUnknown(Refusal):
    """No such token, or one that was taken back or ended with the account or a new PIN: which of them is not said."""

    code = "token_unknown"
    status = HTTPStatus.UNAUTHORIZED
    message = _("This token opens nothing, or no longer.")


class TokenHasExpired(Refusal):
    """Its last day is over."""

    code = "token_expired"
    status = HTTPStatus.UNAUTHORIZED
    message = _("This token has expired. Its owner can make a new one.")


class ScopeIsMissing(Refusal):
    """The token is good, but not for this."""

    code = "scope_missing"
    status = HTTPStatus.FORBIDDEN
    message = _("This token may not do this.")


class TooManyCalls(Refusal):
    """More than one token may ask in a minute."""

    code = "too_many_calls"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("This token asks too often. Go on in a minute.")


class TokenNameIsTaken(Refusal):
    """One of hers that holds is called so."""

    code = "token_name_taken"
    message = _("You have a program of this name. Stop that one first, or choose another name.")
    field = "name"


class NoMoreSms(Refusal):
    """So many went out to this number, or from the portal, that none may for the rest of the day."""

    code = "no_more_sms"
    status = HTTPStatus.TOO_MANY_REQUESTS
    message = _("No more SMS can be sent today.")
