"""Who sees the work of a group, and who writes it down."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cohorts.models import Cohort, Enrolment
from cohorts.permissions import (
    can_teach,
    cohorts_mentored_by,
    cohorts_taught_by,
    results_shown_in,
)
from groupwork.models import Group, Membership
from people.enums import Purpose
from people.models import Person
from people.permissions import people_not_named_to, who_took_back


def groups_of(person: Person | None) -> QuerySet[Group]:
    """Those that ``person`` is in, while she takes part in the cohort."""
    stays = Enrolment.objects.active().filter(person=person, cohort=OuterRef("group__cohort"))
    hers = Membership.objects.filter(Exists(stays), person=person, left_at=None)
    return Group.objects.filter(pk__in=hers.values("group"))


def groups_written_by(person: Person | None) -> QuerySet[Group]:
    """Those whose work ``person`` writes down: she is in the group, or teaches its cohort."""
    hers = groups_of(person).values("pk")
    return Group.objects.filter(Q(pk__in=hers) | Q(cohort__in=cohorts_taught_by(person)))


def own_records(person: Person, model: "type[Any]") -> "QuerySet[Any]":
    """What of this ``model`` came from ``person``: it is known when it comes again, also after she left the group."""
    return model._default_manager.filter(recorded_by=person)


def groups_written_with(person: Person, came: "QuerySet[Any]", group_of: str) -> QuerySet[Group]:
    """Those that ``person`` writes in, and those of what ``came`` from her before, by its ``group_of``."""
    hers = Q(pk__in=groups_written_by(person).values("pk")) | Q(pk__in=came.values(group_of))
    return Group.objects.filter(hers)


def can_write(person: Person | None, group: Group) -> bool:
    """The predicate of :func:`groups_written_by`."""
    return can_teach(person, group.cohort) or groups_of(person).filter(pk=group.pk).exists()


def groups_visible_to(person: Person | None) -> QuerySet[Group]:
    """Who writes in it, and who mentors the cohort. Other groups of the cohort do not: they compete."""
    written = groups_written_by(person).values("pk")
    return Group.objects.filter(Q(pk__in=written) | Q(cohort__in=cohorts_mentored_by(person)))


def groups_taught_by(person: Person | None) -> QuerySet[Group]:
    """Those whose name and members ``person`` may change: of cohorts she teaches."""
    return Group.objects.filter(cohort__in=cohorts_taught_by(person))


def with_names(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """``rows`` with who wrote each down, and whether she is named: who took back her consent to take part is not."""
    took_back = who_took_back(Purpose.TRAINING).filter(pk=OuterRef("recorded_by"))
    return rows.select_related("recorded_by").annotate(is_named=~Exists(took_back))


def members_named(group: Group) -> QuerySet[Person]:
    """Who is in it now: but for whom took back her consent, since when she takes no part."""
    now = Person.objects.filter(group_memberships__group=group, group_memberships__left_at=None)
    return now.exclude(pk__in=who_took_back(Purpose.TRAINING))


def on_track(cohort: Cohort) -> QuerySet[Enrolment]:
    """The stays that an outcome counts: who takes part now, and who left after a step of hers was written down.

    Who left before is no trainee; who left after stays in it, or a cohort would look the better the more of it leave.
    """
    taking_part = Enrolment.objects.active().filter(cohort=cohort)
    return Enrolment.objects.filter(
        Q(pk__in=taking_part.values("pk")) | Q(track__steps__withdrawn_at=None, track__steps__isnull=False),
        cohort=cohort,
    ).distinct()


def tracks_shown_in(cohort: Cohort, viewer: Person) -> QuerySet[Enrolment]:
    """Of these, those whose results ``viewer`` sees; none of who took back her consent and is not named to her."""
    shown = on_track(cohort).annotate(is_shown=results_shown_in(cohort, viewer)).filter(is_shown=True)
    return shown.exclude(person__in=people_not_named_to(viewer))
