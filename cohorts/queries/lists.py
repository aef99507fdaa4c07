"""Which cohorts somebody takes part in, sees, teaches or manages."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, When
from django.utils import timezone

from cohorts.enums import CohortState, EnrolmentStatus
from cohorts.models import Cohort, Enrolment, Invitation, Session, is_going_on
from cohorts.permissions import (
    COHORT,
    READING_ROLES,
    cohorts_managed_by,
    cohorts_taught_by,
    cohorts_to_come,
    proved_phone,
)
from core.enums import PlaceLevel
from core.models import Place
from core.prepared import Given, Prepared
from courses.queries import NextStart, course_title_in
from people.enums import TEACHING_ROLES
from people.models import Person


def all_cohorts() -> QuerySet[Cohort]:
    """Every cohort there is, for what is kept of each of them."""
    return Cohort.objects.all()


def my_cohorts(person: Person) -> list[Cohort]:
    return _MINE.all(person=person.pk)


def cohorts_on_desk(person: Person) -> list[Any]:
    """Those that are hers in any way, in one query: where she takes part, waits, has asked or is invited.

    Each says how: ``stands`` is the status of her open stay, ``invitation`` the key of an invitation to her phone and
    ``invited_as`` the name on it.
    """
    return _ON_DESK.all(person=person.pk, phone=proved_phone(person))


def running_cohorts(cohorts: QuerySet[Cohort]) -> list[Any]:
    """Those of ``cohorts`` that are not over, the next or newest first.

    Each has its ``learners``, and how many ``asked`` to join and wait for an answer.
    """
    running = cohorts.filter(is_going_on()).select_related("organisation", "place")
    return list(running.annotate(learners=_taking_part(), asked=_asking()))


def cohorts_run_by(person: Person) -> QuerySet[Cohort]:
    """Those that ``person`` manages: which run now, are to come, are over, are closed; in each the newest first.

    Each as :func:`cohorts_with_numbers` has it.
    """
    in_order = (CohortState.RUNNING, CohortState.OPEN, CohortState.PLANNED, CohortState.FINISHED, CohortState.CLOSED)
    place = Case(*(When(state=state, then=number) for number, state in enumerate(in_order)))
    return cohorts_with_numbers(cohorts_managed_by(person)).order_by(place, "-starts_on", "name", "pk")


def cohorts_with_numbers(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """``cohorts``, each as :func:`running_cohorts` has it, with its programme."""
    named = cohorts.select_related("organisation", "place", "programme")
    return named.annotate(learners=_taking_part(), asked=_asking())


def cohort_seen_by(person: Person, cohort_id: UUID) -> Any:
    """A cohort that ``person`` sees, with organisation and place, in one query. Raises Cohort.DoesNotExist.

    Its ``learns`` says whether she takes part in it, ``teaches`` whether she teaches it.
    """
    cohort = _SEEN.first(person=person.pk, cohort=cohort_id)
    if cohort is None:
        raise Cohort.DoesNotExist
    return cohort


def cohort_taught_by(person: Person, cohort_id: UUID) -> Cohort:
    """:func:`cohort_seen_by` of one that she teaches or manages. Raises Cohort.DoesNotExist."""
    cohort: Any = cohort_seen_by(person, cohort_id)
    if not cohort.teaches:
        raise Cohort.DoesNotExist
    return cohort


def taking_part_in(person: Person, cohorts: Iterable[Cohort]) -> set[UUID]:
    """Which of ``cohorts`` the person takes part in."""
    stays = Enrolment.objects.active().filter(person=person, cohort__in=list(cohorts))
    return set(stays.values_list("cohort_id", flat=True))


def cohorts_in_list(viewer: Person, language: str) -> QuerySet[Cohort]:
    """The cohorts ``viewer`` teaches or manages, past ones too.

    Each has its ``course_title``, how many ``learners``, and when they meet next (``next_at``).
    """
    title = course_title_in(OuterRef("course_key"), language)
    ahead = (
        Session.objects.standing()
        .filter(block__cohort=OuterRef("pk"), starts_at__gte=timezone.now())
        .order_by("starts_at")
    )
    found = cohorts_taught_by(viewer).select_related("place", "organisation")
    told = found.annotate(learners=_taking_part(), course_title=title, next_at=Subquery(ahead.values("starts_at")[:1]))
    return told.order_by("-starts_on", "name", "pk")


def next_starts_of(course_keys: Collection[UUID]) -> dict[UUID, NextStart]:
    """{course: the next cohort's first day and place}, of cohorts that begin after today and have room; one query."""
    coming = cohorts_to_come().filter(course_key__in=course_keys).annotate(learners=_taking_part())
    with_room = coming.filter(learners__lt=F("capacity")).select_related("place").order_by("-starts_on", "-pk")
    return {cohort.course_key: NextStart(cohort.starts_on, str(cohort.place)) for cohort in with_room}


def courses_of(cohorts: QuerySet[Any]) -> list[tuple[str, str]]:
    """(key, title) of the courses that ``cohorts`` (of :func:`cohorts_in_list`) take, by title; in one query."""
    rows = cohorts.order_by().values_list("course_key", "course_title").distinct()
    return sorted(((str(key), title or str(key)) for key, title in rows), key=lambda row: row[1])


def places_of(cohorts: QuerySet[Cohort]) -> list[Place]:
    """The states and districts in which ``cohorts`` are, from the top; in two queries."""
    paths = cohorts.order_by().values_list("place__path", flat=True).distinct()
    keys = {key for path in paths for key in path.split("/") if key}
    found = Place.objects.filter(pk__in=keys, level__in=[PlaceLevel.STATE, PlaceLevel.DISTRICT])
    return sorted(found.select_related("parent"), key=_with_those_above)


def _taking_part() -> Count:
    return Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.ACTIVE))


def _asking() -> Count:
    return Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.APPLIED))


def _on_desk() -> QuerySet[Cohort]:
    stays = Enrolment.objects.open().filter(person=Given("person", UUIDField()))
    invitations = Invitation.objects.unanswered().filter(phone=Given("phone", CharField())).exclude(phone="")
    found = Cohort.objects.filter(Q(pk__in=stays.values("cohort")) | Q(pk__in=invitations.values("cohort")))
    here = invitations.filter(cohort=OuterRef("pk")).order_by("invited_at", "pk")
    return found.select_related("organisation", "place").annotate(
        stands=Subquery(stays.filter(cohort=OuterRef("pk")).values("status")[:1]),
        invitation=Subquery(here.values("pk")[:1]),
        invited_as=Subquery(here.values("name")[:1]),
    )


def _mine() -> QuerySet[Cohort]:
    mine = Enrolment.objects.active().filter(person=Given("person", UUIDField())).values("cohort")
    return Cohort.objects.filter(pk__in=mine).select_related("organisation", "place")


def _seen() -> QuerySet[Cohort]:
    her = Given("person", UUIDField())
    learns = Exists(Enrolment.objects.active().filter(person=her, cohort=OuterRef("pk")))
    teaches = COHORT.exists_for(her, *TEACHING_ROLES)
    seen = Cohort.objects.filter(learns | COHORT.exists_for(her, *READING_ROLES), pk=Given("cohort", UUIDField()))
    return seen.select_related("organisation", "place").annotate(learns=learns, teaches=teaches)


_ON_DESK: Prepared[Cohort] = Prepared(_on_desk)
_MINE: Prepared[Cohort] = Prepared(_mine)
_SEEN: Prepared[Cohort] = Prepared(_seen)


def _with_those_above(place: Place) -> list[str]:
    return [str(each) for each in (place.parent, place) if each]
