"""Days and months."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core import widgets
from core.month_names import day_with_month_name
from core.periods import Month
from core.text import in_plain_characters

DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


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


def _first_of_month(value: Any) -> date:
    return value if isinstance(value, date) else Month.read(str(value)).first_day


def _months(today: date, back: int) -> list[tuple[str, str]]:
    months = [Month.of(today).plus(-passed) for passed in range(back)]
    return [(str(month), date_format(month.first_day, "F Y")) for month in months]
