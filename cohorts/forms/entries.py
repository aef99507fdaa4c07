"""What is typed on the ways into a cohort and out of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cohorts.enums import LeavingReason
from cohorts.forms.cohorts import MOST_PLACES
from cohorts.invitees import MOST_LINES, invitees_in
from cohorts.models import Cohort
from cohorts.queries import invited_to, places_free, taking_part_already
from core.forms import AskingForm, ChangingForm, Form, PlainLinesField, PlainTextField, WholeNumberField

# The press that invites those who were understood, and leaves the other lines out.
GOOD_ONES = "good"


class LeavingForm(Form):
    """Why a learner leaves."""

    left_for = forms.ChoiceField(label=_("Why"), choices=[("", "–"), *LeavingReason.choices])
    reason = PlainTextField(label=_("What she is told"), max_length=300, required=False)


class InvitingForm(AskingForm):
    """Whom to invite: its value is the people, each (phone, name).

    Who is in already, and more people than there are places, are asked about. All lines without a phone number
    are named; beside them stands how many are ``good``, who may be invited without them: then those are ``left_out``.
    """

    people = PlainLinesField(
        label=_("Whom to invite"),
        help_text=_("A line for each: the phone number, and the name. Up to 200 at once."),
        max_length=20_000,
    )

    by_sms = forms.BooleanField(
        label=_("Send each an SMS with the link"),
        help_text=_("It leaves between 08:00 and 20:00, and says the name of the cohort alone."),
        required=False,
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.good = 0
        self.left_out: Sequence[str] = ()

    def clean_people(self) -> Sequence[tuple[str, str]]:
        found = invitees_in(self.cleaned_data["people"])
        self.left_out = found.not_understood
        if self.left_out:  # the press stays where she is asked about the good ones
            self.good = len(found.people)
        if self.left_out and not (GOOD_ONES in self.data and found.people):
            lines = "; ".join(self.left_out)
            raise forms.ValidationError(_("No phone number is in: %(lines)s") % {"lines": lines})
        if len(found.people) > MOST_LINES:
            raise forms.ValidationError(_("That is more than 200. Invite them in two parts."))
        against = list(self._against(found.people))
        if against:
            self.ask("people", " ".join(against))
        return found.people

    def _against(self, people: Sequence[tuple[str, str]]) -> Iterator[str]:
        """Who is in, or is invited already, takes no further place."""
        invited = {(str(each.phone), each.name) for each in invited_to(self.cohort)}
        there = taking_part_already(self.cohort, invited.union(people))
        names = sorted({name for each in people for name in there.get(each, ())})
        if names:
            yield _("In this cohort already: %(names)s.") % {"names": ", ".join(names)}
        free = max(0, places_free(self.cohort) - len(invited - there.keys()))
        if len(set(people) - invited - there.keys()) > free:
            yield _places_left(free)


def _places_left(free: int) -> str:
    if not free:
        return str(_("No place is free besides those invited already: whoever says yes waits in line."))
    words = ngettext(
        "Only %d place is free besides those invited already: whoever says yes later waits in line.",
        "Only %d places are free besides those invited already: whoever says yes later waits in line.",
        free,
    )
    return words % free


class DecliningForm(Form):
    """Why somebody who asked is not taken: she reads it."""

    reason = PlainTextField(label=_("Why? She reads this."), max_length=300)


class MovingForm(Form):
    """To which cohort a learner moves."""

    to: "forms.ModelChoiceField[Cohort]" = forms.ModelChoiceField(None, label=_("Cohort"), empty_label="–")

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts  # type: ignore[attr-defined]  # a ModelChoiceField


class PlacesForm(ChangingForm):
    """How many may take part."""

    capacity = WholeNumberField(label=pgettext_lazy("capacity", "Places"), least=1, most=MOST_PLACES)
