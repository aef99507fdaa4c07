"""Which cohorts somebody takes part in, sees, teaches or manages."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone

from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import COHORT, READING_ROLES, cohorts_taught_by
from core.enums import PlaceLevel
from core.models import Place
from core.prepared import Given, Prepared
from courses.queries import course_title_in
from people.enums import TEACHING_ROLES
from people.models import Person

COHORTS_ON_A_DESK = 12


def my_cohorts(person: Person) -> list[Cohort]:
    return _MINE.all(person=person.pk)


def running_cohorts(cohorts: QuerySet[Cohort]) -> list[Any]:
    """Those of ``cohorts`` that are not over with their ``learners``, the next or newest first, a desk full of them."""
    running = cohorts.filter(ends_on__gte=timezone.localdate()).select_related("organisation", "place")
    return list(running.annotate(learners=_taking_part())[:COHORTS_ON_A_DESK])


def cohort_seen_by(person: Person, cohort_id: UUID) -> Any:
    """A cohort that ``person`` sees, with organisation and place, in one query. Raises Cohort.DoesNotExist.

    Its ``learns`` says whether she takes part in it, ``teaches`` whether she teaches it.
    """
    cohort = _SEEN.first(person=person.pk, cohort=cohort_id)
    if cohort is None:
        raise Cohort.DoesNotExist
    return cohort


def taking_part_in(person: Person, cohorts: Iterable[Cohort]) -> set[UUID]:
    """Which of ``cohorts`` the person takes part in."""
    stays = Enrolment.objects.active().filter(person=person, cohort__in=list(cohorts))
    return set(stays.values_list("cohort_id", flat=True))


def cohorts_in_list(viewer: Person, language: str) -> QuerySet[Cohort]:
    """The cohorts ``viewer`` teaches or manages, past ones too, each with its ``course_title`` and ``learners``."""
    title = course_title_in(OuterRef("course_key"), language)
    found = cohorts_taught_by(viewer).select_related("place", "organisation")
    return found.annotate(learners=_taking_part(), course_title=title).order_by("-starts_on", "name", "pk")


def places_of(cohorts: QuerySet[Cohort]) -> list[Place]:
    """The states and districts in which ``cohorts`` are, from the top; in two queries."""
    paths = cohorts.order_by().values_list("place__path", flat=True).distinct()
    keys = {key for path in paths for key in path.split("/") if key}
    found = Place.objects.filter(pk__in=keys, level__in=[PlaceLevel.STATE, PlaceLevel.DISTRICT])
    return sorted(found.select_related("parent"), key=_with_those_above)


def _taking_part() -> Count:
    return Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.ACTIVE))


def _mine() -> QuerySet[Cohort]:
    mine = Enrolment.objects.active().filter(person=Given("person", UUIDField())).values("cohort")
    return Cohort.objects.filter(pk__in=mine).select_related("organisation", "place")


def _seen() -> QuerySet[Cohort]:
    her = Given("person", UUIDField())
    learns = Exists(Enrolment.objects.active().filter(person=her, cohort=OuterRef("pk")))
    teaches = COHORT.exists_for(her, *TEACHING_ROLES)
    seen = Cohort.objects.filter(learns | COHORT.exists_for(her, *READING_ROLES), pk=Given("cohort", UUIDField()))
    return seen.select_related("organisation", "place").annotate(learns=learns, teaches=teaches)


_MINE: Prepared[Cohort] = Prepared(_mine)
_SEEN: Prepared[Cohort] = Prepared(_seen)


def _with_those_above(place: Place) -> list[str]:
    return [str(each) for each in (place.parent, place) if each]
