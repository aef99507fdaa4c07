"""Making groups, and who is in them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort
from core.services import record_audit
from groupwork.models import Group, Membership
from people.models import Person, User


@transaction.atomic
def make_group(cohort: Cohort, *, name: str, members: Iterable[Person], by: User) -> Group:
    """A group of ``cohort``. Raises IntegrityError where another one has its name."""
    group = Group.objects.create(cohort=cohort, name=name)
    Membership.objects.bulk_create(Membership(group=group, person=person) for person in members)
    record_audit("group.made", group, by=by)
    return group


@transaction.atomic
def change_group(group: Group, *, name: str, members: Iterable[Person], by: User) -> None:
    """Let it be called ``name`` and have these members; who leaves has been in it, and what she noted stays."""
    wanted = {person.pk: person for person in members}
    Group.objects.select_for_update().get(pk=group.pk)
    group.name = name
    group.save(update_fields=["name"])
    staying = set(group.memberships.filter(left_at=None).values_list("person", flat=True))
    group.memberships.filter(left_at=None).exclude(person__in=wanted).update(left_at=timezone.now())
    new = [person for key, person in wanted.items() if key not in staying]
    Membership.objects.bulk_create(Membership(group=group, person=person) for person in new)
    record_audit("group.changed", group, by=by)
