"""The field's own kinds of fields: what a person typed in her own way becomes one plain value."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

from core import widgets
from core.enums import Language
from core.limits import LARGEST_FILE_BYTES
from core.local_text import OTHER_LANGUAGES, listed
from core.money import rupees
from core.month_names import day_with_month_name
from core.numbers import NumberIsTooLong, grouped, parse_number
from core.periods import Month
from core.phones import normalise_phone
from core.pictures import NOT_A_PICTURE, TOO_LARGE, TooManyPixels, kept_picture
from core.text import FORMULA_SIGNS, clean, fold, in_plain_characters, line

DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class PlainTextField(forms.CharField):
    """A line of text in any script, as :func:`core.text.line` keeps it; what cannot be seen counts as empty."""

    kept_by = staticmethod(line)
    default_error_messages = {"unkept": _("There is a character here that cannot be kept. Type the text again.")}

    def to_python(self, value: Any) -> str:
        try:
            return self.kept_by(super().to_python(value) or "")
        except ValueError:
            raise ValidationError(self.error_messages["unkept"], code="unkept") from None


class NameField(PlainTextField):
    """What somebody or something is called: a formula, such as a spreadsheet hands on, is no name."""

    default_error_messages = {"formula": _("This is a formula, not a name. Type the name.")}

    def to_python(self, value: Any) -> str:
        name = super().to_python(value)
        if name.startswith(FORMULA_SIGNS):
            raise ValidationError(self.error_messages["formula"], code="formula")
        return name


class PlainLinesField(PlainTextField):
    """Text over several lines, as :func:`core.text.clean` keeps it."""

    widget = forms.Textarea
    kept_by = staticmethod(clean)


class LocalNamesField(forms.MultiValueField):
    """A name in ``languages``, those of the portal beside English: ``{language: name}`` of those that were typed."""

    def __init__(
        self, *, max_length: int, languages: Sequence[tuple[str, str]] = OTHER_LANGUAGES, **kwargs: Any
    ) -> None:
        self.languages = languages
        names = [PlainTextField(label=label, max_length=max_length, required=False) for _code, label in languages]
        widget = widgets.LocalNamesInput(languages)
        super().__init__(names, **{"require_all_fields": False, "widget": widget, **kwargs})

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        typed = zip(self.languages, data_list, strict=False)
        return {code: name for (code, _label), name in typed if name}


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


class DateField(forms.Field):
    """A day, as day-month-year, or with the name of the month.

    ``days_back`` and ``days_ahead`` are how far from today it may lie.
    """

    widget = widgets.DateInput
    default_error_messages = {
        "invalid": _("Type the day as day-month-year, such as 23-11-2026."),
        "no_such_day": _("There is no such day. Type it as day-month-year, such as 23-11-2026."),
        "too_early": _("This day is too long ago. The earliest is %(limit)s."),
        "too_late": _("This day is too far ahead. The latest is %(limit)s."),
    }

    def __init__(self, *, days_back: int | None = None, days_ahead: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.days_back, self.days_ahead = days_back, days_ahead
        self.widget.attrs["data-kind"] = "date"

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = in_plain_characters(str(value)).strip()
        if not typed:
            return None
        try:
            return _read_day(typed)
        except ValueError:
            code = "no_such_day" if _day_in_figures(typed) else "invalid"
            raise ValidationError(self.error_messages[code], code=code) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if self.days_back is not None and value < today - timedelta(days=self.days_back):
            raise self._outside("too_early", today - timedelta(days=self.days_back))
        if self.days_ahead is not None and value > today + timedelta(days=self.days_ahead):
            raise self._outside("too_late", today + timedelta(days=self.days_ahead))

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d-%m-%Y") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True

    def _outside(self, code: str, limit: date) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"limit": date_format(limit)})


class NamedChoiceField(forms.ChoiceField):
    """A choice written out, as in a table: by its value, or by its name in any language of the portal."""

    default_error_messages = {"invalid_choice": _("Write one of: %(names)s.")}

    def to_python(self, value: Any) -> str:
        typed = _plain(super().to_python(value))
        if not typed:
            return ""
        choices = [(str(choice), name) for choice, name in cast("Iterable[tuple[Any, str | Promise]]", self.choices)]
        for says in (self.by_itself, self.in_all_languages):
            for choice, name in choices:
                if typed in says(choice, name):
                    return choice
        names = listed([name for _choice, name in choices])
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"names": names})

    def by_itself(self, choice: str, name: str | Promise) -> Iterable[str]:
        """What it is taken for before all others: its value, and its name for whoever reads now."""
        return _by_itself(choice, name)

    def in_all_languages(self, choice: str, name: str | Promise) -> Iterable[str]:
        """What it is taken for where nothing is called so by itself."""
        return _in_all_languages(choice, name)


class LanguageField(NamedChoiceField):
    """A language of the portal, also by what those call it who read in another: Hindi, हिंदी, ಹಿಂದಿ."""

    def in_all_languages(self, choice: str, name: str | Promise) -> Iterable[str]:
        info = get_language_info(choice)
        own = _by_itself(info["name_local"], info["name"])
        return [*super().in_all_languages(choice, name), *own, *_in_all_languages(choice, _(info["name"]))]


class MonthField(forms.TypedChoiceField):
    """A month out of the last ``months_back``, the newest first; its value is its first day, as it is kept."""

    default_error_messages = {"invalid_choice": _("Choose one of these months, in a table written as 2026-04.")}

    def __init__(self, *, months_back: int = 12, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [("", "–"), *_months(timezone.localdate(), months_back)],
            coerce=_first_of_month,
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return str(Month.of(value)) if isinstance(value, date) else value


class PhoneField(forms.CharField):
    """A phone number typed in any way; its value is in E.164, or empty."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})
    default_error_messages = {"invalid": _("This is not a phone number. Type it with all its digits.")}

    def to_python(self, value: Any) -> str:
        typed: str = super().to_python(value) or ""
        if not typed:
            return ""
        try:
            return normalise_phone(typed)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PhotoField(forms.FileField):
    """A photo; its value is a Picture as it is kept, without what the phone noted in it.

    The phone makes it small before it is sent; without scripts it comes as it is, up to a limit.
    """

    widget = widgets.PhotoInput
    default_error_messages = {"invalid_image": NOT_A_PICTURE, "too_large": TOO_LARGE}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            if file.size > LARGEST_FILE_BYTES:
                raise TooManyPixels
            return kept_picture(file.read())
        except TooManyPixels:
            raise ValidationError(self.error_messages["too_large"], code="too_large") from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from None


