"""What is typed for a holiday of a place."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cohorts.forms.cohorts import DAY_HINT, YEAR
from cohorts.models import Holiday
from cohorts.permissions import can_manage_holiday
from core.forms import DateField, Form, NameField
from people.models import Person
from people.pickers import Picks, PlaceField


class HolidayForm(Picks, Form):
    """A day on which nobody meets in a place."""

    day = DateField(label=_("Day"), help_text=DAY_HINT, days_back=0, days_ahead=3 * YEAR)
    name = NameField(label=_("Name"), help_text=_("Such as: Republic Day."), max_length=120)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["place"] = PlaceField(
            label=_("Place"), help_text=_("It counts for all places in it."), viewer=person
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        place = cleaned.get("place")
        if place and not can_manage_holiday(self.person, Holiday(place=place)):
            self.add_error("place", _("This place is not among those you manage."))
        return cleaned
