"""Roles, given and taken back."""

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from core.services import record_audit
from people.access import announce_access_changed
from people.models import Person, RoleGrant, User
from people.scopes import scope_of


@transaction.atomic
def grant_role(person: Person, *, role: str, over: Model, by: User | None) -> RoleGrant:
    """Give ``person`` a role ``over`` a place, an organisation or a row of a registered kind of scope.

    Granting it again while it holds changes nothing. Raises LookupError for a row of no registered kind.
    """
    grant, created = RoleGrant.objects.get_or_create(
        person=person, role=role, ended_at=None, **scope_of(over), defaults={"granted_by": by}
    )
    if created:
        record_audit("role.granted", grant, by=by, role=role)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: User | None) -> None:
    """Take the role back from now on."""
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    record_audit("role.ended", grant, by=by, role=grant.role)
    announce_access_changed(grant.person)


def end_roles_over(thing: Model, *, by: User | None) -> None:
    """Take back all roles over ``thing``, which is about to be deleted."""
    for grant in RoleGrant.objects.current().filter(**scope_of(thing)).select_related("person"):
        end_role(grant, by=by)
