"""What a record asks, typed in rows: each is one thing that is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assignments.enums import Means
from assignments.recording import MOST_ASKED, Asks, as_data, asked_in, name_of
from core.asked import Ask, Asked
from core.forms import PlainLinesField, PlainTextField, WholeNumberField, number_of_lines
from core.text import fold
from people.pickers import Picks

MORE_ROWS = "record"  # the press that adds rows to the form
LONGEST_LABEL, LONGEST_HINT, LONGEST_UNIT = 120, 160, 20
MOST_CHOICES, LONGEST_CHOICE = 20, 80
PARTS = ("label", "ask", "unit", "choices", "hint", "required", "place")
WORDS = ("label", "unit", "choices", "hint")
KINDS = (
    (Ask.LINE.value, _("A line of text")),
    (Ask.LINES.value, _("Several lines of text")),
    (Ask.NUMBER.value, _("A number")),
    (Ask.RUPEES.value, _("Rupees")),
    (Ask.DAY.value, _("A day")),
    (Ask.YES_NO.value, _("Yes or no")),
    (Ask.CHOICE.value, _("One of several choices")),
)


class RecordRows(Picks):
    """For a form that says how something is handed in (``takes``): its rows say what the record asks.

    A row that is left empty asks nothing, and no more what stood in it where its label is taken out.
    """

    fields: dict[str, forms.Field]
    initial: Any
    asks: Asks

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **_as_typed(self.initial.get("asks", []))}
        said = self.data if self.is_bound else self.initial
        more = self.data.get("pick") == MORE_ROWS
        self.number_of_rows = number_of_lines(said, most=MOST_ASKED, more=more)
        for number in range(1, self.number_of_rows + 1):
            self.fields |= _row(number)

    def rows_to_draw(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """(title, fields, whether it stands open) of each row."""
        rows = []
        for number in range(1, self.number_of_rows + 1):
            fields = [self[name] for name in _row(number)]  # type: ignore[index]  # a form
            label = str(fields[0].value() or "").strip()
            is_open = any(field.errors for field in fields) or (number == 1 and not label)
            rows.append((label or gettext("Line %(number)d") % {"number": number}, fields, is_open))
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}  # type: ignore[misc]  # a form
        filled = [number for number in range(1, self.number_of_rows + 1) if self._is_filled(number, cleaned)]
        found: dict[str, Asked] = {}  # by its label: of two that are worded alike nobody knows which is which
        for number in sorted(filled, key=lambda number: self._place(number, cleaned)):
            asked = self._asked(number, cleaned)
            label = fold(str(asked.label))
            if label and label in found:
                self._complain(number, "label", _("This is asked twice."))
            found[label] = asked
        self.asks = [as_data(asked) for asked in found.values()]
        if Means.RECORD in cleaned.get("takes", [Means.RECORD]):
            if "takes" in cleaned and not found:
                self._complain(0, "takes", _("Write down below what the record asks, or take “Record” away."))
        elif any(f"row_{number}_{part}" in self._changed for number in filled for part in PARTS):
            self._complain(0, "takes", _("Tick “Record” too, or empty the lines below."))
        else:
            self.asks = []
        self._name_the_lines()
        return cleaned

    @property
    def _changed(self) -> list[str]:
        return self.changed_data  # type: ignore[attr-defined]  # a form

    def _is_filled(self, number: int, cleaned: dict[str, Any]) -> bool:
        """One that is new and has but a hint is asked about; one whose label was taken out is no more."""
        if self.initial.get(f"row_{number}_label"):
            return bool(self.data.get(f"row_{number}_label", "").strip())
        return any(cleaned.get(f"row_{number}_{part}") for part in WORDS)

    def _place(self, number: int, cleaned: dict[str, Any]) -> tuple[int, int]:
        """What is moved up to a place comes before what stands there, what is moved down comes after it."""
        place = cleaned.get(f"row_{number}_place") or number
        return place, (place > number) - (place < number)

    def _asked(self, number: int, cleaned: dict[str, Any]) -> Asked:
        """What a row asks; what is wrong with it is said beside it."""
        said = {part: cleaned.get(f"row_{number}_{part}") or "" for part in PARTS}
        label = " ".join(said["label"].split())
        ask = Ask(said["ask"] or Ask.LINE)
        choices = [" ".join(line.split()) for line in said["choices"].splitlines() if line.strip()]
        if not said["label"]:
            self._complain(number, "label", _("Write down what is asked."))
        if ask == Ask.CHOICE:
            self._look_at_choices(number, choices)
        elif choices:
            self._complain(number, "choices", _("Only “One of several choices” has these. Choose that, or empty this."))
        if said["unit"] and ask != Ask.NUMBER:
            self._complain(number, "unit", _("Only a number has a unit. Choose that, or empty this."))
        return Asked(
            name_of(label, ask, said["unit"]),
            label,
            ask,
            said["hint"],
            tuple((choice, choice) for choice in choices),
            bool(said["required"]),
            said["unit"],
        )

    def _look_at_choices(self, number: int, choices: list[str]) -> None:
        if len(choices) < 2:
            self._complain(number, "choices", _("Write at least two, each on a line of its own."))
        elif len(choices) > MOST_CHOICES:
            self._complain(number, "choices", _("These are more than 20. Leave some out."))
        elif max(map(len, choices)) > LONGEST_CHOICE:
            self._complain(number, "choices", _("One of these is longer than 80 letters. Say it shorter."))
        elif twice := next((each for each in choices if [*map(fold, choices)].count(fold(each)) > 1), ""):
            self._complain(number, "choices", _("“%(choice)s” stands here twice.") % {"choice": twice})

    def _complain(self, number: int, part: str, sentence: Any) -> None:
        """Beside a field, once: what cannot be read in it was said already."""
        name = f"row_{number}_{part}" if number else part
        if name not in self.errors:  # type: ignore[attr-defined]  # a form
            self.add_error(name, sentence)  # type: ignore[attr-defined]

    def _name_the_lines(self) -> None:
        """What is wrong in a row says in which: all rows have fields of the same names."""
        for number in range(1, self.number_of_rows + 1):
            for part in PARTS:
                said = self.errors.get(f"row_{number}_{part}")  # type: ignore[attr-defined]  # a form
                if said:
                    words = [gettext("Line %(number)d: %(fault)s") % {"number": number, "fault": each} for each in said]
                    said.data = [forms.ValidationError(each) for each in words]


def is_of_a_row(name: str) -> bool:
    """Whether the field of this name is one of a row."""
    return name.startswith("row_")


def _row(number: int) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "label": PlainTextField(
            label=_("What is asked"), help_text=_("Such as: sales last month."), max_length=LONGEST_LABEL
        ),
        "ask": forms.ChoiceField(label=_("Answered with"), choices=KINDS, initial=Ask.LINE.value),
        "unit": PlainTextField(
            label=_("Unit"), help_text=_("Of a number, such as: kg, or people."), max_length=LONGEST_UNIT
        ),
        "choices": PlainLinesField(
            label=_("Choices"), help_text=_("Each on a line of its own."), widget=forms.Textarea({"rows": 3})
        ),
        "hint": PlainTextField(label=_("Help"), help_text=_("It stands below what is asked."), max_length=LONGEST_HINT),
        "required": forms.BooleanField(label=_("It must be filled in")),
        "place": WholeNumberField(
            label=_("Place in the order"), help_text=_("Type 1, and it is asked first."), least=1, most=MOST_ASKED
        ),
    }
    for field in fields.values():
        field.required = False
    return {f"row_{number}_{part}": field for part, field in fields.items()}


def _as_typed(asks: Asks) -> dict[str, Any]:
    typed: dict[str, Any] = {"rows": len(asks)}
    for number, each in enumerate(asked_in(asks), start=1):
        said = (each.label, each.ask.value, each.unit, _lines(each), each.hint, each.required, number)
        typed |= {f"row_{number}_{part}": value for part, value in zip(PARTS, said, strict=True)}
    return typed


def _lines(asked: Asked) -> str:
    return "\n".join(str(label) for _choice, label in asked.choices)
