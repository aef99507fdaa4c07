"""Who may act and whom they may see. A role reaches as far as its place, organisation or cohort."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.enums import Purpose, Role
from people.models import AccessToken, Consent, Organisation, Person, RoleGrant
from people.scopes import ITSELF, Scope, declare, paths_above


def person_of(user: Any) -> Person | None:
    """The person behind ``user``, or None for a stranger and for an account without one."""
    return getattr(user, "person", None) if user.is_authenticated else None


def edits_the_portal(user: Any) -> bool:
    """Whether she is staff or let into the admin: more hangs on such an account than on a learner's."""
    return bool(user.is_staff or (user.pk and user.has_perm("wagtailadmin.access_admin")))


PERSON = declare(Scope(Person, place="place", organisation="organisation"))
ORGANISATION = declare(Scope(Organisation, place="place", organisation=ITSELF))


def can_see_person(viewer: Person | None, person: Person) -> bool:
    """Herself, or somebody in the place or organisation of a role the viewer holds."""
    if viewer is None:
        return False
    return viewer.pk == person.pk or PERSON.reaches(viewer.current_grants, person)


def people_visible_to(viewer: Person | None) -> QuerySet[Person]:
    """The queryset twin of :func:`can_see_person`."""
    return Person.objects.filter(PERSON.within(viewer, Role, own="pk"))


def tokens_of(person: Person) -> QuerySet[AccessToken]:
    """The programs that act for ``person``: hers alone to see and to stop."""
    return AccessToken.objects.standing().filter(person=person)


def tokens_that_open() -> QuerySet[AccessToken]:
    """Tokens not taken back whose owner's account is open."""
    return AccessToken.objects.standing().filter(person__user__is_active=True)


def has_agreed(person: Person, purpose: str) -> bool:
    """Whether ``person`` agrees to ``purpose`` now."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def agreed(purpose: str, person: str = "person") -> Exists:
    """The queryset twin of :func:`has_agreed`; ``person`` is the lookup of the filtered model."""
    return Exists(Consent.objects.filter(person=OuterRef(person), purpose=purpose, withdrawn_at=None))


def who_took_back(purpose: str) -> QuerySet[Person]:
    """Those who once agreed to ``purpose`` and do not any more; who was never asked is none of them."""
    asked = Consent.objects.filter(person=OuterRef("pk"), purpose=purpose)
    return Person.objects.filter(Exists(asked), ~Exists(asked.filter(withdrawn_at=None)))


def people_not_named_to(viewer: Person | None) -> QuerySet[Person]:
    """Whom no list of before names to ``viewer``: who takes no part for want of her consent, and whom she does not see
    otherwise. What was counted of them stays counted.
    """
    return who_took_back(Purpose.TRAINING).exclude(pk__in=people_visible_to(viewer).values("pk"))


def can_see_organisation(viewer: Person | None, organisation: Organisation) -> bool:
    """Her own, those below one she has a role over, and those at work in a place she has a role over.

    At work in a place are the organisations in it, those of a place above it (a state mission), and those of no place.
    """
    if viewer is None:
        return False
    if viewer.organisation_id == organisation.pk:
        return True
    return any(_at_work(grant, organisation) for grant in viewer.current_grants)


def organisations_visible_to(viewer: Person | None) -> QuerySet[Organisation]:
    """The queryset twin of :func:`can_see_organisation`."""
    if viewer is None:
        return Organisation.objects.none()
    reach = Q(pk=viewer.organisation_id)
    for grant in viewer.current_grants:
        if grant.organisation:
            reach |= Q(path__startswith=grant.organisation.path)
        if grant.place:
            above = paths_above(grant.place.path)
            reach |= Q(place=None) | Q(place__path__startswith=grant.place.path) | Q(place__path__in=above)
    return Organisation.objects.filter(reach)


def _at_work(grant: RoleGrant, organisation: Organisation) -> bool:
    if grant.organisation:
        return organisation.path.startswith(grant.organisation.path)
    if not grant.place:
        return False
    there, here = organisation.place, grant.place
    return there is None or there.path.startswith(here.path) or here.path.startswith(there.path)
