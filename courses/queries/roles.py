"""Who holds a role, as rules of lessons ask it."""

from collections.abc import Collection
from uuid import UUID

from courses.conditions import Leaf
from people.models import RoleGrant


def with_role(course_key: UUID, people: Collection[UUID], conditions: Collection[Leaf]) -> dict[UUID, set[Leaf]]:
    """{person: those of ``conditions`` whose role she holds, over whatever}; one query."""
    leaf_of = {leaf.get("role"): leaf for leaf in conditions}
    grants = RoleGrant.objects.current().filter(person__in=people, role__in=leaf_of)
    held: dict[UUID, set[Leaf]] = {}
    for person, role in grants.values_list("person_id", "role"):
        held.setdefault(person, set()).add(leaf_of[role])
    return held
