"""Who takes part in several cohorts of one course."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort, CohortQuerySet, Enrolment, is_going_on
from people.models import Person
from people.permissions import people_not_named_to


@dataclass(frozen=True)
class AlsoIn:
    """Somebody whose stay in a cohort ``stands`` so, and the other ``cohorts`` of its course that she is in."""

    person: Person
    stands: str
    cohorts: Sequence[str]

    @property
    def is_in_both(self) -> bool:
        """Whether she takes part here too, and does not only ask or wait."""
        return self.stands == EnrolmentStatus.ACTIVE


def same_course_elsewhere(person: Person, cohort: Cohort) -> list[Cohort]:
    """The other cohorts of its course in which ``person`` takes part that are not over: she may mean to be moved.

    None where she takes part in ``cohort`` itself: there is nothing left to decide.
    """
    stays = set(Enrolment.objects.active().filter(person=person).values_list("cohort", flat=True))
    return [] if cohort.pk in stays else list(_others_of_its_course(cohort).filter(pk__in=stays))


def said_of_same_course(person: Person, cohort: Cohort) -> str:
    """:func:`same_course_elsewhere` in a sentence for her; nothing where there is none."""
    others = same_course_elsewhere(person, cohort)
    sentence = _(
        "You take part in %(cohorts)s, which takes the same course. To go on here instead, ask who trains you there to "
        "move you."
    )
    return sentence % {"cohorts": ", ".join(map(str, others))} if others else ""


def also_elsewhere(cohort: Cohort, viewer: Person) -> list[AlsoIn]:
    """Who takes part in ``cohort``, waits or asks, and takes part in another of its course that is not over, by name.

    Of those alone who are named to ``viewer``; one query.
    """
    here = Enrolment.objects.open().filter(cohort=cohort, person=OuterRef("person")).values("status")[:1]
    there = Enrolment.objects.active().filter(cohort__in=_others_of_its_course(cohort))
    named = there.exclude(person__in=people_not_named_to(viewer)).annotate(stands=Subquery(here))
    found: dict[Person, tuple[str, list[str]]] = {}
    for stay in named.exclude(stands=None).select_related("person", "cohort").order_by("person_name", "person", "pk"):
        found.setdefault(stay.person, (stay.stands, []))[1].append(stay.cohort.name)
    return [AlsoIn(person, stands, names) for person, (stands, names) in found.items()]


def _others_of_its_course(cohort: Cohort) -> CohortQuerySet:
    return Cohort.objects.filter(is_going_on(), course_key=cohort.course_key).exclude(pk=cohort.pk)
