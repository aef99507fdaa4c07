"""Who waits for a place in a cohort, who asked to join, and who has left."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils import timezone

from cohorts.enums import OPEN_STAYS, CohortState
from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet, Invitation, is_going_on
from cohorts.permissions import cohorts_taught_by, cohorts_to_come, own_stays, without_who_keep_the_lists
from core.text import may_be_one_name
from courses.queries import course_title_in
from people.models import Person
from people.permissions import people_not_named_to

# Long enough that who looks in seldom reads it.
SAID_ON_A_DESK = timedelta(days=60)


def own_stay_in(person: Person, cohort_id: UUID) -> Enrolment:
    """The stay of hers that has not ended, else the last one. Raises Enrolment.DoesNotExist."""
    stays = list(
        own_stays(person).filter(cohort=cohort_id).select_related("cohort__place", "went_to__cohort").order_by("-pk")
    )
    still_open = [stay for stay in stays if stay.status in OPEN_STAYS]
    for stay in still_open or stays:
        return stay
    raise Enrolment.DoesNotExist


def ended_lately(person: Person) -> Enrolment | None:
    """The last stay of ``person`` that ended within the time in which a desk says so, where it was a place she had."""
    since = timezone.now() - SAID_ON_A_DESK
    ended = own_stays(person).gave_up_a_place().filter(withdrawn_at__gte=since)
    return ended.select_related("cohort").order_by("-withdrawn_at", "-pk").first()


def place_in_line(stay: Enrolment) -> int:
    """Which number she has among those who wait for a place: 1 is the next to move up."""
    before = Q(waiting_since__lt=stay.waiting_since) | Q(waiting_since=stay.waiting_since, pk__lt=stay.pk)
    return _who_moves_up().filter(before, cohort=stay.cohort_id).count() + 1


def places_free(cohort: Cohort) -> int:
    """How many somebody new may have: those that nobody has, and nobody waits for who would move up."""
    takes_one = Enrolment.objects.active().filter(cohort=cohort) | _who_moves_up().filter(cohort=cohort)
    return max(0, cohort.capacity - takes_one.count())


def waiting_in(cohort: Cohort) -> QuerySet[Enrolment]:
    """Who waits for a place in it, who is first in line first."""
    return Enrolment.objects.waiting().filter(cohort=cohort).select_related("person")


def cohorts_to_ask(language: str) -> QuerySet[Cohort]:
    """Those that anybody may ask to join, the next to begin first, each with its ``course_title``."""
    title = course_title_in(OuterRef("course_key"), language)
    found = cohorts_to_come().select_related("place", "organisation").annotate(course_title=title)
    return found.order_by("starts_on", "name", "pk")


def cohorts_to_move_to(viewer: Person, cohort: Cohort) -> QuerySet[Cohort]:
    """The others of the same course that ``viewer`` teaches, that are open to join and not over."""
    others = cohorts_taught_by(viewer).filter(is_going_on(), course_key=cohort.course_key)
    return others.exclude(state=CohortState.PLANNED).exclude(pk=cohort.pk).order_by("starts_on", "name")


def invited_to(cohort: Cohort) -> QuerySet[Invitation]:
    """The invitations into it that have no answer yet, the newest first."""
    return (
        Invitation.objects.unanswered()
        .filter(cohort=cohort)
        .select_related("cohort", "sms")
        .order_by("-invited_at", "pk")
    )


def taking_part_already(cohort: Cohort, people: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Who takes part in it of ``people``, each (phone in E.164, name), with the names that are meant: families share a
    phone, so that a name has to agree where one is given; one query.
    """
    phones = {phone for phone, _name in people}
    there = Enrolment.objects.active().filter(cohort=cohort).select_related("person__user").order_by("person_name")
    found: dict[tuple[str, str], list[str]] = {}
    for stay in there.filter(Q(person__user__phone__in=phones) | Q(person__contact_phone__in=phones)):
        person = stay.person
        hers = {str(person.contact_phone), str(person.user.phone) if person.user else ""}
        for phone, name in people:
            if phone in hers and may_be_one_name(person.name, name):
                found.setdefault((phone, name), []).append(person.name)
    return found


def asked_to_join(cohort: Cohort) -> QuerySet[Enrolment]:
    """Who asked to join and has no answer yet, who asked first first."""
    return Enrolment.objects.asked().filter(cohort=cohort).select_related("person__place")


def not_taken_into(cohort: Cohort) -> QuerySet[Enrolment]:
    """Who asked to join it and was not taken, the last one first: she was never in, and so has not left."""
    return Enrolment.objects.declined().filter(cohort=cohort).select_related("person")


def left_from(cohort: Cohort, viewer: Person) -> QuerySet[Enrolment]:
    """The stays in it of who took part and does no more, the last one first, each with where she went on.

    Of those alone who are named to ``viewer``.
    """
    named = _ended_in(cohort).exclude(person__in=people_not_named_to(viewer))
    return named.select_related("person", "went_to__cohort")


def left_without_name(cohort: Cohort, viewer: Person) -> int:
    """How many left whom :func:`left_from` does not name; one query."""
    return _ended_in(cohort).filter(person__in=people_not_named_to(viewer)).values("person").distinct().count()


def _who_moves_up() -> EnrolmentQuerySet:
    """Who waits, without those who came to keep the lists meanwhile: no place is given to them."""
    return without_who_keep_the_lists(Enrolment.objects.waiting())


def _ended_in(cohort: Cohort) -> QuerySet[Enrolment]:
    return Enrolment.objects.took_part().ended().filter(cohort=cohort)
