"""What stands in a row of the list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.codes import plain_code
from core.enums import Language, PlaceLevel
from core.forms import DateField, Form, LanguageField, NamedChoiceField, NameField, PhoneField, WholeNumberField
from core.models import Place
from core.places import LgdCodeField
from people.enums import Gender, Purpose
from people.models import Person

# {column: what she agreed to on the paper that was signed on the day that stands in it}
SIGNED = {"consent_on": Purpose.TRAINING, "sharing_on": Purpose.SHARING}
PLACE_LEVELS = (PlaceLevel.VILLAGE, PlaceLevel.GRAM_PANCHAYAT)


class LearnerForm(Form):
    """A row of the list; ``lgd_code`` becomes the place."""

    name = NameField(label=_("Name"), max_length=Person._meta.get_field("name").max_length)
    consent_on = DateField(label=_("Consent signed on paper on"), days_ahead=0)
    sharing_on = DateField(
        label=_("Consent to share results signed on paper on"),
        help_text=_("empty where she did not sign it: the organisation does not see her results then"),
        days_ahead=0,
        required=False,
    )
    member_code = forms.CharField(label=_("Member code"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    gender = NamedChoiceField(label=_("Gender"), choices=Gender, required=False)
    language = LanguageField(label=_("Language"), choices=Language, required=False)
    lgd_code = LgdCodeField(label=_("LGD code of the village"), required=False)
    which = WholeNumberField(
        label=_("Which of this name"),
        help_text=_("2 for the second person of one name, 3 for the third, where no phone or village tells them apart"),
        least=1,
        most=99,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nobody shares results of a training that she has not agreed to yet."""
        cleaned = super().clean() or {}
        training, sharing = cleaned.get("consent_on"), cleaned.get("sharing_on")
        if training and sharing and sharing < training:
            self.add_error("sharing_on", _("This day is before the day on which she agreed to the training."))
        return cleaned

    def clean_member_code(self) -> str:
        return plain_code(self.cleaned_data["member_code"])

    def clean_lgd_code(self) -> Place | None:
        code = self.cleaned_data["lgd_code"]
        places = Place.objects.filter(level__in=PLACE_LEVELS, lgd_code=code).order_by("-level")
        place = places.first() if code is not None else None
        if code is not None and place is None:
            raise ValidationError(_("No village or gram panchayat has this LGD code."))
        return place
