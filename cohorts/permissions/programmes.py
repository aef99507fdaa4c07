"""Who manages the programmes that cohorts are planned by, and the holidays of a place."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cohorts.models import Holiday, Programme, ProgrammeBlock, ProgrammeCourse
from people.enums import MANAGING_ROLES, OrganisationKind, Role
from people.models import Person
from people.permissions import organisations_visible_to
from people.scopes import Scope, declare, held, paths_above

HOLIDAY = declare(Scope(Holiday, place="place"))
PROGRAMME = declare(Scope(Programme, place="organisation__place", organisation="organisation"))


def can_manage_programme(person: Person | None, programme: Programme) -> bool:
    """A programme manager over the organisation that offers it, or over its place."""
    return PROGRAMME.reaches(held(person, [Role.PROGRAMME_MANAGER]), programme)


def programmes_managed_by(person: Person | None) -> QuerySet[Programme]:
    """The queryset twin of :func:`can_manage_programme`."""
    return Programme.objects.filter(PROGRAMME.within(person, [Role.PROGRAMME_MANAGER]))


def programmes_offered_to(person: Person) -> QuerySet[Programme]:
    """Those that who makes cohorts may plan one by: of each organisation that is at work where she is, of those above
    hers, and of a Centre of Excellence, whose programmes are for its partners.
    """
    hers = [grant.organisation for grant in held(person, MANAGING_ROLES) if grant.organisation]
    over_her = {path for organisation in hers for path in paths_above(organisation.path)}
    offering = Q(organisation__in=organisations_visible_to(person)) | Q(organisation__path__in=over_her)
    at_work = Programme.objects.filter(offering | Q(organisation__kind=OrganisationKind.COE))
    planned = (Exists(rows.objects.filter(programme=OuterRef("pk"))) for rows in (ProgrammeBlock, ProgrammeCourse))
    return at_work.filter(*planned)


def programmes_told_to_all() -> QuerySet[Programme]:
    """What their awards ask for stands on a page for anybody: all of them."""
    return Programme.objects.all()


def can_manage_holiday(person: Person | None, holiday: Holiday) -> bool:
    """A programme manager over its place."""
    return HOLIDAY.reaches(held(person, [Role.PROGRAMME_MANAGER]), holiday)


def holidays_managed_by(person: Person | None) -> QuerySet[Holiday]:
    """The queryset twin of :func:`can_manage_holiday`."""
    return Holiday.objects.filter(HOLIDAY.within(person, [Role.PROGRAMME_MANAGER]))


def manages_programmes(person: Person | None) -> bool:
    """Whether ``person`` may write programmes and holidays anywhere: a partner plans by those that are there."""
    return bool(held(person, [Role.PROGRAMME_MANAGER]))