@dataclass(frozen=True)
class Position:
    """Where a phone says it is, within ``accuracy`` metres."""

    latitude: Decimal
    longitude: Decimal
    accuracy: int


class PositionField(forms.Field):
    """Where she is, if she presses the button and the phone knows. Never required, and nothing in it is refused."""

    widget = widgets.PositionInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False})

    def to_python(self, value: Any) -> Position | None:
        if isinstance(value, Position):
            return value
        try:
            latitude, longitude, accuracy = (parse_number(part) for part in str(value or "").split(","))
        except ValueError:
            return None
        if abs(latitude) > 90 or abs(longitude) > 180 or accuracy < 0:
            return None
        return Position(latitude, longitude, int(accuracy))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Position):
            return f"{value.latitude},{value.longitude},{value.accuracy}"
        return value


def _read_day(typed: str) -> date:
    figures = _day_in_figures(typed)
    return date(*figures) if figures else day_with_month_name(typed)


def _day_in_figures(typed: str) -> tuple[int, int, int] | None:
    """(year, month, day) as they are typed, whether there is such a day or not."""
    if match := DAY_MONTH_YEAR.fullmatch(typed):
        day, month, year = match.groups()
    elif match := YEAR_MONTH_DAY.fullmatch(typed):
        year, month, day = match.groups()
    else:
        return None
    return int(year), int(month), int(day)


def _plain(typed: str) -> str:
    return " ".join(fold(typed).split())


def _by_itself(choice: str, name: str | Promise) -> Iterator[str]:
    """As most files have it: no other language is asked for it."""
    yield _plain(choice)
    yield _plain(str(name))


def _in_all_languages(_choice: str, name: str | Promise) -> Iterator[str]:
    """As a file may have it that somebody filled in who reads in another language, or who took a column over."""
    for language in Language.values:
        with override(language):
            yield _plain(str(name))


def _first_of_month(value: Any) -> date:
    return value if isinstance(value, date) else Month.read(str(value)).first_day


def _months(today: date, back: int) -> list[tuple[str, str]]:
    months = [Month.of(today).plus(-passed) for passed in range(back)]
    return [(str(month), date_format(month.first_day, "F Y")) for month in months]
