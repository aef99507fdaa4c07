"""Reading rows of the Local Government Directory into places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction

from core.enums import Language, PlaceLevel
from core.local_text import SOURCE
from core.models import Place
from core.text import line

LEVELS = list(PlaceLevel.values)
LGD_CODE_DIGITS = 9  # what a PositiveIntegerField holds for certain
LONGEST_NAME = Place._meta.get_field("name").max_length or 0


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
    for number, row in enumerate(rows, start=2):
        problem = _problem(row) or _load(row, report)
        if problem:
            report.refused.append(f"row {number}: {problem}")
    return report


def _problem(row: Mapping[str, str]) -> str:
    """What is wrong with the row as it stands, or an empty string."""
    level, code = row.get("level") or "", row.get("lgd_code") or ""
    names = _names(row)
    if level not in LEVELS:
        return f"unknown level {level!r}"
    if not _is_lgd_code(code):
        return f"LGD code {code!r} is not a number"
    if not names[SOURCE]:
        return "no name"
    if any(len(name) > LONGEST_NAME for name in names.values()):
        return f"a name is longer than {LONGEST_NAME} letters"
    return ""


def _load(row: Mapping[str, str], report: PlaceReport) -> str:
    """Load one row; what kept it out, or an empty string."""
    level, parent = row["level"], _parent(row)
    if parent is None and level != PlaceLevel.STATE:
        return "its parent is not known"
    if parent is not None and LEVELS.index(parent.level) >= LEVELS.index(level):
        return "its parent is not above it"
    names = _names(row)
    values = {"name": names.pop(SOURCE), "parent": parent, "local_names": names}
    try:
        with transaction.atomic():
            _, created = Place.objects.update_or_create(level=level, lgd_code=int(row["lgd_code"]), defaults=values)
    except (IntegrityError, DataError) as error:
        return f"the database does not take it ({type(error).__name__})"
    report.made += created
    return ""


def _names(row: Mapping[str, str]) -> dict[str, str]:
    """{language: name} of the row, the English one always, the others where they are given."""
    local = {code: line(row.get(f"name_{code}") or "") for code in Language.values}
    return {code: name for code, name in local.items() if name} | {SOURCE: line(row.get("name") or "")}


def _parent(row: Mapping[str, str]) -> Place | None:
    code = row.get("parent_lgd_code") or ""
    if not _is_lgd_code(code):
        return None
    return Place.objects.filter(level=row.get("parent_level") or "", lgd_code=int(code)).first()


def _is_lgd_code(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) <= LGD_CODE_DIGITS
