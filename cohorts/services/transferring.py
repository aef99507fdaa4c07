"""A learner goes on in another cohort of the same course."""

from django.db import transaction
from django.utils import timezone

from cohorts.errors import AnotherCourse, TakesPartThere
from cohorts.models import Cohort, Enrolment
from cohorts.services.enrolling import announce_left, take_in
from cohorts.services.places import fill_places
from cohorts.states import ENROLMENT
from core.states import move
from people.models import User


@transaction.atomic
def transfer(enrolment: Enrolment, to: Cohort, *, by: User) -> Enrolment:
    """End the stay and begin one in ``to``, which ``by`` may fill; what she learned goes along, being the lessons'.

    Both stays are kept, and the second says from which it came. Raises AnotherCourse, TakesPartThere, what joining
    raises, MoveIsNotAllowed, MoveIsNotYours.
    """
    both = Cohort.objects.select_for_update().order_by("pk").in_bulk([enrolment.cohort_id, to.pk])
    here, there = both[enrolment.cohort_id], both[to.pk]
    if there.course_key != here.course_key:
        raise AnotherCourse
    if Enrolment.objects.active().filter(cohort=there, person=enrolment.person_id).exists():
        raise TakesPartThere
    move(enrolment, ENROLMENT, "transfer", by=by, values={"withdrawn_at": timezone.now()})
    stay = take_in(enrolment.person, there, by=by, came_from=enrolment)
    announce_left(enrolment)
    fill_places(here)
    return stay
