"""A check asks, it does not block: what looks odd is asked once beside its field, and taken when it is sent again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms.form import Form

ASKED = "asked"
SEND_AGAIN = _("{question} If it is so, send it again.")


class AskingForm(Form):
    """A form that may :meth:`ask` about what was typed. What was asked travels with the page, with what it was about:
    who types something else is asked anew.
    """

    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def ask(self, name: str, question: str | Promise) -> None:
        """Ask ``question`` beside the field ``name``, unless it was asked about this very value."""
        odd = f"{name}={' '.join(str(self[name].data or '').split())}"
        data: Any = self.data
        sent: str = data.get(self.add_prefix(ASKED), "")
        if odd in sent.splitlines():
            return
        self.add_error(name, ValidationError(format_lazy(SEND_AGAIN, question=question), code=ASKED))
        data = data.copy()
        data[self.add_prefix(ASKED)] = f"{sent}\n{odd}".strip()
        self.data = data
