"""Numbers as people here write them: 1,00,000 and digits of any Indian script."""

import re
import unicodedata
from decimal import Decimal

from django.utils.formats import number_format

from core.text import in_plain_characters

LARGEST = Decimal("1e15")
# With its digits, blanks and signs: the rule below looks at what is longer ever more slowly.
LONGEST = 60

_RUPEES = r"(?:₹|rs\.?|inr|रु\.?|रू\.?|ರೂ\.?|രൂ\.?)"
_GROUPED = r"[1-9]\d?(?:,\d\d)*,\d{3}|[1-9]\d{0,2}(?:,\d{3})+"
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?)\s*{_RUPEES}?\s*(?P<whole>{_GROUPED}|\d*)(?P<fraction>\.\d*)?\s*(?:%|{_RUPEES})?\s*(?:/[-=])?",
    re.ASCII,
)
_BLANK_BETWEEN_GROUPS = re.compile(r"(?<=\d)\s+(?=\d)|\s*,\s*")


class NumberIsTooLong(ValueError):
    """It can be read, and has more digits than are kept."""


def grouped(value: Decimal | int) -> str:
    """``value`` with Indian grouping: 100000 gives ``1,00,000``; decimals are kept as they are."""
    return number_format(value, force_grouping=True)


def percent_of(part: int, whole: int) -> int:
    """The share in whole percent, a half rounded up: 6 of 7 are 86, 1 of 8 are 13; of nothing 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def parse_number(typed: str) -> Decimal:
    """The number in ``typed``, in digits of any script: ``₹1,00,000``, ``Rs 540``, ``540/-``, ``33.3%``.

    A comma or blank stands only where a group ends (1,00,000 or 100,000): who types 12,5 is asked, not guessed at.
    Nothing has no sign: -0 is 0. Raises NumberIsTooLong, and ValueError where there is no single number in it.
    """
    if any(unicodedata.category(character) == "No" for character in typed):
        raise ValueError("a number in raised or broken digits")
    plain = " ".join(in_plain_characters(typed[: 4 * LONGEST]).replace("\u2212", "-").casefold().split())
    if len(plain) > LONGEST or len(typed) > 4 * LONGEST:
        raise ValueError("too long for a number")
    found = _NUMBER.fullmatch(_BLANK_BETWEEN_GROUPS.sub(",", plain))
    digits = found["whole"].replace(",", "") + (found["fraction"] or "") if found else ""
    if not found or not digits.strip("."):
        raise ValueError("not a number")
    number = Decimal(found["sign"] + digits)
    if abs(number) >= LARGEST:
        raise NumberIsTooLong("a number with too many digits")
    return number or abs(number)
