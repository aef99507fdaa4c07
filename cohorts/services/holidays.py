"""Writing down the holidays of places."""

from datetime import date

from django.db import transaction

from cohorts.errors import HolidayIsKnown
from cohorts.models import Holiday
from core.models import Place
from core.services import record_audit
from people.models import User


@transaction.atomic
def note_holiday(place: Place, *, day: date, name: str, by: User | None) -> Holiday:
    """Write down that nobody meets in ``place`` on ``day``; by the same name again changes nothing.

    Raises HolidayIsKnown where the day has another name there.
    """
    holiday, created = Holiday.objects.get_or_create(place=place, day=day, defaults={"name": name})
    if holiday.name != name:
        raise HolidayIsKnown(holiday.name)
    if created:
        record_audit("holiday.noted", holiday, by=by)
    return holiday


@transaction.atomic
def drop_holiday(holiday: Holiday, *, by: User | None) -> None:
    """People meet on that day after all. Plans that are made stay as they are."""
    record_audit("holiday.dropped", holiday, by=by)
    holiday.delete()
