"""Who manages the programmes that cohorts are planned by, and the holidays of a place."""

from django.db.models import Exists, OuterRef, QuerySet

from cohorts.models import Holiday, Programme, ProgrammeBlock, ProgrammeCourse
from people.enums import Role
from people.models import Person
from people.permissions import organisations_visible_to
from people.scopes import Scope, declare, held

HOLIDAY = declare(Scope(Holiday, place="place"))
PROGRAMME = declare(Scope(Programme, place="organisation__place", organisation="organisation"))


def can_manage_programme(person: Person | None, programme: Programme) -> bool:
    """A programme manager over the organisation that offers it, or over its place."""
    return PROGRAMME.reaches(held(person, [Role.PROGRAMME_MANAGER]), programme)


def programmes_managed_by(person: Person | None) -> QuerySet[Programme]:
    """The queryset twin of :func:`can_manage_programme`."""
    return Programme.objects.filter(PROGRAMME.within(person, [Role.PROGRAMME_MANAGER]))


def programmes_offered_to(person: Person) -> QuerySet[Programme]:
    """Those that who makes cohorts may plan one by: of each organisation that is at work where she is."""
    at_work = Programme.objects.filter(organisation__in=organisations_visible_to(person))
    planned = (Exists(rows.objects.filter(programme=OuterRef("pk"))) for rows in (ProgrammeBlock, ProgrammeCourse))
    return at_work.filter(*planned)


def can_manage_holiday(person: Person | None, holiday: Holiday) -> bool:
    """A programme manager over its place."""
    return HOLIDAY.reaches(held(person, [Role.PROGRAMME_MANAGER]), holiday)


def holidays_managed_by(person: Person | None) -> QuerySet[Holiday]:
    """The queryset twin of :func:`can_manage_holiday`."""
    return Holiday.objects.filter(HOLIDAY.within(person, [Role.PROGRAMME_MANAGER]))
