"""Places of the Local Government Directory as a table to bring in: for who may change places."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from core.models import Place
from core.places import load_place, read_place
from exchange.enums import Verdict
from exchange.kinds import Asked, Cells, ImportColumn, ImportKind, Judgement


class PlaceIsRefused(Refusal):
    """The row makes no place."""

    code = "place_refused"


def identity(cells: Cells) -> str:
    """A level and a code."""
    return _identity(cells.get("level", ""), cells.get("lgd_code", ""))


def judge(cells: Cells, asked: Asked) -> Judgement:
    """What the row would do: its parent is there already, or stands in a row above."""
    row = read_place(cells)
    if row.problem:
        return Judgement(Verdict.REFUSED, row.problem, row.column)
    parent_above = _identity(row.parent_level, str(row.parent_lgd_code)) in asked.earlier
    if row.parent_level and row.parent is None and not parent_above:
        return Judgement(Verdict.REFUSED, _("The place above it is not known."), "parent_lgd_code")
    there = Place.objects.filter(level=row.level, lgd_code=row.lgd_code).first()
    if there is None:
        return Judgement(Verdict.NEW)
    return Judgement(Verdict.SAME if row.is_like(there) else Verdict.CHANGED)


def write(cells: Cells, asked: Asked) -> None:
    """Make, rename or move the place; raises PlaceIsRefused."""
    problem = load_place(read_place(cells))
    if problem:
        raise PlaceIsRefused(problem)


def may(user: Any, about: str) -> bool:
    """Moving a place moves what everybody reaches: it takes the right to change places."""
    return bool(user.has_perm("core.change_place"))


def _identity(level: str, code: str) -> str:
    return f"{level.strip().lower()}:{code.strip().lstrip('0')}"


PLACES = ImportKind(
    title=gettext_lazy("Bring in places"),
    columns=[
        ImportColumn("level", gettext_lazy("Level"), required=True, example="village"),
        ImportColumn("lgd_code", gettext_lazy("LGD code"), required=True, example="612345"),
        ImportColumn("name", gettext_lazy("Name"), required=True, example="Nadipura"),
        ImportColumn("parent_level", gettext_lazy("Level of the place above"), example="gram_panchayat"),
        ImportColumn("parent_lgd_code", gettext_lazy("LGD code of the place above"), example="221144"),
        ImportColumn("name_hi", gettext_lazy("Name in Hindi"), example="नदीपुर"),
        ImportColumn("name_kn", gettext_lazy("Name in Kannada"), example="ನದಿಪುರ"),
        ImportColumn("name_ml", gettext_lazy("Name in Malayalam"), example="നദിപുര"),
    ],
    may=may,
    identity=identity,
    judge=judge,
    write=write,
    back=lambda about: "",
)
