"""One spelling for one phone: any way of typing a number becomes E.164 before it is a key."""

import phonenumbers

from core.text import in_plain_characters

DEFAULT_REGION = "IN"
HOME_COUNTRY = "+91"


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


def is_mobile(phone: str) -> bool:
    """Whether ``phone`` (E.164) can get an SMS: not a land line, nor a number of shared cost or of a call centre."""
    kind = phonenumbers.number_type(phonenumbers.parse(phone))
    return kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def takes_our_sms(phone: str) -> bool:
    """Whether the portal sends SMS to ``phone`` (E.164): abroad one costs many times as much."""
    return phone.startswith(HOME_COUNTRY) and is_mobile(phone)


def readable_phone(phone: str) -> str:
    """``phone`` (E.164) as people here write it: ``98765 43210``, or with its country where that is another."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    home = number.country_code == phonenumbers.country_code_for_region(DEFAULT_REGION)
    written = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, written).removeprefix("0")
