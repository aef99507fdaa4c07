"""Choices written out, as in a table."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.local_text import listed
from core.text import fold


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
