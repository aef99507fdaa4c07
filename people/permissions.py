"""Who may act and whom they may see. A role reaches as far as its place, organisation or cohort."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length
from django.db.models.lookups import Exact

from core.models import Place
from people.models import Person, RoleGrant


def person_of(user: Any) -> Person | None:
    """The person behind ``user``, or None for a stranger and for an account without one."""
    return getattr(user, "person", None) if user.is_authenticated else None


def current_grants(person: Person | None) -> list[RoleGrant]:
    """The roles ``person`` holds now, their places and organisations with them; asked for once a request."""
    return person.current_grants if person else []


def grant_reaches(
    grant: RoleGrant, *, place: Place | None, organisation_id: int | None, cohort_id: UUID | None
) -> bool:
    """Whether ``grant`` covers something in ``place``, of an organisation, in a cohort."""
    if grant.cohort_id is not None:
        return grant.cohort_id == cohort_id
    if grant.organisation_id is not None:
        return grant.organisation_id == organisation_id
    return place is not None and grant.place is not None and place.path.startswith(grant.place.path)


def scope_filter(grants: list[RoleGrant], *, place: str, organisation: str, cohort: str) -> Q:
    """The queryset twin of :func:`grant_reaches`.

    ``place``, ``organisation`` and ``cohort`` are lookups of the filtered model, such as ``place``,
    ``organisation_id`` and ``id``. No grants select nothing.
    """
    condition = Q(pk__in=[])
    for grant in grants:
        if grant.cohort_id is not None:
            condition |= Q(**{cohort: grant.cohort_id})
        elif grant.organisation_id is not None:
            condition |= Q(**{organisation: grant.organisation_id})
        elif grant.place is not None:
            condition |= Q(**{f"{place}__path__startswith": grant.place.path})
    return condition


def holds_role(person: Person, role: str, *, place_path: str, organisation: str, cohort: str) -> Exists:
    """The rule of :func:`grant_reaches` as a condition inside a query, for where asking for the grants first costs.

    The three are lookups of the outer model: the path of its place, the ids of its organisation and cohort.
    """
    above = Exact(Left(OuterRef(place_path), Length("place__path")), F("place__path"))
    reaches = Q(cohort_id=OuterRef(cohort)) | Q(organisation_id=OuterRef(organisation)) | Q(above, place__isnull=False)
    return Exists(RoleGrant.objects.current().filter(reaches, person=person, role=role))


def can_see_person(viewer: Person | None, person: Person) -> bool:
    """Herself, or somebody in the place or organisation of a role the viewer holds."""
    if viewer is None:
        return False
    if viewer.pk == person.pk:
        return True
    return any(
        grant_reaches(grant, place=person.place, organisation_id=person.organisation_id, cohort_id=None)
        for grant in current_grants(viewer)
        if grant.cohort_id is None
    )


def people_visible_to(viewer: Person | None) -> QuerySet[Person]:
    """The queryset twin of :func:`can_see_person`."""
    if viewer is None:
        return Person.objects.none()
    grants = [grant for grant in current_grants(viewer) if grant.cohort_id is None]
    reach = scope_filter(grants, place="place", organisation="organisation_id", cohort="pk")
    return Person.objects.filter(Q(pk=viewer.pk) | reach)
