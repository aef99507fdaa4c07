"""Who may act and whom they may see. A role reaches as far as its place, organisation or cohort."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.enums import Role
from people.models import Consent, Person
from people.scopes import Scope, declare


def person_of(user: Any) -> Person | None:
    """The person behind ``user``, or None for a stranger and for an account without one."""
    return getattr(user, "person", None) if user.is_authenticated else None


PERSON = declare(Scope(Person, place="place", organisation="organisation"))


def can_see_person(viewer: Person | None, person: Person) -> bool:
    """Herself, or somebody in the place or organisation of a role the viewer holds."""
    if viewer is None:
        return False
    return viewer.pk == person.pk or PERSON.reaches(viewer.current_grants, person)


def people_visible_to(viewer: Person | None) -> QuerySet[Person]:
    """The queryset twin of :func:`can_see_person`."""
    if viewer is None:
        return Person.objects.none()
    return Person.objects.filter(Q(pk=viewer.pk) | PERSON.within(viewer, Role))


def has_agreed(person: Person, purpose: str) -> bool:
    """Whether ``person`` agrees to ``purpose`` now."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def agreed(purpose: str, person: str = "person") -> Exists:
    """The queryset twin of :func:`has_agreed`; ``person`` is the lookup of the filtered model."""
    return Exists(Consent.objects.filter(person=OuterRef(person), purpose=purpose, withdrawn_at=None))
