from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Min
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import (
    BlocksEndLater,
    CodeIsUnknown,
    CohortHasBegun,
    CohortIsFull,
    CohortIsOver,
    SessionsRunLate,
    TrainingNotAgreed,
)
from cohorts.models import Block, BlockLesson, Cohort, Enrolment, Session, new_cohort_code
from cohorts.permissions import can_be_moved
from cohorts.planning import BlockPlan, PlannedBlock, plan_blocks, run_late
from cohorts.signals import learner_withdrawn
from cohorts.states import ENROLMENT
from core.codes import plain_code
from core.models import Place
from core.services import record_audit
from core.states import move
from core.text import cut
from courses.models import CoursePage
from courses.queries import outline_at
from notifications.services import notify
from people.enums import Purpose, Role
from people.models import Organisation, Person, User
from people.permissions import has_agreed
from people.services import grant_role

LONGEST_BLOCK_TITLE = 120


@transaction.atomic
def join_cohort(person: Person, code: str, *, by: User) -> Enrolment:
    """Enrol ``person`` in the cohort of ``code``, however it is typed.

    Joining again while she takes part changes nothing; coming back after she left is a stay of its own.
    Raises CodeIsUnknown, CohortIsOver, CohortIsFull, TrainingNotAgreed.
    """
    return _enrol(person, _cohort_of(code), by=by)


@transaction.atomic
def enrol(person: Person, cohort: Cohort, *, by: User) -> Enrolment:
    """Enrol ``person`` for her, as who teaches the cohort may; refuses as :func:`join_cohort` does."""
    return _enrol(person, Cohort.objects.select_for_update().get(pk=cohort.pk), by=by)


@transaction.atomic
def create_cohort(
    *,
    name: str,
    course: CoursePage,
    organisation: Organisation,
    place: Place,
    language: str,
    starts_on: date,
    ends_on: date,
    capacity: int,
    plan: BlockPlan,
    by: User | None,
    code: str = "",
    team: Mapping[Role, Person | None] | None = None,
) -> Cohort:
    """Make a cohort with its blocks and one session a lesson, and give each of ``team`` her role over it.

    ``code`` is drawn where none is given.

    Raises BlocksEndLater, SessionsRunLate.
    """
    blocks = blocks_of(course, starts_on=starts_on, ends_on=ends_on, plan=plan)
    cohort = Cohort.objects.create(
        name=name,
        course_key=course.translation_key,
        organisation=organisation,
        place=place,
        language=language,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=capacity,
        code=code or new_cohort_code(),
    )
    for planned in blocks:
        _write_block(cohort, planned, venue=plan.venue)
    record_audit("cohort.created", cohort, by=by)
    for role, person in (team or {}).items():
        if person is not None:
            grant_role(person, role=role, over=cohort, by=by)
    return cohort


def blocks_of(course: CoursePage, *, starts_on: date, ends_on: date, plan: BlockPlan) -> list[PlannedBlock]:
    """The blocks of a cohort on ``course`` between these days. Raises BlocksEndLater, SessionsRunLate."""
    modules = outline_at(course.path).modules
    outline = [(module.title, [lesson.key for lesson in module.lessons]) for module in modules]
    blocks = plan_blocks(outline, first_day=starts_on, plan=plan)
    if run_late(blocks):
        raise SessionsRunLate
    last_day = max((block.ends_on for block in blocks), default=ends_on)
    if last_day > ends_on:
        raise BlocksEndLater(last_day)
    return blocks


@transaction.atomic
def move_blocks(cohort: Cohort, *, days: int, by: User | None) -> None:
    """Move every block and session so many days on, as the cohort's first day was. Raises CohortHasBegun."""
    if not can_be_moved(cohort):
        raise CohortHasBegun
    blocks = list(cohort.blocks.all())
    way = timedelta(days=days)
    for block in blocks:
        block.starts_on += way
        block.ends_on += way
    Block.objects.bulk_update(blocks, ["starts_on", "ends_on"])
    Session.objects.filter(block__in=blocks).update(starts_at=F("starts_at") + way)
    record_audit("cohort.moved", cohort, by=by, days=days)


@transaction.atomic
def withdraw_learner(enrolment: Enrolment, *, by: User | None) -> None:
    """End the enrolment; what was learned stays. From now on the cohort and its talks are closed to her.

    Raises MoveIsNotAllowed where it has ended, MoveIsNotYours.
    """
    move(enrolment, ENROLMENT, "withdraw", by=by, values={"withdrawn_at": timezone.now()})
    transaction.on_commit(lambda: learner_withdrawn.send(sender=Enrolment, enrolment=enrolment), robust=True)


@transaction.atomic
def end_training(person: Person, *, at: datetime) -> None:
    """End the enrolments of ``person``, who took back her consent to be trained ``at`` a moment.

    What she joined since then, having agreed again, goes on.
    """
    for enrolment in Enrolment.objects.active().filter(person=person, joined_at__lte=at):
        withdraw_learner(enrolment, by=person.user)


def _opens_on(cohort: Cohort) -> str:
    """The day on which the first lesson opens; empty where it is open."""
    first = BlockLesson.objects.filter(block__cohort=cohort).aggregate(day=Min("block__starts_on"))["day"]
    return first.isoformat() if first and first > timezone.localdate() else ""


def _enrol(person: Person, cohort: Cohort, *, by: User) -> Enrolment:
    """The stay of ``person`` in ``cohort``, whose row is locked."""
    enrolment = Enrolment.objects.active().filter(cohort=cohort, person=person).first()
    if enrolment:
        return enrolment
    _check_may_join(person, cohort)
    enrolment = Enrolment.objects.create(cohort=cohort, person=person, enrolled_by=by)
    record_audit("enrolment.joined", enrolment, by=by)
    notify(
        person,
        kind="cohort_joined",
        event=f"joined:{enrolment.pk}",
        data={"cohort": cohort.name, "opens_on": _opens_on(cohort)},
        link=reverse("cohorts:cohort", args=[cohort.pk]),
    )
    return enrolment


def _cohort_of(code: str) -> Cohort:
    """The cohort of a code, locked so that its last place is given once."""
    cohort = Cohort.objects.select_for_update().filter(code=plain_code(code)).first()
    if cohort is None:
        raise CodeIsUnknown
    return cohort


def _check_may_join(person: Person, cohort: Cohort) -> None:
    if cohort.is_over:
        raise CohortIsOver
    if Enrolment.objects.active().filter(cohort=cohort).count() >= cohort.capacity:
        raise CohortIsFull
    if not has_agreed(person, Purpose.TRAINING):
        raise TrainingNotAgreed


def _write_block(cohort: Cohort, planned: PlannedBlock, *, venue: str) -> None:
    block = Block.objects.create(
        cohort=cohort,
        number=planned.number,
        title=cut(planned.title, LONGEST_BLOCK_TITLE),
        starts_on=planned.starts_on,
        ends_on=planned.ends_on,
    )
    BlockLesson.objects.bulk_create(BlockLesson(block=block, lesson_id=lesson.key) for lesson in planned.lessons)
    Session.objects.bulk_create(
        Session(block=block, lesson_id=lesson.key, starts_at=timezone.make_aware(lesson.begins_at), venue=venue)
        for lesson in planned.lessons
    )
