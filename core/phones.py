"""One spelling for one phone: any way of typing a number becomes E.164 before it is a key."""

import phonenumbers

from core.text import in_plain_characters

DEFAULT_REGION = "IN"


def normalise_phone(typed: str) -> str:
    """The E.164 form of ``typed``: ``९८७६५ ४३२१०`` and ``+91-98765-43210`` both give ``+919876543210``.

    Raises ValueError where it is not a possible and valid number.
    """
    try:
        number = phonenumbers.parse(in_plain_characters(typed), DEFAULT_REGION)
    except phonenumbers.NumberParseException as error:
        raise ValueError("not a phone number") from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError("not a valid phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
