"""The field's own kinds of fields: what a person typed in her own way becomes one plain value."""

from core.forms.fields.choices import LanguageField, NamedChoiceField
from core.forms.fields.days import DAY_MONTH_YEAR, YEAR_MONTH_DAY, DateField, MonthField
from core.forms.fields.from_phones import PhotoField, Position, PositionField
from core.forms.fields.numbers import NumberField, Quantity, QuantityField, RupeesField, WholeNumberField
from core.forms.fields.text import LocalNamesField, NameField, PhoneField, PlainLinesField, PlainTextField

__all__ = [
    "DAY_MONTH_YEAR",
    "YEAR_MONTH_DAY",
    "DateField",
    "LanguageField",
    "LocalNamesField",
    "MonthField",
    "NameField",
    "NamedChoiceField",
    "NumberField",
    "PhoneField",
    "PhotoField",
    "PlainLinesField",
    "PlainTextField",
    "Position",
    "PositionField",
    "Quantity",
    "QuantityField",
    "RupeesField",
    "WholeNumberField",
]
