"""Groups of a cohort, and who is in them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from cohorts.enums import CohortTime
from cohorts.models import Cohort, Enrolment
from groupwork.enums import Verdict
from groupwork.models import Decision, Group, Idea, Survey
from groupwork.permissions import groups_visible_to, groups_written_by
from people.models import Person


@dataclass(frozen=True)
class GroupLine:
    """A group in the list of its cohort: how many are in it, how many ideas it has, and what it chose."""

    group: Group
    members: int
    ideas: int
    chosen: str


def groups_in(cohort: Cohort, viewer: Person) -> list[GroupLine]:
    """Those of ``cohort`` that ``viewer`` sees, by name; two queries."""
    now = Count("memberships", filter=Q(memberships__left_at=None), distinct=True)
    ideas = Count("ideas", filter=Q(ideas__withdrawn_at=None), distinct=True)
    seen = groups_visible_to(viewer).filter(cohort=cohort).annotate(members=now, number_of_ideas=ideas)
    decisions = Decision.objects.filter(idea__group__cohort=cohort, withdrawn_at=None).select_related("idea")
    standing = {each.idea_id: each for each in decisions.order_by("received_at", "pk")}
    chosen = {each.idea.group_id: each.idea.name for each in standing.values() if each.verdict == Verdict.CHOSEN}
    return [GroupLine(each, each.members, each.number_of_ideas, chosen.get(each.pk, "")) for each in seen]


def members_of(group: Group) -> QuerySet[Person]:
    """Who is in it now, by name."""
    return Person.objects.filter(group_memberships__group=group, group_memberships__left_at=None).order_by("name", "pk")


def learners_in(cohort: Cohort) -> QuerySet[Person]:
    """Who takes part in ``cohort``, by name."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return Person.objects.filter(pk__in=stays.values("person")).order_by("name", "pk")


def ideas_of(group: Group) -> QuerySet[Idea]:
    """Those that stand, as they came up."""
    found: QuerySet[Idea] = Idea.objects.current().filter(group=group)
    return found


def surveys_of(group: Group) -> QuerySet[Survey]:
    """Those that stand, as they were begun."""
    found: QuerySet[Survey] = Survey.objects.current().filter(group=group)
    return found


def groups_of_today(person: Person) -> QuerySet[Group]:
    """Those that ``person`` writes for, in cohorts that run."""
    running = Cohort.objects.at(CohortTime.RUNNING)
    return groups_written_by(person).filter(cohort__in=running)
