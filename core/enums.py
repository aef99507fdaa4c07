"""The fixed lists that every floor shares."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlaceLevel(TextChoices):
    """The place ladder, from the state down."""

    STATE = "state", _("State")
    DISTRICT = "district", _("District")
    BLOCK = "block", _("Block")
    GRAM_PANCHAYAT = "gram_panchayat", _("Gram panchayat")
    VILLAGE = "village", _("Village")


class Language(TextChoices):
    """The languages people read the portal in."""

    ENGLISH = "en", "English"
    HINDI = "hi", "हिन्दी"
    KANNADA = "kn", "ಕನ್ನಡ"
    MALAYALAM = "ml", "മലയാളം"
