"""On which days nobody meets."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import Holiday
from cohorts.permissions import holidays_managed_by
from cohorts.planning import SUNDAY
from core.models import Place
from people.models import Person
from people.scopes import paths_above


def holidays_over(place: Place) -> dict[date, str]:
    """{day: name} of ``place`` and of all places it lies in; one query."""
    found = Holiday.objects.filter(place__path__in=paths_above(place.path))
    return dict(found.order_by("day", "-place__path").values_list("day", "name"))


def why_off(day: date, holidays: Mapping[date, str]) -> str:
    """Why people do not meet on ``day``; empty where nothing stands against it."""
    return holidays.get(day) or (_("Sunday") if day.isoweekday() == SUNDAY else "")


def holidays_to_come(viewer: Person) -> QuerySet[Holiday]:
    """Those that ``viewer`` manages, from today on."""
    coming = holidays_managed_by(viewer).filter(day__gte=timezone.localdate())
    return coming.select_related("place", "place__parent").order_by("day", "place__name", "pk")
