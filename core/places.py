"""Reading rows of the Local Government Directory into places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from core.enums import Language, PlaceLevel
from core.local_text import SOURCE
from core.models import Place
from core.text import line

LEVELS = list(PlaceLevel.values)
LGD_CODE_DIGITS = 9  # what a PositiveIntegerField holds for certain
LONGEST_NAME = Place._meta.get_field("name").max_length or 0


@dataclass(frozen=True)
class PlaceRow:
    """A row as it was read: ``names`` by language; ``problem`` in words and the ``column`` it lies in, or nothing."""

    level: str = ""
    lgd_code: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    parent_level: str = ""
    parent_lgd_code: int = 0
    parent: Place | None = None
    problem: str = ""
    column: str = ""

    def is_like(self, place: Place) -> bool:
        """Whether ``place`` is called as the row says and lies where it says."""
        names = {**place.local_names, SOURCE: place.name}
        return names == dict(self.names) and place.parent_id == (self.parent.pk if self.parent else None)


@dataclass
class PlaceReport:
    """How many places were new, and what was wrong with the rows that were left out, by row number from 2."""

    made: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def load_places(rows: Iterable[Mapping[str, str]]) -> PlaceReport:
    """Make, rename or move the places of ``rows`` (level, lgd_code, name, parent_level, parent_lgd_code, name_hi ...).

    Parents come before their children. A row that cannot be read or kept is left out and reported; the others are kept.
    """
    report = PlaceReport()
    for number, cells in enumerate(rows, start=2):
        row = read_place(cells)
        is_new = not Place.objects.filter(level=row.level, lgd_code=row.lgd_code).exists()
        problem = load_place(row)
        if problem:
            report.refused.append(f"row {number}: {problem}")
        else:
            report.made += is_new
    return report


def read_place(cells: Mapping[str, str]) -> PlaceRow:
    """The row of ``cells``, with what is wrong with it as it stands."""
    level, code = _key(cells, "")
    above, above_code = _key(cells, "parent_")
    names = _names(cells)
    if level not in LEVELS:
        problem = _("“%(level)s” is no level. The levels are: %(levels)s.")
        return PlaceRow(problem=problem % {"level": level, "levels": ", ".join(LEVELS)}, column="level")
    if not _is_lgd_code(code):
        return PlaceRow(problem=_("“%(code)s” is no LGD code.") % {"code": code}, column="lgd_code")
    if not names[SOURCE]:
        return PlaceRow(problem=_("The name is missing."), column="name")
    if any(len(name) > LONGEST_NAME for name in names.values()):
        problem = _("A name is longer than %(most)d letters.") % {"most": LONGEST_NAME}
        return PlaceRow(problem=problem, column="name")
    if level == PlaceLevel.STATE:
        return PlaceRow(level, int(code), names)
    return _below(PlaceRow(level, int(code), names), above, above_code)


def _below(row: PlaceRow, above: str, code: str) -> PlaceRow:
    """``row`` with the place above it."""
    if above not in LEVELS or not _is_lgd_code(code):
        return replace(row, problem=_("The place above it is missing."), column="parent_lgd_code")
    if LEVELS.index(above) >= LEVELS.index(row.level):
        return replace(row, problem=_("The place above it is not above it."), column="parent_level")
    parent = Place.objects.filter(level=above, lgd_code=int(code)).first()
    return replace(row, parent_level=above, parent_lgd_code=int(code), parent=parent)


def _key(cells: Mapping[str, str], which: str) -> tuple[str, str]:
    level, code = cells.get(f"{which}level") or "", cells.get(f"{which}lgd_code") or ""
    return level.strip().lower(), code.strip()


def load_place(row: PlaceRow) -> str:
    """Make, rename or move the place of ``row``; what kept it out, or an empty string."""
    if row.problem:
        return row.problem
    if row.parent is None and row.level != PlaceLevel.STATE:
        return _("The place above it is not known.")
    names = dict(row.names)
    values = {"name": names.pop(SOURCE), "parent": row.parent, "local_names": names}
    try:
        with transaction.atomic():
            Place.objects.update_or_create(level=row.level, lgd_code=row.lgd_code, defaults=values)
    except (IntegrityError, DataError) as error:
        return _("The database does not take it (%(error)s).") % {"error": type(error).__name__}
    return ""


def _names(cells: Mapping[str, str]) -> dict[str, str]:
    """{language: name} of the row, the English one always, the others where they are given."""
    local = {code: line(cells.get(f"name_{code}") or "") for code in Language.values}
    return {code: name for code, name in local.items() if name} | {SOURCE: line(cells.get("name") or "")}


def _is_lgd_code(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) <= LGD_CODE_DIGITS
