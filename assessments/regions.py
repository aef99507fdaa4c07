"""Places in a picture, in percent of its width and height, from its upper left corner.

A region is written as ``10 20 30 15`` (left, top, width, height of a rectangle) or ``40 25 8`` (the middle of a round
one and half its width, which is half its height, too: on a picture that is no square it is an oval). A point is
``43.2 20``. An author's part ``region_a`` holds the region of row a.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHOLE = Decimal(100)
# A fingertip on a phone; smaller ones are hit by luck.
SMALLEST = Decimal(5)
_NUMBER = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)

_WHERE = _(
    "Say where it is, in percent from the upper left corner: 10 20 30 15 (left, top, width, height), or 40 25 8 (the "
    "middle of a round place, and half its width); at least 5 wide and high."
)

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Region:
    """A rectangle, or the oval in it where it ``is_round``."""

    left: Decimal
    top: Decimal
    width: Decimal
    height: Decimal
    is_round: bool = False

    @property
    def middle(self) -> Point:
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def middle_written(self) -> str:
        """The point, as an answer has it."""
        return " ".join(f"{each.quantize(Decimal('0.01')).normalize():f}" for each in self.middle)

    @property
    def radii(self) -> Point:
        return self.width / 2, self.height / 2

    def holds(self, point: Point) -> bool:
        """Whether ``point`` lies in it, its edge included."""
        x, y = (at - middle for at, middle in zip(point, self.middle, strict=True))
        across, down = self.radii
        if self.is_round:
            return (x / across) ** 2 + (y / down) ** 2 <= 1
        return abs(x) <= across and abs(y) <= down


def read_region(written: str) -> Region:
    """The region of three or four numbers that lies within the picture. Raises ValueError."""
    numbers = _numbers(written)
    if len(numbers) == 3:
        x, y, half = numbers
        region = Region(x - half, y - half, 2 * half, 2 * half, is_round=True)
    elif len(numbers) == 4:
        left, top, width, height = numbers
        region = Region(left, top, width, height)
    else:
        raise ValueError("three or four numbers")
    if min(region.left, region.top) < 0 or max(region.left + region.width, region.top + region.height) > WHOLE:
        raise ValueError("not within the picture")
    if min(region.width, region.height) < SMALLEST:
        raise ValueError("too small")
    return region


def read_point(written: str) -> Point:
    """A point of the picture. Raises ValueError."""
    numbers = _numbers(written)
    if len(numbers) != 2 or max(numbers) > WHOLE:
        raise ValueError("two numbers up to 100")
    return numbers[0], numbers[1]


def regions_written(
    parts: Mapping[str, str], is_right: Mapping[str, bool]
) -> tuple[dict[str, str], dict[str, str | Promise]]:
    """({letter: its region}, {part: what is wrong with it}) of the rows in ``is_right``.

    The middle of a wrong one lies in no right one: who chooses from the list gives the middle.
    """
    found: dict[str, Region] = {}
    problems: dict[str, str | Promise] = {}
    for letter in is_right:
        try:
            found[letter] = read_region(parts.get(f"region_{letter}", ""))
        except ValueError:
            problems[f"region_{letter}"] = _WHERE
    right = [region for letter, region in found.items() if is_right[letter]]
    for letter, region in found.items():
        if not is_right[letter] and any(other.holds(region.middle) for other in right):
            problems[f"region_{letter}"] = _("The middle of this place lies in one that is right.")
    return {letter: " ".join(parts[f"region_{letter}"].split()) for letter in found}, problems


def _numbers(written: str) -> list[Decimal]:
    parts = written.replace(",", " ").split()
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise ValueError("no numbers")
    return [Decimal(part) for part in parts]
