"""Reading rows of the Local Government Directory into places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.enums import Language, PlaceLevel
from core.errors import Refusal
from core.forms import Form, NamedChoiceField, NameField, faults_of
from core.local_text import SOURCE, filled_in
from core.models import Place

LEVELS = list(PlaceLevel.values)
LGD_CODE_DIGITS = 9  # what a PositiveIntegerField holds for certain
LONGEST_NAME = Place._meta.get_field("name").max_length


class PlaceIsRefused(Refusal):
    """The row makes no place."""

    code = "place_refused"


class LgdCodeField(forms.Field):
    """A code of the directory, as an int."""

    default_error_messages = {"invalid": _("“%(code)s” is no LGD code.")}

    def to_python(self, value: Any) -> int | None:
        code = str(value or "").strip()
        if not code:
            return None
        if not (code.isascii() and code.isdigit() and len(code) <= LGD_CODE_DIGITS):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"code": code})
        return int(code)


class PlaceForm(Form):
    """A row of the directory. Every place but a state says what is above it."""

    level = NamedChoiceField(label=_("Level"), choices=PlaceLevel)
    lgd_code = LgdCodeField(label=_("LGD code"))
    name = NameField(label=_("Name"), max_length=LONGEST_NAME)
    parent_level = NamedChoiceField(label=_("Level of the place above"), choices=PlaceLevel, required=False)
    parent_lgd_code = LgdCodeField(label=_("LGD code of the place above"), required=False)
    name_hi = NameField(label=_("Name in Hindi"), max_length=LONGEST_NAME, required=False)
    name_kn = NameField(label=_("Name in Kannada"), max_length=LONGEST_NAME, required=False)
    name_ml = NameField(label=_("Name in Malayalam"), max_length=LONGEST_NAME, required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing is above a state."""
        row = self.cleaned_data
        level, above = row.get("level"), row.get("parent_level")
        if level == PlaceLevel.STATE:
            return row | {"parent_level": "", "parent_lgd_code": None}
        for part in ("parent_level", "parent_lgd_code"):
            if level and part in row and not row[part]:
                self.add_error(part, _("The place above it is missing."))
        if level and above and LEVELS.index(above) >= LEVELS.index(level):
            self.add_error("parent_level", _("The place above it is not above it."))
        return row


@dataclass
class PlaceReport:
    """How many places were new, and what was wrong with the rows that were left out, by the number of the row."""

    made: int = 0
    refused: list[str] = field(default_factory=list)


def load_places(rows: Iterable[Mapping[str, Any]], numbers: Iterable[int] | None = None) -> PlaceReport:
    """Make, rename or move the places of ``rows``, each as :class:`PlaceForm` reads it.

    Parents come before their children. A row that cannot be read or kept is left out and reported by its number, from
    2 where no ``numbers`` are given; the others are kept, each in a transaction of its own.
    """
    report = PlaceReport()
    for number, cells in zip(numbers or count(2), rows, strict=False):
        form = PlaceForm(cells)
        try:
            if form.is_valid():
                report.made += keep_place(form.cleaned_data)
            else:
                raise PlaceIsRefused(" ".join(f"{form[name].label}: {it}" for name, it in faults_of(form).items()))
        except PlaceIsRefused as refusal:
            report.refused.append(f"row {number}: {refusal}")
    return report


def place_of(row: Mapping[str, Any]) -> Place | None:
    """The place that the row is about, if it is there."""
    return Place.objects.filter(level=row["level"], lgd_code=row["lgd_code"]).first()


def parent_of(row: Mapping[str, Any]) -> Place | None:
    """The place above it, if it is there."""
    return Place.objects.filter(level=row["parent_level"], lgd_code=row["parent_lgd_code"]).first()


def is_as_said(place: Place, row: Mapping[str, Any], parent: Place | None) -> bool:
    """Whether ``place`` is called as the row says and lies below ``parent``."""
    said = (row["name"], _local_names(row), parent and parent.pk)
    return (place.name, place.local_names, place.parent_id) == said


def keep_place(row: Mapping[str, Any]) -> bool:
    """Make, rename or move the place of ``row``; whether it is new. Raises PlaceIsRefused."""
    parent = parent_of(row)
    if parent is None and row["level"] != PlaceLevel.STATE:
        raise PlaceIsRefused(_("The place above it is not known."))
    values = {"name": row["name"], "parent": parent, "local_names": _local_names(row)}
    try:
        with transaction.atomic():
            return Place.objects.update_or_create(level=row["level"], lgd_code=row["lgd_code"], defaults=values)[1]
    except (IntegrityError, DataError) as error:
        sentence = _("The database does not take it (%(error)s).")
        raise PlaceIsRefused(filled_in(sentence, {"error": type(error).__name__})) from error


def _local_names(row: Mapping[str, Any]) -> dict[str, str]:
    """{language: name}, besides the English one, where it is given."""
    others = [code for code in Language.values if code != SOURCE]
    return {code: row[f"name_{code}"] for code in others if row[f"name_{code}"]}
