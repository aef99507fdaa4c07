"""What an editor types about a story."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

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


class HomeForm(WagtailAdminPageForm):
    """The front page. Whose work is on it, and whom the portal knows, has agreed to that."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        codes = [plain_code(work.value["code"] or "") for work in cleaned.get("works") or ()]
        unknown = {place: _no_such() for place, code in enumerate(codes) if code and not who_agrees_to_stories(code)}
        if unknown:
            self.add_error("works", StreamBlockValidationError(block_errors=unknown))
        return cleaned


def _no_such() -> StructBlockValidationError:
    """Said at the code of one work: said of them all it stood nowhere on the editor's page."""
    words = MemberCodeField.default_error_messages["unknown"]
    return StructBlockValidationError(block_errors={"code": ValidationError(words, code="unknown")})


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
