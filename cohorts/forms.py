"""What is typed to join a cohort, and to make one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cohorts.permissions import can_create_cohort
from cohorts.planning import BlockPlan
from core.codes import plain_code
from core.enums import Language, PlaceLevel
from core.forms import CreatingForm, DateField, Form, PlainTextField, WholeNumberField
from core.models import Place
from courses.models import CoursePage
from people.models import Organisation, Person

YEAR = 366
DAY_HINT = _("Day-month-year, such as 23-11-2026.")


class JoinForm(Form):
    """The code on the blackboard."""

    code = forms.CharField(
        label=_("Cohort code"),
        help_text=_("Your trainer writes it on the board, such as MVK4P7."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class MemberCodeField(forms.CharField):
    """A person by her member code; its value is the person."""

    def clean(self, value: Any) -> Person | None:
        code = plain_code(super().clean(value))
        if not code:
            return None
        person = Person.objects.filter(user__username=code, user__is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody has this member code. It is on the page “About me” of that person."))
        return person


class CohortForm(CreatingForm):
    """A new cohort: what, where, when, who teaches and mentors it."""

    name = PlainTextField(label=_("Name"), max_length=120)
    course = forms.ModelChoiceField(CoursePage.objects.none(), label=_("Course"))
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Organisation that runs it"))
    place = forms.IntegerField(
        label=_("LGD code of the village or gram panchayat"), help_text=_("From the Local Government Directory.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    starts_on = DateField(label=_("First day"), help_text=DAY_HINT, days_back=YEAR, days_ahead=5 * YEAR)
    ends_on = DateField(label=_("Last day"), help_text=DAY_HINT, days_back=0, days_ahead=8 * YEAR)
    capacity = WholeNumberField(label=_("Places"), least=1, most=500, initial=30)
    modules_a_block = WholeNumberField(label=_("Modules in a block"), least=1, most=12, initial=3)
    days_between = WholeNumberField(
        label=_("Days from the start of one block to the next"), least=1, most=120, initial=28
    )
    begins_at = forms.TimeField(
        label=_("Sessions begin at"), initial="10:30", widget=forms.TimeInput(attrs={"type": "time"})
    )
    venue = PlainTextField(label=_("Venue"), max_length=160)
    trainer = MemberCodeField(label=_("Member code of the trainer"), max_length=20, required=False)
    mentor = MemberCodeField(label=_("Member code of the mentor"), max_length=20, required=False)

    def __init__(self, *args: Any, person: Person, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        courses = CoursePage.objects.live().filter(locale__language_code=language)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_place(self) -> Place:
        """A code names one place of its level: the village is meant where a gram panchayat has the same."""
        code = self.cleaned_data["place"]
        for level in (PlaceLevel.VILLAGE, PlaceLevel.GRAM_PANCHAYAT):
            place = Place.objects.filter(level=level, lgd_code=code).first()
            if place is not None:
                return place
        raise ValidationError(_("No place has this LGD code."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_order(self, cleaned)
        organisation, place = cleaned.get("organisation"), cleaned.get("place")
        if organisation and place and not can_create_cohort(self.person, organisation=organisation, place=place):
            self.add_error("place", _("This place and organisation are not among those you manage."))
        return cleaned

    def plan(self) -> BlockPlan:
        """How the course is cut into blocks; only for a valid form."""
        names = ("modules_a_block", "days_between", "begins_at", "venue")
        return BlockPlan(**{name: self.cleaned_data[name] for name in names})


def check_order(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """Complain beside the last day where it comes before the first."""
    starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", _("The last day comes before the first."))
