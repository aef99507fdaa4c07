"""How the fields of ``core.forms`` are drawn. Each works without its script."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.functional import Promise

from core.limits import LARGEST_FILE_BYTES
from core.local_text import OTHER_LANGUAGES
from core.pictures import TOO_LARGE


class Picker(forms.Widget):
    """The base of widgets that search among rows of the database; drawn in a fieldset of its own."""

    use_fieldset = True


CHOSEN_FROM = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, Picker)


class AffixedInput(forms.TextInput):
    """A number with its sign before it or its unit behind it."""

    template_name = "core/widgets/affixed.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, before: str = "", after: str | Promise = "") -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.before, self.after = before, after

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"before": self.before, "after": self.after}


class QuantityInput(forms.MultiWidget):
    """A number and its unit, side by side."""

    template_name = "core/widgets/quantity.html"

    def __init__(self, units: Sequence[tuple[str, str | Promise]]) -> None:
        number = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__({"amount": number, "unit": forms.Select(choices=units)})

    def decompress(self, value: Any) -> list[Any]:
        return [value.amount, value.unit] if value else [None, None]


class LocalNamesInput(forms.MultiWidget):
    """A name in each of ``languages`` (those of the portal beside English), each under the language's own name."""

    template_name = "core/widgets/local_names.html"
    use_fieldset = True

    def __init__(self, languages: Sequence[tuple[str, str]] = OTHER_LANGUAGES) -> None:
        self.languages = languages
        super().__init__({code: forms.TextInput({"lang": code, "title": label}) for code, label in languages})

    def decompress(self, value: Any) -> list[Any]:
        return [(value or {}).get(code, "") for code, _ in self.languages]


class DateInput(forms.TextInput):
    """A day typed as day-month-year, with a calendar beside it where scripts run.

    A date field of the browser's own would show month first in an English browser, whatever the page's language.
    """

    template_name = "core/widgets/date.html"

    class Media:
        js = [Script("core/dates.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})


class SizedFileInput(forms.FileInput):
    """A file. ``too_large`` is said beside the field as one is chosen that is larger than the portal takes."""

    template_name = "core/widgets/file.html"

    class Media:
        js = [Script("core/files.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None, *, too_large: str | Promise) -> None:
        super().__init__(attrs)
        self.too_large = too_large

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"too_large": self.too_large, "largest": LARGEST_FILE_BYTES}


class PhotoInput(SizedFileInput):
    """A photo, made small on the phone before it is sent."""

    template_name = "core/widgets/photo.html"

    class Media:
        js = [Script("core/photos.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", **(attrs or {})}, too_large=TOO_LARGE)


class SecretInput(forms.PasswordInput):
    """A PIN or password, with a button that shows what was typed. Without scripts it stays hidden."""

    template_name = "core/widgets/secret.html"

    class Media:
        js = [Script("core/secrets.js", type="module")]


class PositionInput(forms.HiddenInput):
    """A button that asks the phone where it is. Without scripts there is nothing to press, and nothing is asked."""

    input_type = "text"
    template_name = "core/widgets/position.html"

    class Media:
        js = [Script("core/position.js", type="module")]
