"""Places of the Local Government Directory as a table to bring in: for who may change places."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.places import PlaceForm, is_as_said, keep_place, parent_of, place_of
from exchange.enums import Verdict
from exchange.kinds import Asked, ImportKind, Judgement, Row, one_by_one


def identity(row: Row) -> str:
    """A level and a code."""
    return f"{row['level']}:{row['lgd_code']}"


def judge(row: Row, asked: Asked) -> Judgement:
    """What the row would do: its parent is there already, or stands in a row above."""
    parent, there = parent_of(row), place_of(row)
    parent_above = f"{row['parent_level']}:{row['parent_lgd_code']}" in asked.earlier
    if row["parent_level"] and parent is None and not parent_above:
        return Judgement(Verdict.REFUSED, {"parent_lgd_code": _("The place above it is not known.")})
    if there is None:
        return Judgement(Verdict.NEW)
    return Judgement(Verdict.SAME if is_as_said(there, row, parent) else Verdict.CHANGED)


def write(row: Row, asked: Asked) -> None:
    """Make, rename or move the place; raises PlaceIsRefused."""
    keep_place(row)


def may(user: Any, about: str) -> bool:
    """Moving a place moves what everybody reaches: it takes the right to change places."""
    return bool(user.has_perm("core.change_place"))


PLACES = ImportKind(
    title=_("Bring in places"),
    form=PlaceForm,
    may=may,
    identity=identity,
    batch=one_by_one(judge, write),
    back=lambda about: "",
    example={
        "level": "village",
        "lgd_code": "612345",
        "name": "Nadipura",
        "parent_level": "gram_panchayat",
        "parent_lgd_code": "221144",
        "name_hi": "नदीपुर",
        "name_kn": "ನದಿಪುರ",
        "name_ml": "നദിപുര",
    },
)
