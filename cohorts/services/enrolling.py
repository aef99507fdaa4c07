"""Who takes part in a cohort: joining, waiting for a place, and leaving."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import CohortState, EnrolmentStatus, LeavingReason
from cohorts.errors import (
    CodeIsUnknown,
    CohortIsFull,
    CohortIsOver,
    CohortNotOpenYet,
    CourseTakesNobodyNew,
    SheTeachesIt,
    TrainingNotAgreed,
    YouTeachIt,
)
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import keeps_its_lists
from cohorts.queries import places_free
from cohorts.services.places import fill_places, has_room, locked, opens_on, tell
from cohorts.signals import learner_withdrawn
from cohorts.states import ENROLMENT
from core.codes import plain_code
from core.services import record_audit, record_audits
from core.states import move
from courses.enums import JOINED
from courses.permissions import state_of
from notifications.services import notify_each
from people.enums import Purpose
from people.models import Person, User
from people.permissions import has_agreed
from people.services import OnPaper, register_all_on_paper


@transaction.atomic
def join_cohort(person: Person, code: str, *, by: User) -> Enrolment:
    """Enrol ``person`` in the cohort of ``code``, however it is typed.

    Joining again while she takes part changes nothing; coming back after she left is a stay of its own.
    Raises CodeIsUnknown, CohortNotOpenYet, CohortIsOver, CohortIsFull, TrainingNotAgreed, YouTeachIt.
    """
    return take_in(person, _cohort_of(code), by=by)


@transaction.atomic
def enrol(person: Person, cohort: Cohort, *, by: User) -> Enrolment:
    """Enrol ``person`` for her, as who teaches the cohort may; refuses as :func:`join_cohort` does."""
    return take_in(person, locked(cohort), by=by)


@transaction.atomic
def enrol_from_paper(papers: Sequence[OnPaper], cohort: Cohort, *, by: User) -> list[Enrolment]:
    """Make known and enrol who signed on paper, in their order, as many as find a place; nothing is kept of the others.

    Raises CohortNotOpenYet, CohortIsOver.
    """
    here = locked(cohort)
    check_takes_people(here)
    people = register_all_on_paper(papers[: places_free(here)], by=by)
    stays = Enrolment.objects.bulk_create(Enrolment(cohort=here, person=person, enrolled_by=by) for person in people)
    record_audits("enrolment.joined", stays, by=by)
    tell_they_are_in(stays, here)
    return stays


@transaction.atomic
def wait_for_place(person: Person, code: str, *, by: User) -> Enrolment:
    """Put ``person`` last in the line for the cohort of ``code``; she takes part at once where a place is free by now.

    Who waits or takes part already stays as she is. Raises CodeIsUnknown, CohortNotOpenYet, CohortIsOver,
    TrainingNotAgreed, YouTeachIt.
    """
    return take_in_or_put_in_line(person, _cohort_of(code), by=by)


def cohort_to_come_into(person: Person, code: str, *, waits: bool, by: User) -> Cohort | None:
    """The cohort of ``code``, where :func:`join_cohort` or, if she ``waits``, :func:`wait_for_place` would change
    something and not refuse her; None where she stands there already. Raises what they raise.
    """
    cohort = Cohort.objects.filter(code=plain_code(code)).first()
    if cohort is None:
        raise CodeIsUnknown
    if _stands_there(open_stay(person, cohort), waits=waits):
        return None
    check_may_ask(person, cohort, by=by)
    if not waits and not has_room(cohort):
        raise CohortIsFull
    return cohort


@transaction.atomic
def withdraw_learner(
    enrolment: Enrolment, *, by: User | None, left_for: LeavingReason | None = None, reason: str = ""
) -> None:
    """End the enrolment; what was learned stays. From now on the cohort and its talks are closed to her.

    Who only waited or had asked is taken off the list. She is told where somebody else did it; the reason stands on the
    page she is led to. A place that becomes free goes to who is first in line.
    Raises MoveIsNotAllowed where it has ended, MoveIsNotYours.
    """
    cohort = locked(enrolment.cohort)
    took_part = enrolment.status == EnrolmentStatus.ACTIVE
    is_by_herself = by is None or by.pk == enrolment.person.user_id
    ended = {"withdrawn_at": timezone.now(), "left_for": left_for or ""}
    move(enrolment, ENROLMENT, "withdraw", by=by, reason=reason, values=ended)
    if not is_by_herself:
        tell(enrolment, "cohort_ended" if took_part else "cohort_off_list")
    if took_part:
        announce_left(enrolment)
        fill_places(cohort)


@transaction.atomic
def end_training(person: Person, *, at: datetime) -> None:
    """End the enrolments of ``person``, who took back her consent to be trained ``at`` a moment.

    What she joined since then, having agreed again, goes on.
    """
    for enrolment in Enrolment.objects.open().filter(person=person, joined_at__lte=at).order_by("cohort"):
        withdraw_learner(enrolment, by=person.user, left_for=LeavingReason.NO_CONSENT)


def follow_name(person: Person) -> None:
    """Let the stays of ``person`` stand in lists by what she is called now."""
    Enrolment.objects.filter(person=person).update(person_name=person.name)


def take_in(person: Person, cohort: Cohort, *, by: User, came_from: Enrolment | None = None) -> Enrolment:
    """The stay of ``person`` in ``cohort``, whose row is locked.

    Raises CohortIsFull, and what :func:`check_may_ask` raises.
    """
    stay = open_stay(person, cohort)
    if stay and _stands_there(stay, waits=False):
        return stay
    check_may_ask(person, cohort, by=by)
    if not has_room(cohort):
        raise CohortIsFull
    if stay:
        move(stay, ENROLMENT, "join", by=by, values={"joined_at": timezone.now(), "came_from": came_from})
    else:
        stay = Enrolment.objects.create(cohort=cohort, person=person, enrolled_by=by, came_from=came_from)
        record_audit("enrolment.joined", stay, by=by)
    tell_she_is_in(stay)
    return stay


def take_in_or_put_in_line(person: Person, cohort: Cohort, *, by: User) -> Enrolment:
    """As :func:`take_in`; where no place is free she waits for one."""
    stay = open_stay(person, cohort)
    if stay and _stands_there(stay, waits=True):
        return stay
    if has_room(cohort):
        return take_in(person, cohort, by=by)
    check_may_ask(person, cohort, by=by)
    if stay:
        move(stay, ENROLMENT, "put in line", by=None, values={"waiting_since": timezone.now()})
        return stay
    waiting = EnrolmentStatus.WAITING
    stay = Enrolment.objects.create(
        cohort=cohort, person=person, enrolled_by=by, status=waiting, waiting_since=timezone.now()
    )
    record_audit("enrolment.waits", stay, by=by)
    return stay


def _stands_there(stay: Enrolment | None, *, waits: bool) -> bool:
    """Whether she takes part or, where waiting is enough to her, waits."""
    if stay is None:
        return False
    return stay.status != EnrolmentStatus.APPLIED if waits else stay.status == EnrolmentStatus.ACTIVE


def open_stay(person: Person, cohort: Cohort) -> Enrolment | None:
    """The one stay of ``person`` in ``cohort`` that has not ended."""
    return Enrolment.objects.open().filter(cohort=cohort, person=person).select_related("person", "cohort").first()


def check_may_ask(person: Person, cohort: Cohort, *, by: User | None) -> None:
    """Raises CohortNotOpenYet, CohortIsOver, TrainingNotAgreed, YouTeachIt or, said to somebody else, SheTeachesIt."""
    check_takes_people(cohort)
    if keeps_its_lists(person, cohort):
        raise YouTeachIt if by and by.pk == person.user_id else SheTeachesIt
    if not has_agreed(person, Purpose.TRAINING):
        raise TrainingNotAgreed


def check_takes_people(cohort: Cohort) -> None:
    """Raises CohortNotOpenYet, CohortIsOver, CourseTakesNobodyNew."""
    if not cohort.takes_people:
        raise CohortNotOpenYet if cohort.state == CohortState.PLANNED else CohortIsOver
    if state_of(cohort.course_key) not in JOINED:
        raise CourseTakesNobodyNew


def tell_she_is_in(stay: Enrolment) -> None:
    """Whoever was moved here is told from where, so that two names do not make her wonder."""
    if stay.came_from:
        tell(stay, "cohort_transferred", before=stay.came_from.cohort.name)
    else:
        tell(stay, "cohort_joined", opens_on=opens_on(stay.cohort))


def tell_they_are_in(stays: Sequence[Enrolment], cohort: Cohort) -> None:
    """As :func:`tell_she_is_in` does, those who take part in ``cohort`` since now."""
    events = {stay.person_id: f"cohort_joined:{stay.pk}" for stay in stays}
    data = {"cohort": cohort.name, "opens_on": opens_on(cohort)}
    notify_each(events, kind="cohort_joined", data=data, link=reverse("cohorts:cohort", args=[cohort.pk]))


def announce_left(enrolment: Enrolment) -> None:
    """Let what is open to her through the stay be closed, once it is written down."""
    transaction.on_commit(lambda: learner_withdrawn.send(sender=Enrolment, enrolment=enrolment), robust=True)


def _cohort_of(code: str) -> Cohort:
    """The cohort of a code, locked so that its last place is given once."""
    cohort = Cohort.objects.select_for_update().filter(code=plain_code(code)).first()
    if cohort is None:
        raise CodeIsUnknown
    return cohort
