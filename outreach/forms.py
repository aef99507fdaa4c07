"""What an editor types about a story."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.codes import plain_code
from outreach.queries import code_of, who_agrees_to_stories
from people.models import Person


class MemberCodeField(forms.CharField):
    """Somebody who agrees that stories are told of her, by her member code; nobody is searched for here."""

    default_error_messages = {
        "unknown": _("Nobody with this member code has agreed to be asked about a story. Ask her first.")
    }

    def clean(self, value: Any) -> Person | None:
        code = plain_code(super().clean(value))
        person = who_agrees_to_stories(code) if code else None
        if code and person is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return person

    def prepare_value(self, value: Any) -> Any:
        return code_of(value) if isinstance(value, UUID) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class StoryForm(WagtailAdminPageForm):
    """A story; who it is about, where the portal knows her."""

    about = MemberCodeField(
        label=_("Her member code"),
        help_text=_(
            "Where it tells of somebody who learns here. It can be read only while she agrees to it under “About me”."
        ),
        required=False,
        max_length=40,
    )
