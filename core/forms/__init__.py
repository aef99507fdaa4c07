"""Forms and the field's own kinds of fields.

A page draws ``{{ form }}``, or ``{{ form.name.as_field_group }}`` where fields stand apart; the base page adds the list
of what is wrong and the scripts of the widgets. What a person typed in her own way becomes one plain value here: any
Indian digits, ₹ and grouping in sums, dashes or strokes in dates.
"""

from core.forms.answers import LONGEST_LINE, LONGEST_LINES, entries_of, field_of
from core.forms.asking import SEND_AGAIN, AskingForm
from core.forms.changing import ChangingForm
from core.forms.fields import (
    DateField,
    LanguageField,
    LocalNamesField,
    MonthField,
    NamedChoiceField,
    NameField,
    NumberField,
    PhoneField,
    PhotoField,
    PlainLinesField,
    PlainTextField,
    Position,
    PositionField,
    Quantity,
    QuantityField,
    RupeesField,
    WholeNumberField,
)
from core.forms.form import (
    CreatingForm,
    Form,
    NamesWhatIsMissing,
    Renderer,
    faults_of,
    missing,
)
from core.forms.lines import number_of_lines

__all__ = [
    "LONGEST_LINE",
    "LONGEST_LINES",
    "SEND_AGAIN",
    "AskingForm",
    "ChangingForm",
    "CreatingForm",
    "DateField",
    "Form",
    "LanguageField",
    "LocalNamesField",
    "MonthField",
    "NameField",
    "NamedChoiceField",
    "NamesWhatIsMissing",
    "NumberField",
    "PhoneField",
    "PhotoField",
    "PlainLinesField",
    "PlainTextField",
    "Position",
    "PositionField",
    "Quantity",
    "QuantityField",
    "Renderer",
    "RupeesField",
    "WholeNumberField",
    "entries_of",
    "faults_of",
    "field_of",
    "missing",
    "number_of_lines",
]
