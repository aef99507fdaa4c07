"""The names of months as people type them, in every language of the portal: ``Nov``, ``नवंबर``, ``ನವೆಂಬರ್``, ``നവം.``"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP
from django.utils.translation import override

from core.enums import Language
from core.text import fold

_NAME = r"(?P<name>[^\W\d_](?:[^\s\d,/\-]*[^\s\d,./\-])?)"
_BETWEEN = r"[\s,./\-]*"
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}}){_BETWEEN}{_NAME}{_BETWEEN}(?P<year>\d{{4}}|\d\d)")
_MONTH_FIRST = re.compile(rf"{_NAME}{_BETWEEN}(?P<day>\d{{1,2}})[\s,./\-]+(?P<year>\d{{4}})")
THIS_CENTURY = 2000
# As lists have them, and Django's catalogue does not.
_ALSO_WRITTEN = {"sept": 9, "सितंबर": 9, "अक्तूबर": 10, "अक्टूबर": 10, "नवंबर": 11, "दिसंबर": 12}


def day_with_month_name(typed: str) -> date:
    """The day of ``20 Nov 2026``, ``20-Nov-26`` or ``November 20, 2026``. Raises ValueError where it is none."""
    found = _DAY_FIRST.fullmatch(typed) or _MONTH_FIRST.fullmatch(typed)
    month = _months().get(fold(found["name"]).rstrip(".")) if found else None
    if found is None or month is None:
        raise ValueError("not a day")
    year = int(found["year"])
    return date(year if year > 99 else THIS_CENTURY + year, month, int(found["day"]))


@cache
def _months() -> Mapping[str, int]:
    """{name as it is folded: its number}: whole and short, as Django knows them."""
    found = {fold(name): number for name, number in _ALSO_WRITTEN.items()}
    for language in Language.values:
        with override(language):
            for names in (MONTHS, MONTHS_3, MONTHS_AP):
                found |= {fold(str(name)).rstrip("."): number for number, name in names.items()}
    return found
