"""Two people who change one thing at once: the second is told what the first has changed before she overwrites it."""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms.form import Form
from core.local_text import listed

STOOD = "stood"
# What belongs to the page, and not to what is changed.
OF_THE_PAGE = {STOOD, "form_id", "asked", "rows"}
DIGITS = 8
CHANGED = _(
    "Somebody else has changed this since you opened the page. Now it is: %(now)s. If you send it again, yours takes "
    "its place."
)
UNTOUCHED = _(
    "Somebody else has changed this since you opened the page, and you have not: it stands here as it is now. Send it "
    "again."
)
ADDED = _(
    "Somebody else has added this since you opened the page: %(now)s. If you send it again, it goes; to keep it, open "
    "the page anew."
)


class ChangingForm(Form):
    """A form that changes what is there, as that stands in ``initial``.

    It carries marks of how all stood when the page was drawn. What somebody else has changed since is said beside its
    field, unless she typed the same; what she typed stays, and is taken when she sends it again. Words and numbers that
    she left as they were are shown as they are now. A page without marks, of an earlier edition, is taken as it comes.
    """

    stood = forms.CharField(widget=forms.HiddenInput, required=False)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        return json.dumps(self._marks()) if field_name == STOOD else super().get_initial_for_field(field, field_name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        sent, now = _marks_in(cleaned.get(STOOD, "")), self._marks()
        changed = {name for name in sent | now if sent.get(name) != now.get(name)} if sent else set()
        if not changed:
            return cleaned
        data: Any = self.data
        data = data.copy()
        for name in self.fields:
            if name not in changed or name not in cleaned or _mark(cleaned[name]) == now.get(name, ""):
                continue
            stands = self.initial.get(name)
            if isinstance(stands, str | int) and _mark(cleaned[name]) == sent.get(name, ""):
                data[self.add_prefix(name)] = str(stands)
                self._say(name, UNTOUCHED, [])
            else:
                self._say(name, CHANGED, [_shown(self.fields[name], stands)])
        added = [self.initial[name] for name in now if name in changed and name not in self.fields]
        if added:
            # Words name it; a number says nothing without what stands beside it on the page.
            self._say(None, ADDED, [value for value in added if isinstance(value, str)])
        data[self.add_prefix(STOOD)] = json.dumps(now)
        self.data = data
        return cleaned

    def _say(self, name: str | None, sentence: Any, now: list[str | Promise]) -> None:
        self.add_error(name, ValidationError(sentence, params={"now": listed(now)}, code="changed_meanwhile"))

    def _marks(self) -> dict[str, str]:
        """{field: a mark of what stands in it}, of those in which something does."""
        marks = {name: _mark(value) for name, value in self.initial.items() if name not in OF_THE_PAGE}
        return {name: mark for name, mark in marks.items() if mark}


def _marks_in(sent: str) -> dict[str, str]:
    try:
        marks = json.loads(sent or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def _mark(value: Any) -> str:
    """The same of what is kept and of what was typed for it."""
    if value in (None, "") or value == {}:
        return ""
    plain = value.pk if isinstance(value, Model) else value
    if isinstance(plain, dict):
        plain = sorted(plain.items())
    return sha256(str(plain).encode()).hexdigest()[:DIGITS]


def _shown(field: forms.Field, value: Any) -> str | Promise:
    """As the page says it."""
    if isinstance(value, dict):
        return listed([each for each in value.values() if each]) or "–"
    for choice, name in _choices_of(field):
        if str(choice) == str(value):
            return name
    return "–" if value in (None, "") else str(value)


def _choices_of(field: forms.Field) -> list[tuple[Any, str | Promise]]:
    """Those in groups too."""
    found: list[tuple[Any, str | Promise]] = []
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    for choice, name in choices:
        found += name if isinstance(name, list | tuple) else [(choice, name)]
    return found
