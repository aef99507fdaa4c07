"""Reading rows of the Local Government Directory into places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from core.enums import Language, PlaceLevel
from core.models import Place
from core.text import normalise

LEVELS = list(PlaceLevel.values)
LGD_CODE_DIGITS = 9  # what a PositiveIntegerField holds for certain


@dataclass
class PlaceReport:
    """How many places were new, and what was wrong with the rows that were left out, by row number from 2."""

    made: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def load_places(rows: Iterable[Mapping[str, str]]) -> PlaceReport:
    """Make or rename the places of ``rows`` (level, lgd_code, name, parent_level, parent_lgd_code, name_hi ...).

    Parents come before their children. A row that cannot be read is left out and reported; the others are kept.
    """
    report = PlaceReport()
    for number, row in enumerate(rows, start=2):
        problem = _load(row, report)
        if problem:
            report.refused.append(f"row {number}: {problem}")
    return report


def _load(row: Mapping[str, str], report: PlaceReport) -> str:
    """Load one row; what is wrong with it, or an empty string."""
    level, code = row.get("level") or "", row.get("lgd_code") or ""
    name = normalise(row.get("name") or "").strip()
    if level not in LEVELS:
        return f"unknown level {level!r}"
    if not _is_lgd_code(code):
        return f"LGD code {code!r} is not a number"
    if not name:
        return "no name"
    parent = _parent(row)
    if parent is None and level != PlaceLevel.STATE:
        return "its parent is not known"
    if parent is not None and LEVELS.index(parent.level) >= LEVELS.index(level):
        return "its parent is not above it"
    local = {code: normalise(row[f"name_{code}"]) for code in Language.values if row.get(f"name_{code}")}
    _, created = Place.objects.update_or_create(
        level=level, lgd_code=int(code), defaults={"name": name, "parent": parent, "local_names": local}
    )
    report.made += created
    return ""


def _parent(row: Mapping[str, str]) -> Place | None:
    code = row.get("parent_lgd_code") or ""
    if not _is_lgd_code(code):
        return None
    return Place.objects.filter(level=row.get("parent_level") or "", lgd_code=int(code)).first()


def _is_lgd_code(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) <= LGD_CODE_DIGITS
