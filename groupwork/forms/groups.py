"""Who is in a group, and how far a trainee has come: by who teaches."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cohorts.models import Enrolment
from core.forms import SEND_AGAIN, AskingForm, CreatingForm, DateField, NameField, PlainTextField
from groupwork.enums import Milestone
from groupwork.states import LADDER, steps_between
from people.models import Person

LONGEST_REASON = 300
BEFORE_IT = _("The cohort began on %(day)s. Type that day or a later one.")
IN_TWO = _("In another group of this cohort already: {names}. Is she in both?")


class GroupForm(CreatingForm, AskingForm):
    """A group and who is in it. ``elsewhere`` is {who is in another group of the cohort: its name}."""

    name = NameField(label=_("Name of the group"), max_length=80)
    members = forms.MultipleChoiceField(label=_("Who is in it"), widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(
        self,
        *args: Any,
        learners: Iterable[Person],
        elsewhere: Mapping[UUID, str],
        taken: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.elsewhere = elsewhere
        self.learners = {str(each.pk): each for each in learners}
        self.taken = {name.casefold() for name in taken}
        members: Any = self.fields["members"]
        members.choices = [(key, str(each)) for key, each in self.learners.items()]

    def clean_name(self) -> str:
        """No other group of the cohort is called so."""
        name: str = self.cleaned_data["name"]
        if name.casefold() in self.taken:
            raise ValidationError(_("Another group of this cohort has this name."), code="taken")
        return name

    def clean_members(self) -> list[Person]:
        """As people. Who would be in two groups of the cohort is asked about."""
        members = [self.learners[key] for key in self.cleaned_data["members"]]
        twice = [f"{each} ({self.elsewhere[each.pk]})" for each in members if each.pk in self.elsewhere]
        if twice:
            self.ask("members", format_lazy(IN_TWO, names=", ".join(twice)))
        return members


class StepForm(AskingForm):
    """A milestone of a trainee, with its day. Whose it is is asked where it is one of several ``stays``.

    ``at`` is {key of a stay: the milestone at which she stands}, with an empty key where it is about one. Who leaves
    steps out is asked whether they were done. No step lies before the cohort ``begins``; the day on which she joined
    may be the day on which her name was brought in.
    """

    stay = forms.ChoiceField(label=_("Who?"))
    milestone = forms.ChoiceField(label=_("How far is she now?"), widget=forms.RadioSelect)
    reached_on = DateField(label=_("Since when"), days_ahead=0)
    reason = PlainTextField(
        label=_("Why"),
        help_text=_("Needed where she has stopped."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(
            {"data-required-if": f"milestone={Milestone.DROPPED}", "data-required-words": _("Write down why.")}
        ),
    )

    def __init__(
        self,
        *args: Any,
        ahead: Iterable[Milestone],
        at: Mapping[str, str],
        begins: date,
        stays: Iterable[Enrolment] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.at, self.begins = at, begins
        self.stays = {str(each.pk): each for each in stays or ()}
        stay: Any = self.fields["stay"]
        stay.choices = [("", "–"), *((key, each.person.name) for key, each in self.stays.items())]
        if stays is None:
            del self.fields["stay"]
        # A page that the phone kept asks on the day on which it is read, and says itself what lies too early.
        early = {"data-earliest": begins.isoformat(), "data-earliest-words": BEFORE_IT % {"day": date_format(begins)}}
        self.fields["reached_on"].widget.attrs |= {"data-today": "", **early}
        milestone: Any = self.fields["milestone"]
        milestone.choices = [(each.value, each.label) for each in ahead]

    def clean_stay(self) -> Enrolment:
        """As a row."""
        return self.stays[self.cleaned_data["stay"]]

    def clean_reached_on(self) -> date:
        """Not before the cohort."""
        day: date = self.cleaned_data["reached_on"]
        if day < self.begins:
            raise ValidationError(BEFORE_IT, code="before_the_cohort", params={"day": date_format(self.begins)})
        return day

    def clean(self) -> dict[str, Any]:
        """Who stopped did so for a reason, and who left steps out has done them."""
        cleaned = super().clean() or {}
        if cleaned.get("milestone") == Milestone.DROPPED and not cleaned.get("reason"):
            self.add_error("reason", _("Write down why."))
        stay = cleaned.get("stay")
        left_out = steps_between(self.at.get(str(stay.pk) if stay else "", ""), cleaned.get("milestone", ""))
        if left_out:
            self.ask("milestone", _left_out(left_out))
        return cleaned

    @property
    def for_the_phone(self) -> dict[str, Any]:
        """By what a phone asks the same without network (groupwork/static/groupwork/questions.js)."""
        return {
            "at": dict(self.at),
            "ladder": [str(each) for each in LADDER],
            "questions": [SEND_AGAIN.format(question=_left_out(number)) for number in range(1, len(LADDER) - 1)],
        }


def _left_out(number: int) -> str | Promise:
    words: str | Promise = format_lazy(
        ngettext_lazy(
            "One step lies between where she stands and this one. Has she done that too?",
            "{number} steps lie between where she stands and this one. Has she done all of them?",
            number,
        ),
        number=number,
    )
    return words


def as_uuid(text: str) -> UUID | None:
    """The key in ``text``; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
