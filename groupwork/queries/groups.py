"""Groups of a cohort, and who is in them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from cohorts.enums import CohortTime
from cohorts.models import Cohort, Enrolment
from core.records import Chain, chains_of
from groupwork.enums import Verdict
from groupwork.models import Decision, Group, Idea, Membership, Sheet, Survey
from groupwork.permissions import groups_visible_to, groups_written_by, members_named, with_names
from people.models import Person

Noted = TypeVar("Noted", Idea, Survey)


@dataclass(frozen=True)
class GroupLine:
    """A group in the list of its cohort: how many are in it, how many ideas it has, and what it chose."""

    group: Group
    members: int
    ideas: int
    chosen: str


def groups_in(cohort: Cohort, viewer: Person) -> list[GroupLine]:
    """Those of ``cohort`` that ``viewer`` sees, by name; three queries."""
    now = Count("memberships", filter=Q(memberships__left_at=None))
    seen = groups_visible_to(viewer).filter(cohort=cohort).annotate(members=now)
    ideas = chains_of(Idea.objects.filter(group__cohort=cohort))
    stands = {key: chain.now for chain in ideas for key in chain.keys}
    decisions = Decision.objects.filter(idea__in=list(stands), withdrawn_at=None).order_by("received_at", "pk")
    verdicts = {stands[each.idea_id]: each.verdict for each in decisions}
    chosen = {idea.group_id: idea.name for idea, verdict in verdicts.items() if verdict == Verdict.CHOSEN}
    number = Counter(chain.now.group_id for chain in ideas)
    return [GroupLine(each, each.members, number[each.pk], chosen.get(each.pk, "")) for each in seen]


def members_of(group: Group) -> QuerySet[Person]:
    """Who is in it now, by name."""
    return members_named(group).order_by("name", "pk")


def learners_in(cohort: Cohort) -> QuerySet[Person]:
    """Who takes part in ``cohort``, by name."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return Person.objects.filter(pk__in=stays.values("person")).order_by("name", "pk")


def in_other_groups(cohort: Cohort, group: Group | None = None) -> dict[UUID, str]:
    """{who is in a group of ``cohort`` now: its name}, but for who is in ``group``."""
    now = Membership.objects.filter(group__cohort=cohort, left_at=None)
    if group:
        now = now.exclude(person__in=group.memberships.filter(left_at=None).values("person"))
    return dict(now.order_by("group__name").values_list("person", "group__name"))


def noted(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """``rows`` as they are read: each with by whom and in which session."""
    return with_names(rows).select_related("session")


def ideas_of(group: Group) -> list[Chain[Idea]]:
    """Those that stand, as they came up, with what each was corrected from."""
    return chains_of(noted(Idea.objects.filter(group=group)))


def ideas_called(keys: Iterable[UUID]) -> QuerySet[Idea]:
    """The ideas of these keys, of whatever group: it is for who asks to tell them apart."""
    return Idea.objects.filter(pk__in=keys)


def surveys_of(group: Group) -> list[Chain[Survey]]:
    """Those that stand, as they were begun, with what each was corrected from."""
    return chains_of(noted(Survey.objects.filter(group=group)))


def sheets_of(group: Group) -> list[Chain[Sheet]]:
    """Those that stand, as they were filled in, with what each was corrected from."""
    return chains_of(noted(Sheet.objects.filter(group=group)))


def chain_with(chains: Iterable[Chain[Noted]], key: UUID) -> Chain[Noted] | None:
    """The one in which ``key`` stands or has stood: what a phone kept may name an older one."""
    return next((chain for chain in chains if key in chain.keys), None)


def groups_of_today(person: Person) -> QuerySet[Group]:
    """Those that ``person`` writes for, in cohorts that run."""
    running = Cohort.objects.at(CohortTime.RUNNING)
    return groups_written_by(person).filter(cohort__in=running)
