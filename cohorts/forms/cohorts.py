"""What is typed to join a cohort, and to make one with a plan of its own."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.permissions import can_create_cohort, organisation_run_by
from cohorts.planning import BlockPlan, PlannedBlock
from cohorts.services import blocks_of
from core.enums import Language, PlaceLevel
from core.errors import Refusal
from core.forms import AskingForm, CreatingForm, DateField, NameField, PlainTextField, WholeNumberField
from courses.models import CoursePage
from courses.queries import courses_to_join, outline_at
from people.models import Person
from people.pickers import OrganisationField, PersonField, Picks, PlaceField

YEAR = 366
# As many as one list brings in (exchange/reading.py): an online cohort of a whole state.
MOST_PLACES = 10_000
PARTS = (
    (_("What"), _("The name is what people call it."), ("name", "course", "language", "capacity")),
    (_("Who runs it, and where"), _("Both must be within your reach."), ("organisation", "place")),
    (_("Days"), _("The course is cut into blocks. A lesson opens on the first day of its block."), (
        *("starts_on", "ends_on", "modules_a_block", "days_between"),
    )),
    (_("Sessions"), _("One session a lesson is planned, all at this hour and place."), ("begins_at", "venue")),
    (_("Who teaches and mentors"), _("Both may be left empty for now."), ("trainer", "mentor")),
)  # fmt: skip
PLAN = ("modules_a_block", "days_between", "begins_at", "venue")
BY_NAME_OR_CODE = _("By name, or by the whole member code.")
DAY_HINT = _("Day-month-year, such as 23-11-2026.")


class JoinForm(AskingForm):
    """The code on the blackboard. Whoever runs in a cohort of the course already is asked what she means."""

    code = forms.CharField(
        label=_("Cohort code"),
        help_text=_("Your trainer writes it on the board, such as MVK4P7."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class CourseField(forms.ModelChoiceField):
    """A course as a card: its name, how many modules are published, and what it is about."""

    def label_from_instance(self, obj: CoursePage) -> str:
        number = len(outline_at(obj.path).modules)
        modules = ngettext("%d module", "%d modules", number) % number
        return format_html("<b>{}</b> · {}<br><small>{}</small>", obj.title, modules, obj.summary)


class CohortForm(Picks, CreatingForm):
    """A new cohort: what, where, when, who teaches and mentors it."""

    name = NameField(label=_("Name"), max_length=120)
    course = CourseField(None, label=_("Course"), empty_label=None, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    starts_on = DateField(label=_("First day"), help_text=DAY_HINT, days_back=YEAR, days_ahead=5 * YEAR)
    ends_on = DateField(label=_("Last day"), help_text=DAY_HINT, days_back=0, days_ahead=8 * YEAR)
    capacity = WholeNumberField(label=_("Places"), least=1, most=MOST_PLACES, initial=30)
    modules_a_block = WholeNumberField(label=_("Modules in a block"), least=1, most=12, initial=3)
    days_between = WholeNumberField(
        label=_("Days from the start of one block to the next"), least=1, most=120, initial=28
    )
    begins_at = forms.TimeField(
        label=_("Sessions begin at"),
        initial="10:30",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": _("Type when sessions begin, such as 10:30.")},
    )
    venue = PlainTextField(label=_("Venue"), max_length=160)

    def __init__(self, *args: Any, person: Person, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.initial = {"language": language, **where_she_runs(person), **self.initial}
        self.fields["course"].queryset = courses_to_join(language)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields |= fields_of_who(person)
        self.order_fields(["form_id", *(name for part in PARTS for name in part[-1])])
        self.blocks: list[PlannedBlock] = []

    def parts(self) -> list[tuple[Promise, Promise, list[forms.BoundField]]]:
        """Its fields in groups, each with a title and a line that says what is to be known."""
        return [(title, words, [self[name] for name in names]) for title, words, names in PARTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_order(self, cleaned)
        organisation, place = cleaned.get("organisation"), cleaned.get("place")
        if organisation and place and not can_create_cohort(self.person, organisation=organisation, place=place):
            self.add_error("place", _("This place and organisation are not among those you manage."))
        if {"course", "starts_on", "ends_on", *PLAN} <= cleaned.keys():
            days = {name: cleaned[name] for name in ("course", "starts_on", "ends_on")}
            try:
                self.blocks = blocks_of(**days, plan=self.plan())
            except Refusal as refusal:
                self.add_error(refusal.field, str(refusal))
        return cleaned

    def plan(self) -> BlockPlan:
        """How the course is cut into blocks, where what says so is valid."""
        return BlockPlan(**{name: self.cleaned_data[name] for name in PLAN})


def where_she_runs(person: Person) -> dict[str, Any]:
    """The organisation and the place that stand chosen in the beginning, where ``person`` runs what one organisation
    runs.
    """
    organisation = organisation_run_by(person)
    return {"organisation": organisation, "place": organisation.place} if organisation else {}


def fields_of_who(person: Person) -> dict[str, forms.Field]:
    """Who runs a cohort and where, who teaches and mentors it: as far as ``person`` reaches."""
    levels = (PlaceLevel.GRAM_PANCHAYAT, PlaceLevel.VILLAGE)
    return {
        "organisation": OrganisationField(label=_("Organisation that runs it"), viewer=person),
        "place": PlaceField(label=_("Place"), levels=levels, viewer=person),
        "trainer": PersonField(label=_("Trainer"), help_text=BY_NAME_OR_CODE, viewer=person, required=False),
        "mentor": PersonField(label=_("Mentor"), help_text=BY_NAME_OR_CODE, viewer=person, required=False),
    }


def check_order(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """Complain beside the last day where it comes before the first."""
    starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", _("The last day comes before the first."))
