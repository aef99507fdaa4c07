"""More time, more tries or other hours at a test, for a learner or the whole class."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.policy import Change
from cohorts.queries import TestTaken
from core.forms import DateField, Form, PlainTextField, WholeNumberField
from people.models import Person
from people.queries import names_told_apart

YEAR = 365


class AllowanceForm(Form):
    """``change`` is what is typed, once it is valid; ``learner`` is None for the whole class."""

    test = forms.ChoiceField(label=_("Which test"))
    learner = forms.ChoiceField(label=_("For whom"), required=False)
    extra_minutes = WholeNumberField(
        label=_("More minutes"),
        help_text=_("Who is answering now has them at once. It matters only where the test has a time."),
        least=0,
        most=600,
        required=False,
    )
    extra_tries = WholeNumberField(
        label=_("More tries"), help_text=_("Only where tries are counted."), least=0, most=20, required=False
    )
    day = DateField(
        label=_("Open on another day"),
        help_text=_("In place of the test's own days. Such as 25-11-2026."),
        days_back=0,
        days_ahead=YEAR,
        required=False,
    )
    opens = forms.TimeField(label=_("Opens at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("Closes at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    reason = PlainTextField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, tests: Iterable[TestTaken], learners: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tests = {str(test.quiz.pk): test for test in tests}
        self.learners = {str(person.pk): person for person in learners}
        self._field("test").choices = [(key, test.lesson.title) for key, test in self.tests.items()]
        names = names_told_apart({person.pk: person.name for person in self.learners.values()})
        self._field("learner").choices = [
            ("", _("The whole class")),
            *((str(key), name) for key, name in names.items()),
        ]

    @property
    def change(self) -> Change:
        """What is different."""
        typed = self.cleaned_data
        return Change(
            extra_minutes=typed["extra_minutes"] or 0,
            extra_tries=typed["extra_tries"] or 0,
            opens_at=self._moment("opens"),
            closes_at=self._moment("closes"),
        )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        hours = [name for name in ("day", "opens", "closes") if typed.get(name)]
        for name in ("day", "opens", "closes"):
            if hours and name not in hours and name not in self.errors:
                self.add_error(name, _("Say the day and both hours, or none of them."))
        if len(hours) == 3 and typed["closes"] <= typed["opens"]:
            self.add_error("closes", _("It closes before it opens."))
        if not hours and not typed.get("extra_minutes") and not typed.get("extra_tries") and not self.errors:
            raise ValidationError(_("Say what is different: minutes, tries or hours."))
        return typed

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _moment(self, hour: str) -> datetime | None:
        day = self.cleaned_data["day"]
        return timezone.make_aware(datetime.combine(day, self.cleaned_data[hour])) if day else None
