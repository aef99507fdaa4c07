"""Refusals of the people app."""

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
