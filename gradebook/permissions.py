"""Who reads a gradebook, and who writes in it."""

from uuid import UUID

from django.db.models import QuerySet

from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet
from cohorts.permissions import cohorts_taught_by, results_shown_in, trains
from people.models import Person


def can_mark(viewer: Person, cohort: Cohort) -> bool:
    """Who trains the cohort sets weights and writes marks by hand; others over it read what they may see."""
    return trains(viewer, cohort)


def stays_shown_to(viewer: Person, cohort: Cohort) -> EnrolmentQuerySet:
    """The stays in ``cohort``, each with ``is_shown``: whether ``viewer`` may see its results."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return stays.annotate(is_shown=results_shown_in(cohort, viewer))


def stays_read_by(viewer: Person, cohort: Cohort) -> EnrolmentQuerySet:
    """Of :func:`stays_shown_to` those whose results ``viewer`` may see, in no order: to be counted."""
    return Enrolment.objects.active().filter(results_shown_in(cohort, viewer), cohort=cohort).order_by()


def stay_read_by(viewer: Person, cohort_id: UUID, person_id: UUID) -> QuerySet[Enrolment]:
    """The stay of a learner in a cohort that ``viewer`` teaches or manages, where she may see its results."""
    cohort = cohorts_taught_by(viewer).filter(pk=cohort_id).first()
    if cohort is None:
        return Enrolment.objects.none()
    shown = results_shown_in(cohort, viewer)
    return Enrolment.objects.active().filter(shown, cohort=cohort, person=person_id)


def person_shown(viewer: Person, stay: Enrolment) -> "QuerySet[Enrolment, UUID]":
    """The key of the learner of ``stay``, where ``viewer`` may see its results: to be asked inside another query."""
    return stays_read_by(viewer, stay.cohort).filter(pk=stay.pk).values_list("person", flat=True)


def own_stay(person: Person, cohort_id: UUID) -> QuerySet[Enrolment]:
    """Her own stay that lasts in a cohort."""
    return Enrolment.objects.active().filter(person=person, cohort=cohort_id)
