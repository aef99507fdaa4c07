"""Numbers, sums of money and quantities."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import widgets
from core.money import rupees
from core.numbers import NumberIsTooLong, grouped, parse_number


class NumberField(forms.Field):
    """A number in any Indian digits, with or without grouping; ``unit`` is drawn behind it."""

    widget = widgets.AffixedInput
    kind = "number"
    default_error_messages = {
        "invalid": _("Type a number, such as 3,000 or 12.5."),
        "too_long": _("This number is too long. Leave out digits: at most 15."),
        "too_small": _("Type %(limit)s or more."),
        "too_large": _("Type %(limit)s or less."),
    }

    def __init__(
        self,
        *,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        unit: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most
        # What a phone says before it keeps what is typed (core/static/core/rules.js).
        limits = {"data-least": least, "data-most": most}
        self.widget.attrs |= {
            "data-kind": self.kind,
            **{name: str(at) for name, at in limits.items() if at is not None},
        }
        if unit:
            self.widget.after = unit

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse_number(str(value))
        except NumberIsTooLong:
            raise ValidationError(self.error_messages["too_long"], code="too_long") from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise self._outside("too_small", self.least)
        if self.most is not None and value > self.most:
            raise self._outside("too_large", self.most)

    def prepare_value(self, value: Any) -> Any:
        return grouped(value) if isinstance(value, (Decimal, int)) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True

    def _outside(self, code: str, limit: Decimal | int) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"limit": grouped(limit)})


class WholeNumberField(NumberField):
    """A count: its value is an int."""

    kind = "whole"
    default_error_messages = {"invalid": _("Type a whole number, such as 30.")}

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None:
            return None
        if number != int(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)


class RupeesField(NumberField):
    """A sum of money in rupees and paise, as a Decimal: 1,00,000 or ₹ 540/- or १२.५०. Not below nothing."""

    kind = "money"
    default_error_messages = {
        "invalid": _("Type a number of rupees, such as 3,000."),
        "paise": _("Type rupees with at most two digits of paise, such as 12.50."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"least": 0, **kwargs})
        self.widget.before = "₹"

    def to_python(self, value: Any) -> Decimal | None:
        typed = super().to_python(value)
        if typed is None:
            return None
        if typed != rupees(typed):
            raise ValidationError(self.error_messages["paise"], code="paise")
        return rupees(typed) if typed % 1 else Decimal(int(typed))


@dataclass(frozen=True)
class Quantity:
    """So much of something, in ``unit``."""

    amount: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{grouped(self.amount)} {self.unit}"


class QuantityField(forms.MultiValueField):
    """How much, and in what unit: ``units`` are choices. Its value is a :class:`Quantity`."""

    default_error_messages = {"incomplete": _("Type how much and choose the unit.")}

    def __init__(self, *, units: Sequence[tuple[str, str | Promise]], **kwargs: Any) -> None:
        amount, unit = NumberField(least=0), forms.ChoiceField(choices=units)
        super().__init__((amount, unit), widget=widgets.QuantityInput(units), require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """No amount is nothing said, whichever unit the list stands on."""
        amount = value[0] if isinstance(value, (list, tuple)) else value
        return super().clean(value if amount else None)

    def compress(self, data_list: Sequence[Any]) -> Quantity | None:
        return Quantity(*data_list) if data_list else None
