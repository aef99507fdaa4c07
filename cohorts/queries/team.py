"""Who teaches and mentors a cohort."""

from django.db.models import QuerySet

from cohorts.models import Cohort
from cohorts.permissions import COHORT, managers_of
from people.enums import Role
from people.models import Person, RoleGrant

HANDED_OVER = (Role.TRAINER, Role.MENTOR)


# Of those who may decide, as many as one goes on to ask.
ASKED_FIRST = 5


def who_decides_in(cohort: Cohort) -> list[Person]:
    """Whom to ask for a hand-over: the first by name of those who manage it."""
    return list(managers_of(cohort).order_by("name", "pk")[:ASKED_FIRST])


def grants_over(cohort: Cohort) -> QuerySet[RoleGrant]:
    """The roles held over ``cohort`` itself that can be handed over: not those over its organisation or place."""
    held = RoleGrant.objects.current().filter(scope_kind="cohort", scope_key=cohort.pk, role__in=HANDED_OVER)
    return held.select_related("person").order_by("role", "person__name", "pk")


def team_of(cohort: Cohort) -> QuerySet[RoleGrant]:
    """All roles by which somebody trains or mentors ``cohort``: held over it, its organisation, its place or above."""
    held = COHORT.grants_over(COHORT.over(cohort), HANDED_OVER)
    return held.select_related("person", "place", "organisation").order_by("-role", "person__name", "pk")
