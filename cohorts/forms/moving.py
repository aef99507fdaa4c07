"""What is typed to change a plan that is made."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cohorts.errors import NothingMoves, SessionRunsLate, SessionsIntoThePast
from cohorts.forms.cohorts import DAY_HINT, YEAR
from cohorts.models import MOST_OF_A_REASON, Cohort
from cohorts.planning import Change, Moved
from cohorts.queries import SessionToChange
from cohorts.services import what_moves
from core.forms import CreatingForm, DateField, Form, PlainTextField, WholeNumberField

FROM_DAY = "from"


class MoveForm(CreatingForm):
    """One session, one block, or everything from a day on; by days or to a day, to an hour, to a venue."""

    what = forms.ChoiceField(label=_("What moves"))
    from_day = DateField(
        label=_("From this day on"), help_text=_("Only where everything moves. Empty: from today on."), required=False
    )
    days = WholeNumberField(
        label=_("By how many days"), help_text=_("With a minus: earlier."), least=-YEAR, most=YEAR, required=False
    )
    first_day = DateField(
        label=_("Or to this day"),
        help_text=_("The first of them goes there, the others as far."),
        days_back=0, days_ahead=3 * YEAR, required=False,
    )  # fmt: skip
    goes_on = forms.BooleanField(
        label=_("Leave out holidays and Sundays"),
        help_text=_("What would fall on one goes to the next day on which you may meet."),
        required=False,
        initial=True,
    )
    hour = forms.TimeField(
        label=_("New hour"),
        help_text=_("Empty: as it is."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    venue = PlainTextField(label=_("New venue"), help_text=_("Empty: as it is."), max_length=160, required=False)
    reason = PlainTextField(
        label=_("Why?"),
        help_text=_("The learners read this among their news. It may stay empty."),
        max_length=MOST_OF_A_REASON,
        required=False,
    )

    def __init__(self, *args: Any, cohort: Cohort, sessions: Sequence[SessionToChange], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.sessions = [each for each in sessions if not each.has_begun and not each.is_cancelled]
        self.moved: list[Moved] = []
        blocks = {each.block: each.block_title for each in self.sessions}
        ones = [(f"session:{each.pk}", f"{date_format(each.starts_at)} · {each.name}") for each in self.sessions]
        said = [(f"block:{number}", f"{number}. {title}") for number, title in sorted(blocks.items())]
        what: Any = self.fields["what"]
        what.choices = [
            (FROM_DAY, _("Everything from a day on")),
            (_("One block"), said),
            (_("One session"), ones),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("days") and cleaned.get("first_day"):
            self.add_error("first_day", _("Either by days, or to a day."))
        if self.errors:
            return cleaned
        said_by_days = "days" in self.fields and not cleaned.get("first_day")
        try:
            self.moved = what_moves(self.cohort, self.keys(), self.change())
        except NothingMoves as refusal:
            self.add_error("what" if "what" in self.fields else "first_day", str(refusal))
        except SessionsIntoThePast as refusal:
            self.add_error("days" if said_by_days else "first_day", str(refusal))
        except SessionRunsLate as refusal:
            self.add_error("hour", str(refusal))
        return cleaned

    def keys(self) -> list[int]:
        """The sessions that were chosen."""
        kind, _colon, key = self.cleaned_data["what"].partition(":")
        if kind == FROM_DAY:
            first = self.cleaned_data["from_day"] or timezone.localdate()
            return [each.pk for each in self.sessions if each.starts_at.date() >= first]
        if kind == "block":
            return [each.pk for each in self.sessions if str(each.block) == key]
        return [each.pk for each in self.sessions if str(each.pk) == key]

    def change(self) -> Change:
        """What was typed."""
        typed = self.cleaned_data
        return Change(typed["days"] or 0, typed["first_day"], typed["hour"], typed["venue"], typed["goes_on"])


class MoveOneForm(MoveForm):
    """The ``one`` session that the address names: to a day, to an hour, to a venue.

    A day that is named is meant, also a Sunday: that it is one is said beside it, before anything is moved.
    """

    def __init__(self, *args: Any, one: SessionToChange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one = one
        for name in ("what", "from_day", "days", "goes_on"):
            del self.fields[name]
        day = self.fields["first_day"]
        day.label, day.help_text = _("The new day"), _("Empty: as it is.")

    def keys(self) -> list[int]:
        """The one."""
        return [self.one.pk]

    def change(self) -> Change:
        """What was typed."""
        typed = self.cleaned_data
        return Change(first_day=typed["first_day"], hour=typed["hour"], venue=typed["venue"])


class CancellingForm(Form):
    """Why a session is not held."""

    reason = PlainTextField(
        label=_("Why is it cancelled?"),
        help_text=_("The learners read this on the plan and among their news."),
        max_length=MOST_OF_A_REASON,
    )


class MakeUpForm(CreatingForm):
    """A session that makes up for one that was missed."""

    missed = forms.ChoiceField(label=_("It makes up for"))
    day = DateField(label=_("Day"), help_text=DAY_HINT, days_back=0, days_ahead=3 * YEAR)
    hour = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    venue = PlainTextField(label=_("Venue"), max_length=160)

    def __init__(self, *args: Any, sessions: Sequence[SessionToChange], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missed: Any = self.fields["missed"]
        missed.choices = [
            (str(each.pk), f"{date_format(each.starts_at)} · {each.name}")
            for each in sessions
            if (each.has_begun or each.is_cancelled) and not each.makes_up
        ]

    def starts_at(self) -> datetime:
        """When it begins, where what says so is valid."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))
