"""Every write in assignments: setting one, handing in, saying what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assignments.attached import Attachable, attach
from assignments.due import placed
from assignments.enums import Verdict, WorkState
from assignments.errors import CommentIsMissing, IsApproved, NewerCame, NothingHandedIn, TooManyMarks
from assignments.models import Assignment, FormerTask, HandIn, PlannedAssignment, Review, Work
from assignments.permissions import learners_of
from assignments.queries import cohort_of_key
from assignments.recording import NOTHING, Record
from assignments.signals import REVIEWED
from assignments.states import WORK
from cohorts.models import Block, Cohort
from core.records import Source, usable_device_time
from core.services import keep_record, record_audit
from core.states import move
from core.text import clean, is_visible
from jobs.services import announce
from notifications.services import notify
from people.models import Person, User

MOVES = {Verdict.RETURNED: "return", Verdict.APPROVED: "approve"}


@transaction.atomic
def set_assignment(assignment: Assignment, *, by: Person) -> None:
    """Set it for its cohort, or keep what was changed. Who takes part is told once it is given, and of every change
    of what is asked or by when; what it was is kept.
    """
    is_new = assignment._state.adding
    if is_new:
        assignment.set_by = by
    stored = Assignment.objects.select_for_update(of=("self",)).select_related("block")
    before = stored.filter(pk=assignment.pk).first()
    follows_block(assignment)
    assignment.save()
    record_audit("assignment.set" if is_new else "assignment.changed", assignment, by=by.user)
    if before and before.is_given and _asked(before) != _asked(assignment):
        _keep_former(before)
        if assignment.is_given:  # what was put off to a later block is told after that
            _tell_changed(assignment)
    elif assignment.is_given:
        _tell_given(assignment)


def _asked(assignment: Assignment) -> tuple[Any, ...]:
    """What who works by it must know of."""
    return assignment.title, assignment.task, assignment.due_on, assignment.asks


def _keep_former(before: Assignment) -> None:
    title, task, due_on, asks = _asked(before)
    FormerTask.objects.create(assignment=before, title=title, task=task, due_on=due_on, asks=asks)


@transaction.atomic
def plan_assignment(planned: PlannedAssignment, *, by: User) -> None:
    """Keep what each cohort does that is planned by the programme from now on; those that are planned keep theirs."""
    is_new = planned._state.adding
    planned.save()
    record_audit("assignment.planned" if is_new else "assignment.plan_changed", planned, by=by)


@transaction.atomic
def drop_planned(planned: PlannedAssignment, *, by: User) -> None:
    """It is set for no further cohort; where it was set it stays."""
    record_audit("assignment.plan_dropped", planned, by=by)
    planned.delete()


def set_planned(payload: dict[str, Any]) -> None:
    """What follows from a cohort being planned: it gets the assignments of its programme, each once."""
    cohort = cohort_of_key(payload["cohort"])
    if cohort is None:
        return
    blocks = {block.number: block for block in cohort.blocks.all()}
    found = PlannedAssignment.objects.filter(programme=cohort.programme_id)
    Assignment.objects.bulk_create((_set_for(cohort, each, blocks) for each in found), ignore_conflicts=True)


def _set_for(cohort: Cohort, planned: PlannedAssignment, blocks: Mapping[int, Block]) -> Assignment:
    after, due = placed(planned.after_block, planned.due_block, blocks)
    due_block = blocks[due] if due else None
    said = {name: getattr(planned, name) for name in ("title", "task", "takes", "counts", "marks_of", "asks")}
    return Assignment(
        cohort=cohort,
        planned=planned,
        block=blocks[after] if after else None,
        due_block=due_block,
        due_on=due_block.starts_on if due_block else None,
        **said,
    )


def follows_block(assignment: Assignment) -> bool:
    """Let it be due on the first day of its block, where it has one; whether that is another day now."""
    before = assignment.due_on
    if assignment.due_block:
        assignment.due_on = assignment.due_block.starts_on
    return assignment.due_on != before


def follow_days(payload: dict[str, Any]) -> None:
    """What is due by the beginning of a block follows that block. Who works on it already is told the new day."""
    due = Assignment.objects.filter(cohort=payload["cohort"], due_block__isnull=False)
    former = {assignment.pk: assignment for assignment in due}
    moved = [assignment for assignment in due.select_related("block", "due_block") if follows_block(assignment)]
    Assignment.objects.bulk_update(moved, ["due_on"])
    for assignment in moved:
        if assignment.is_given:
            _keep_former(former[assignment.pk])
            _tell_changed(assignment)


def tell_of_given(payload: dict[str, Any]) -> None:
    """The daily job that tells of those that are given today, after the last day of a block."""
    today = timezone.localdate()
    for assignment in Assignment.objects.filter(block__ends_on=today):
        _tell_given(assignment, occasion=today.isoformat())


def _tell_given(assignment: Assignment, *, occasion: str = "", changed_at: str = "") -> None:
    """``changed_at`` is the moment of a change: it is news again, also to who has not seen yet what it was. What was
    out before and was put off to a later block is news again on that ``occasion``.
    """
    people = [stay.person for stay in learners_of(assignment).select_related("person")]
    due = assignment.due_on.isoformat() if assignment.due_on else ""
    notify(
        people,
        kind="assignment_given",
        event=f"assignment:{assignment.pk}",
        data={"title": assignment.title, "due_on": due, "changed_at": changed_at},
        link=_page_of(assignment),
        occasion=changed_at or occasion,
        anew=bool(changed_at),
    )


def _tell_changed(assignment: Assignment) -> None:
    _tell_given(assignment, changed_at=timezone.now().isoformat())


@transaction.atomic
def hand_in(
    assignment: Assignment,
    person: Person,
    *,
    hand_in_id: UUID,
    body: str,
    attached: Sequence[Attachable],
    record: Record = NOTHING,
    device_at: datetime | None,
    by: Person,
) -> HandIn:
    """Keep a version of the work of ``person``, in place of the one before it, for her trainers to look at.

    Raises NothingHandedIn, IsApproved, and IntegrityError where the id is known.
    """
    body = clean(body).strip()
    if not is_visible(body) and not attached and not record.entries:
        raise NothingHandedIn
    Work.objects.bulk_create([Work(assignment=assignment, person=person)], ignore_conflicts=True)
    work = (
        Work.objects.select_for_update().select_related("assignment__cohort").get(assignment=assignment, person=person)
    )
    now = timezone.now()
    version = HandIn(
        id=hand_in_id,
        work=work,
        recorded_by=by,
        source=Source.SELF if by == person else Source.BOOK,
        body=body,
        asks=record.asks if record.entries else [],
        entries=record.entries,
        device_at=usable_device_time(device_at, now),
        corrects=work.versions.current().last(),
    )
    keep_record(version, by=by.user)  # first: what came before is known again, whatever became of it since
    if work.state == WorkState.APPROVED:
        raise IsApproved
    for each in attached:
        attach(version, each)
    move(work, WORK, "hand_in", by=by.user, values={"waits_since": work.waits_since or now})
    return version


@transaction.atomic
def review(version: HandIn, *, verdict: Verdict, comment: str, marks: int | None, by: Person) -> Review:
    """Say what came of a version: it is approved, or goes back with what is to be mended. She is told.

    What is approved may be returned later, and the other way round: both stay to be seen.

    Raises CommentIsMissing, TooManyMarks, NewerCame where it is not the newest, MoveIsNotAllowed, MoveIsNotYours.
    """
    work = Work.objects.select_for_update().select_related("assignment__cohort", "person").get(pk=version.work_id)
    assignment = work.assignment
    comment = clean(comment).strip()
    if verdict == Verdict.RETURNED and not is_visible(comment):
        raise CommentIsMissing
    if marks is not None and marks > (assignment.marks_of or 0):
        raise TooManyMarks
    if work.versions.current().last() != version:
        raise NewerCame
    move(work, WORK, MOVES[verdict], by=by.user, values={"waits_since": None, "marks": marks})
    said = Review.objects.create(hand_in=version, by=by, verdict=verdict, comment=comment, marks=marks)
    told = {"title": assignment.title}
    kind = f"assignment_{verdict.value}"
    notify(work.person, kind=kind, event=f"review:{said.pk}", data=told, link=_page_of(assignment))
    fact = {"cohort": str(assignment.cohort_id), "person": str(work.person_id)}
    announce(REVIEWED, key=str(said.pk), payload=fact)
    return said


def _page_of(assignment: Assignment) -> str:
    return reverse("assignments:work", args=[assignment.pk])
