"""Writing down the holidays of places."""

from datetime import date

from django.db import transaction

from cohorts.models import Holiday
from core.models import Place
from core.services import record_audit
from people.models import User


@transaction.atomic
def note_holiday(place: Place, *, day: date, name: str, by: User | None) -> Holiday:
    """Write down that nobody meets in ``place`` on ``day``; where it is known already, by this name now."""
    holiday, _created = Holiday.objects.update_or_create(place=place, day=day, defaults={"name": name})
    record_audit("holiday.noted", holiday, by=by)
    return holiday


@transaction.atomic
def drop_holiday(holiday: Holiday, *, by: User | None) -> None:
    """People meet on that day after all. Plans that are made stay as they are."""
    record_audit("holiday.dropped", holiday, by=by)
    holiday.delete()
