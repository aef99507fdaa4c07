"""What somebody says about how she is told."""

from collections.abc import Collection
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from notifications.enums import OUTSIDE, Channel
from notifications.models import NoticeChoice
from notifications.push import is_push_service

WAYS_IN_ORDER = ("first", "second", "third")
WAYS = [("", _("Nothing more"))] + [(way.value, way.label) for way in OUTSIDE]

NOWHERE = {
    Channel.PUSH: _("This portal sends no messages to phones."),
    Channel.SMS: _("No SMS reaches you yet: give a phone number first."),
    Channel.EMAIL: _("No e-mail reaches you: no address of yours is known."),
}


class WaysSelect(forms.Select):
    """Ways to choose from: one that does not reach her stands there with why, and cannot be chosen."""

    missing: Collection[str] = ()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"] in self.missing:
            option["label"] = format_lazy("{way}: {why}", way=option["label"], why=NOWHERE[option["value"]])
            # What was sent and refused stays chosen, for a browser sends nothing of what cannot be chosen.
            option["attrs"] |= {} if option["selected"] else {"disabled": True}
        return option


class ChoiceForm(Form):
    """The ways in their order, and the quiet hours."""

    first = forms.ChoiceField(label=_("First"), choices=WAYS, required=False, widget=WaysSelect)
    second = forms.ChoiceField(label=_("If that does not work"), choices=WAYS, required=False, widget=WaysSelect)
    third = forms.ChoiceField(
        label=_("And if that does not work either"), choices=WAYS, required=False, widget=WaysSelect
    )
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
        for name in WAYS_IN_ORDER:
            self.fields[name].widget.missing = missing

    def clean(self) -> dict[str, Any]:
        """A way that leads nowhere is not taken."""
        cleaned = super().clean() or {}
        for name in WAYS_IN_ORDER:
            if cleaned.get(name) in self.missing:
                self.add_error(name, NOWHERE[cleaned[name]])
        return cleaned

    @staticmethod
    def filled_with(choice: NoticeChoice, missing: Collection[str] = ()) -> dict[str, Any]:
        """What stands in the form of who has chosen so: her ways that reach her, so that it is taken as it is."""
        ways = dict(zip(WAYS_IN_ORDER, (way for way in choice.channels if way not in missing), strict=False))
        return {**ways, "quiet_from": choice.quiet_from, "quiet_until": choice.quiet_until}

    @property
    def channels(self) -> list[str]:
        """The ways she chose, in her order."""
        return [way for way in (self.cleaned_data[name] for name in WAYS_IN_ORDER) if way]

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
