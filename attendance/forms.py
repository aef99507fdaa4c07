"""How a sheet of marks is read."""

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from attendance.enums import Presence, Reason
from attendance.errors import NotInTheCohort
from attendance.marks import Said
from cohorts.models import Session
from core.forms import Form
from core.pictures import NOT_A_PICTURE, TOO_LARGE, Picture, TooManyPixels, kept_picture

STATE, LATER, MARK, REST = "state:", "later:", "mark:", "rest"
AT_ONCE = "-"
STATES = {value: (value, "") for value in Presence.values} | {
    f"{Presence.ABSENT}/{reason}": (str(Presence.ABSENT), reason) for reason in Reason.values
}


class SheetForm(Form):
    """Marks of one session: of each person ``state:<person>``, which is present, late, absent, absent/<reason> or
    open, which takes back what was said, and
    ``mark:<person>``: the id that the phone has given the mark, and after it those of the marks it is made over. A page
    without scripts gives no id: ``-`` stands in its place (:attr:`attendance.marks.Said.at_once`).

    Who has an empty state is not marked; with ``rest``, which is a state, it is that of all of whom nothing stands. It
    is not that of who stands below the list (:mod:`attendance.listed`): her state is called ``later:<person>`` by a
    page without scripts.
    Raises NotInTheCohort where one of them is not of ``people``.
    """

    error_messages: Mapping[str, Any] = {
        "invalid": _("This list cannot be read. Open the page again."),
        "empty": _("Nobody is marked yet. Say of at least one whether she is here."),
    }

    def __init__(self, data: Any, *, session: Session, people: set[UUID]) -> None:
        super().__init__(data)
        self.session, self.people = session, people

    def clean(self) -> dict[str, Any]:
        """``marks`` are what was said of whom."""
        try:
            marks = list(self._said())
        except (KeyError, ValueError):
            raise ValidationError(self.error_messages["invalid"], "invalid") from None
        if not marks:
            raise ValidationError(self.error_messages["empty"], "empty")
        if not {mark.person for mark in marks} <= self.people:
            raise NotInTheCohort
        return {"marks": marks}

    def _said(self) -> Iterator[Said]:
        rest = self.data.get(REST, "")
        for name in self.data:
            if not name.startswith((STATE, LATER)):
                continue
            person = name.partition(":")[2]
            own, *over = self.data.get(f"{MARK}{person}", AT_ONCE).split() or [AT_ONCE]
            state = self.data[name] or ("" if over or name.startswith(LATER) else rest)
            if state:
                presence, reason = STATES[state]
                key = uuid4() if own == AT_ONCE else UUID(own)
                named = frozenset(map(UUID, over))
                yield Said(key, UUID(person), presence, reason, named, at_once=own == AT_ONCE)


class CodeForm(Form):
    """The short code that the trainer's screen shows."""

    code = forms.CharField(label=_("Code of the session"), max_length=20)


class SheetPhotoForm(Form):
    """A photo of the signed paper."""

    photo = forms.CharField()  # in base64

    def clean_photo(self) -> Picture:
        """The photo as it is kept: drawn anew, without what the phone noted in it."""
        try:
            return kept_picture(b64decode(self.cleaned_data["photo"], validate=True))
        except TooManyPixels:
            raise ValidationError(TOO_LARGE, code="too_large") from None
        except ValueError:
            raise ValidationError(NOT_A_PICTURE, code="invalid_image") from None


def photo_without_notes(written: str) -> str:
    """A photo as a phone hands it in, drawn anew. Raises ValueError where it is none."""
    return b64encode(kept_picture(b64decode(written, validate=True)).content).decode()
