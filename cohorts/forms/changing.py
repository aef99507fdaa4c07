"""What is typed to change what is said of a cohort."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from cohorts.permissions import can_create_cohort
from core.enums import Language, PlaceLevel
from core.forms import AskingForm, ChangingForm, NameField, PlainTextField
from people.models import Person
from people.pickers import OrganisationField, Picks, PlaceField

CHANGED = ("name", "language", "organisation", "place", "venue")


class CohortChangeForm(Picks, ChangingForm, AskingForm):
    """The name, the language, who runs it and where, the venue, and a new code instead of the one that is out."""

    name = NameField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    venue = PlainTextField(
        label=_("Venue"),
        help_text=_("For make-up sessions and the report. Planned sessions keep theirs: move them under Sessions."),
        max_length=160,
        required=False,
    )
    new_code = forms.BooleanField(label=_("Draw a new code"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.person = cohort, person
        if can_create_cohort(person, organisation=cohort.organisation, place=cohort.place):
            self.fields |= self._whose_and_where()
        # What she cannot change is not overwritten either, whoever has changed it meanwhile.
        self.initial = {name: getattr(cohort, name) for name in CHANGED if name in self.fields}
        self.fields["new_code"].help_text = format_lazy(
            _("Now it is {code}. Where that is written down or was sent, nobody can join by it any more."),
            code=cohort.code,
        )
        self.order_fields(["name", "language", "organisation", "place", "venue", "new_code"])

    def _whose_and_where(self) -> dict[str, forms.Field]:
        """For who manages what lies there; who manages this cohort alone takes it nowhere else."""
        levels = {PlaceLevel.GRAM_PANCHAYAT, PlaceLevel.VILLAGE, PlaceLevel(self.cohort.place.level)}
        return {
            "organisation": OrganisationField(
                label=_("Organisation that runs it"),
                help_text=_("Stays once certificates of this cohort name it."),
                viewer=self.person,
            ),
            "place": PlaceField(
                label=_("Place"),
                help_text=_(
                    "Who looks after the new place sees the cohort from now on, who looks after the old one no more."
                ),
                levels=sorted(levels, reverse=True),
                viewer=self.person,
            ),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        organisation, place = cleaned.get("organisation"), cleaned.get("place")
        is_moved = (organisation, place) != (self.cohort.organisation, self.cohort.place)
        is_hers = not (organisation and place) or can_create_cohort(self.person, organisation=organisation, place=place)
        if is_moved and not is_hers:
            self.add_error("place", _("This place and organisation are not among those you manage."))
        if cleaned.get("new_code"):
            question = _("The code {code} lets nobody in any more.")
            self.ask("new_code", format_lazy(question, code=self.cohort.code))
        return cleaned
