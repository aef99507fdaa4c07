"""Making a cohort with its plan, and moving the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import CohortState
from cohorts.errors import (
    BlocksEndLater,
    CohortHasBegun,
    LessonsFillTheDays,
    SessionsRunLate,
)
from cohorts.models import Block, BlockLesson, Cohort, Programme, Session, new_cohort_code
from cohorts.permissions import can_be_moved
from cohorts.planning import (
    BlockPlan,
    PlannedBlock,
    TemplateBlock,
    TemplatePlan,
    plan_blocks,
    plan_template,
    run_late,
    state_by_dates,
)
from cohorts.services.going import announce_days_moved
from cohorts.services.handing_over import TAKEN
from cohorts.signals import COHORT_PLANNED
from core.models import Place
from core.services import record_audit
from core.text import cut
from courses.models import CoursePage
from courses.queries import outline_at
from jobs.services import announce
from notifications.services import notify
from people.enums import Role
from people.models import Organisation, Person, User
from people.services import grant_role

LONGEST_BLOCK_TITLE = 120


@dataclass(frozen=True)
class NewCohort:
    """What is said of a cohort, whichever way its days are planned. A ``code`` is drawn where none is given.

    Of a ``programme`` it has the rule and the certificate, also where its days are planned by hand.
    """

    name: str
    course: CoursePage
    organisation: Organisation
    place: Place
    language: str
    capacity: int
    programme: Programme | None = None
    code: str = ""
    team: Mapping[Role, Person | None] = field(default_factory=dict)


@transaction.atomic
def create_cohort(
    *,
    starts_on: date,
    ends_on: date,
    plan: BlockPlan,
    by: User | None,
    **said: Any,
) -> Cohort:
    """Make a cohort with its blocks and one session a lesson, and give each of its team her role over it.

    ``said`` are the fields of :class:`NewCohort`. Raises BlocksEndLater, SessionsRunLate.
    """
    new = NewCohort(**said)
    blocks = blocks_of(new.course, starts_on=starts_on, ends_on=ends_on, plan=plan)
    return _make(new, blocks, venue=plan.venue, by=by, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def create_cohort_of(
    programme: Programme, *, starts_on: date, plan: TemplatePlan, is_open: bool, by: User | None, **said: Any
) -> Cohort:
    """Make a cohort of ``programme`` on one of its courses; people join it where it ``is_open``.

    It begins and ends with its blocks. ``said`` as in :func:`create_cohort`. Raises
    LessonsFillTheDays.
    """
    new = NewCohort(programme=programme, **said)
    blocks = blocks_by_programme(programme, new.course, starts_on=starts_on, plan=plan)
    days = {"starts_on": blocks[0].starts_on, "ends_on": blocks[-1].ends_on}
    return _make(new, blocks, venue=plan.venue, by=by, is_open=is_open, **days)


def blocks_by_programme(
    programme: Programme, course: CoursePage, *, starts_on: date, plan: TemplatePlan
) -> list[PlannedBlock]:
    """The blocks of a cohort of ``programme`` from this day on. Raises LessonsFillTheDays."""
    template = [TemplateBlock(block.title, block.days, block.field_days) for block in programme.blocks.all()]
    lessons = [lesson.key for lesson in outline_at(course.path).lessons]
    blocks = plan_template(template, lessons, first_day=starts_on, plan=plan)
    if run_late(blocks):
        raise LessonsFillTheDays(len(lessons), sum(block.days for block in template))
    return blocks


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
    announce_days_moved(cohort)


def _make(
    new: NewCohort,
    blocks: Sequence[PlannedBlock],
    *,
    venue: str,
    by: User | None,
    starts_on: date,
    ends_on: date,
    is_open: bool = True,
) -> Cohort:
    cohort = Cohort.objects.create(
        name=new.name,
        programme=new.programme,
        course_key=new.course.translation_key,
        organisation=new.organisation,
        place=new.place,
        language=new.language,
        venue=venue,
        state=state_by_dates(starts_on, ends_on, timezone.localdate()) if is_open else CohortState.PLANNED,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=new.capacity,
        code=new.code or new_cohort_code(),
    )
    for planned in blocks:
        _write_block(cohort, planned, venue=venue)
    record_audit("cohort.created", cohort, by=by)
    announce(COHORT_PLANNED, key=str(cohort.pk), payload={"cohort": str(cohort.pk)})
    for role, person in new.team.items():
        if person is not None:
            grant_role(person, role=role, over=cohort, by=by)
            _tell_team(cohort, person, role, by=by)
    return cohort


def _tell_team(cohort: Cohort, person: Person, role: Role, *, by: User | None) -> None:
    """Who is to train or mentor it is told, as where it is handed over to her; not who has put herself there."""
    if by is None or person.user_id != by.pk:
        data = {"cohort": cohort.name, "role": role, "day": cohort.starts_on.isoformat(), "name": person.name}
        link = reverse("cohorts:cohort", args=[cohort.pk])
        notify(person, kind=TAKEN, event=f"{TAKEN}:{cohort.pk}:{role}", data=data, link=link)


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
    Session.objects.bulk_create(
        Session(block=block, title=block.title, starts_at=timezone.make_aware(begins_at), venue=venue)
        for begins_at in planned.others
    )
