"""What is typed to offer a picture of work."""

from base64 import b64decode, b64encode
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from cohorts.permissions import can_teach, learners_who_may_be_shown
from core.forms import Form, PlainTextField
from core.pictures import NOT_A_PICTURE, TOO_LARGE, Picture, TooManyPixels, kept_picture
from core.widgets import PhotoInput
from people.models import Person

GROUP = "group"  # whose work it is, where no one learner made it
WORK_SIDE = 960  # pixels: what a phone shows across its screen


class PhotoAsText(PhotoInput):
    """A photo that comes as phones keep it and hand it in: in base64."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class WorkForm(Form):
    """A picture of what somebody made, with the word that she has said yes. A learner offers her own."""

    photo = forms.CharField(
        label=_("Photo"),
        help_text=_("Show the thing that was made. Leave faces, names and phone numbers out."),
        widget=PhotoAsText,
    )
    seen = PlainTextField(
        label=_("What the picture shows"),
        help_text=_("For who cannot see it, such as: a blue cloth bag with a zip, on a table."),
        max_length=250,
    )
    whose = forms.ChoiceField(
        label=_("Whose work it is"),
        help_text=_("Only who agreed to be asked about her story or photo is in this list."),
        error_messages={"invalid_choice": _("She has not agreed to be shown. Choose somebody else.")},
    )
    named = PlainTextField(
        label=_("Name below the picture"),
        help_text=_("As she wants to be called. Leave it empty where she wants no name."),
        max_length=120,
        required=False,
    )
    agreed = forms.BooleanField(label=_("Each whose work it is has said yes: everybody may see this picture"))

    def __init__(self, *args: Any, cohort: Cohort, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        if can_teach(person, cohort):
            self.learners = {str(each.pk): each for each in learners_who_may_be_shown(cohort)}
            named = [(key, str(each)) for key, each in self.learners.items()]
            whose: Any = self.fields["whose"]
            whose.choices = [("", "–"), *named, (GROUP, _("The group made it together"))]
        else:
            del self.fields["whose"]
            self.learners = {"": person}
            self.fields["agreed"].label = _("It is my work, and I agree: everybody may see this picture")

    def clean_photo(self) -> Picture:
        """The photo as it is kept."""
        try:
            return kept_picture(b64decode(self.cleaned_data["photo"], validate=True), longest_side=WORK_SIDE)
        except TooManyPixels:
            raise ValidationError(TOO_LARGE, code="too_large") from None
        except ValueError:
            raise ValidationError(NOT_A_PICTURE, code="invalid_image") from None

    def clean(self) -> dict[str, Any]:
        """With ``learner``: whose work it is, nobody where it is the group's."""
        cleaned = super().clean() or {}
        cleaned["learner"] = self.learners.get(cleaned.get("whose", ""))
        return cleaned


def photo_without_notes(written: str) -> str:
    """A photo as a phone hands it in, drawn anew. Raises ValueError where it is none."""
    return b64encode(kept_picture(b64decode(written, validate=True), longest_side=WORK_SIDE).content).decode()
