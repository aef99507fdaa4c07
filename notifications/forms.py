"""What somebody says about how she is told."""

from collections.abc import Collection
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from notifications.enums import OUTSIDE, Channel
from notifications.models import NoticeChoice
from notifications.push import is_push_service

WAYS = [("", _("Nothing more"))] + [(way.value, way.label) for way in OUTSIDE]

NOWHERE = {
    Channel.SMS: _("No SMS reaches you yet: give a phone number first."),
    Channel.EMAIL: _("No e-mail reaches you: no address of yours is known."),
}


class ChoiceForm(Form):
    """The ways in their order, and the quiet hours."""

    first = forms.ChoiceField(label=_("First"), choices=WAYS, required=False)
    second = forms.ChoiceField(label=_("If that does not work"), choices=WAYS, required=False)
    third = forms.ChoiceField(label=_("And if that does not work either"), choices=WAYS, required=False)
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        help_text=_("What comes in these hours waits. Type the same hour twice to be told at any time."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args: Any, missing: Collection[str] = (), **kwargs: Any) -> None:
        """``missing`` are the ways on which she has no address."""
        super().__init__(*args, **kwargs)
        self.missing = missing

    def clean(self) -> dict[str, Any]:
        """A way that leads nowhere is not taken."""
        cleaned = super().clean() or {}
        for name in ("first", "second", "third"):
            if cleaned.get(name) in self.missing:
                self.add_error(name, NOWHERE[cleaned[name]])
        return cleaned

    @staticmethod
    def filled_with(choice: NoticeChoice) -> dict[str, Any]:
        """What stands in the form of who has chosen so."""
        ways = dict(zip(("first", "second", "third"), choice.channels, strict=False))
        return {**ways, "quiet_from": choice.quiet_from, "quiet_until": choice.quiet_until}

    @property
    def channels(self) -> list[str]:
        """The ways she chose, in her order."""
        return [way for way in (self.cleaned_data[name] for name in ("first", "second", "third")) if way]

    @property
    def quiet(self) -> dict[str, time]:
        return {name: self.cleaned_data[name] for name in ("quiet_from", "quiet_until")}


class DeviceForm(forms.Form):
    """What a browser says of itself when she lets messages appear; nobody types it."""

    endpoint = forms.URLField(max_length=500, assume_scheme="https")
    p256dh = forms.RegexField(r"^[\w-]{80,100}=*$", max_length=120)
    auth = forms.RegexField(r"^[\w-]{20,30}=*$", max_length=40)

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if not is_push_service(endpoint):
            raise ValidationError("unknown service", code="unknown")
        return endpoint
