"""What is typed to make a cohort of a programme: its blocks, its courses and its rule come from there."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.forms.cohorts import (
    DAY_HINT,
    MOST_PLACES,
    YEAR,
    CourseField,
    fields_of_who,
    where_she_runs,
)
from cohorts.models import Programme
from cohorts.permissions import can_create_cohort
from cohorts.planning import PlannedBlock, TemplatePlan
from cohorts.queries import courses_of_programme, holidays_over
from cohorts.services import blocks_by_programme
from core.enums import Language
from core.errors import Refusal
from core.forms import CreatingForm, DateField, NameField, PlainTextField, WholeNumberField
from people.models import Person
from people.pickers import Picks

PARTS = (
    (_("What"), _("The name is what people call it."), ("name", "course", "language", "capacity", "is_open")),
    (_("Who runs it, and where"), _("Both must be within your reach."), ("organisation", "place", "venue")),
    (_("Days"), _("The blocks of the programme begin here. Field work between them is as long as it says."), (
        *("starts_on", "begins_at", "leaves_out_holidays", "leaves_out_sundays"),
    )),
    (_("Who teaches and mentors"), _("Both may be left empty for now."), ("trainer", "mentor")),
)  # fmt: skip
PLANNED_FROM = {"course", "place", "starts_on", "begins_at", "venue"}


class CohortOfProgrammeForm(Picks, CreatingForm):
    """A new cohort of ``programme``."""

    name = NameField(label=_("Name"), max_length=120)
    course = CourseField(None, label=_("Course"), empty_label=None, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    capacity = WholeNumberField(label=_("Places"), least=1, most=MOST_PLACES, initial=30)
    is_open = forms.BooleanField(label=_("People may join at once"), required=False, initial=True)
    venue = PlainTextField(label=_("Venue"), max_length=160)
    starts_on = DateField(label=_("First day"), help_text=DAY_HINT, days_back=YEAR, days_ahead=5 * YEAR)
    begins_at = forms.TimeField(
        label=_("Sessions begin at"),
        initial="10:30",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": _("Type when sessions begin, such as 10:30.")},
    )
    leaves_out_holidays = forms.BooleanField(
        label=_("Leave out the holidays of the place"), required=False, initial=True
    )
    leaves_out_sundays = forms.BooleanField(label=_("Leave out Sundays"), required=False, initial=True)

    def __init__(self, *args: Any, person: Person, language: str, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.programme = person, programme
        courses = courses_of_programme(programme, language)
        hers = {"organisation": programme.organisation} | where_she_runs(person)
        self.initial = {"language": language, "course": courses.first(), **hers, **self.initial}
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields |= fields_of_who(person)
        self.order_fields(["form_id", *(name for part in PARTS for name in part[-1])])
        self.blocks: list[PlannedBlock] = []
        self.holidays: dict[date, str] = {}

    def parts(self) -> list[tuple[Promise, Promise, list[forms.BoundField]]]:
        """Its fields in groups, each with a title and a line that says what is to be known."""
        return [(title, words, [self[name] for name in names]) for title, words, names in PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        organisation, place = cleaned.get("organisation"), cleaned.get("place")
        if organisation and place and not can_create_cohort(self.person, organisation=organisation, place=place):
            self.add_error("place", _("This place and organisation are not among those you manage."))
        if cleaned.keys() >= PLANNED_FROM:
            self.holidays = holidays_over(cleaned["place"]) if cleaned["leaves_out_holidays"] else {}
            days = {"starts_on": cleaned["starts_on"], "plan": self.plan()}
            try:
                self.blocks = blocks_by_programme(self.programme, cleaned["course"], **days)
            except Refusal as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned

    def plan(self) -> TemplatePlan:
        """When and where it meets, where what says so is valid."""
        return TemplatePlan(
            begins_at=self.cleaned_data["begins_at"],
            venue=self.cleaned_data["venue"],
            holidays=self.holidays,
            on_sundays=not self.cleaned_data["leaves_out_sundays"],
        )
