"""The places of a cohort: who waits for one, and who moves up when one is free.

Whoever gives or frees a place holds the lock on the row of the cohort, so that its last place is given once.
"""

from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import EnrolmentStatus
from cohorts.errors import MoreTakePart
from cohorts.models import BlockLesson, Cohort, Enrolment
from cohorts.permissions import without_who_keep_the_lists
from cohorts.queries import places_free
from cohorts.states import ENROLMENT
from core.services import record_audit
from core.states import move
from courses.enums import JOINED
from courses.permissions import state_of
from notifications.services import notify
from people.models import User


def locked(cohort: Cohort) -> Cohort:
    """The cohort as it stands in the database, locked until the transaction ends."""
    return Cohort.objects.select_for_update().get(pk=cohort.pk)


def has_room(cohort: Cohort) -> bool:
    """Whether somebody new may have a place: one is free, and nobody waits for it."""
    return places_free(cohort) > 0


def fill_places(cohort: Cohort) -> None:
    """Let those move up who are first in line, as many as places are free, and tell them; ``cohort`` is locked."""
    if not cohort.takes_people or state_of(cohort.course_key) not in JOINED:
        return
    free = cohort.capacity - Enrolment.objects.active().filter(cohort=cohort).count()
    in_line = without_who_keep_the_lists(Enrolment.objects.waiting().filter(cohort=cohort))
    for stay in in_line.select_related("person")[: max(free, 0)]:
        move(stay, ENROLMENT, "move up", by=None, values={"joined_at": timezone.now()})
        tell(stay, "cohort_moved_up", opens_on=opens_on(cohort))


@transaction.atomic
def change_capacity(cohort: Cohort, *, capacity: int, by: User) -> None:
    """Let ``cohort`` have so many places; who waits for a new one moves up. Raises MoreTakePart."""
    here = locked(cohort)
    if Enrolment.objects.active().filter(cohort=here).count() > capacity:
        raise MoreTakePart
    if here.capacity != capacity:
        record_audit("cohort.capacity_changed", here, by=by, before=here.capacity, after=capacity)
        here.capacity = capacity
        here.save(update_fields=["capacity"])
    fill_places(here)


def tell(stay: Enrolment, kind: str, **data: str) -> None:
    """Tell whose stay it is what has become of it, once."""
    here = "cohorts:cohort" if stay.status == EnrolmentStatus.ACTIVE else "cohorts:my-place"
    link = reverse(here, args=[stay.cohort_id])
    notify(stay.person, kind=kind, event=f"{kind}:{stay.pk}", data={"cohort": stay.cohort.name, **data}, link=link)


def opens_on(cohort: Cohort) -> str:
    """The day on which the first lesson opens; empty where it is open."""
    first = BlockLesson.objects.filter(block__cohort=cohort).aggregate(day=Min("block__starts_on"))["day"]
    return first.isoformat() if first and first > timezone.localdate() else ""
