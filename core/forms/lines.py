"""Lines of fields, of which a form shows some: more come by a press, also without scripts."""

from collections.abc import Mapping
from typing import Any

LINES_SHOWN = 4


def number_of_lines(said: Mapping[str, Any], *, most: int, more: bool) -> int:
    """How many lines a form shows that has so many ``rows`` by what is ``said`` in it; ``more`` where that was pressed.

    >>> number_of_lines({}, most=32, more=False), number_of_lines({"rows": 7}, most=32, more=False)
    (4, 7)
    >>> number_of_lines({"rows": "4"}, most=32, more=True), number_of_lines({"rows": "99999"}, most=32, more=True)
    (8, 8)
    """
    asked = str(said.get("rows", ""))
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else LINES_SHOWN
    return min(max(number + LINES_SHOWN * more, LINES_SHOWN), most)
