"""Every write in assignments: setting one, handing in, saying what came of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assignments.attached import Attachable, attach
from assignments.enums import Verdict, WorkState
from assignments.errors import CommentIsMissing, IsApproved, NewerCame, NothingHandedIn, TooManyMarks
from assignments.models import Assignment, HandIn, Review, Work
from assignments.permissions import learners_of
from assignments.signals import REVIEWED
from assignments.states import WORK
from core.records import Source, usable_device_time
from core.services import keep_record, record_audit
from core.states import move
from core.text import clean, is_visible
from jobs.services import announce
from notifications.services import notify
from people.models import Person

MOVES = {Verdict.RETURNED: "return", Verdict.APPROVED: "approve"}


@transaction.atomic
def set_assignment(assignment: Assignment, *, by: Person) -> None:
    """Set it for its cohort, or keep what was changed. Who takes part is told once it is given."""
    is_new = assignment._state.adding
    if is_new:
        assignment.set_by = by
    assignment.save()
    record_audit("assignment.set" if is_new else "assignment.changed", assignment, by=by.user)
    if assignment.is_given:
        _tell_given(assignment)


def tell_of_given(payload: dict[str, Any]) -> None:
    """The daily job that tells of those that are given today, after the last day of a block."""
    for assignment in Assignment.objects.filter(block__ends_on=timezone.localdate()):
        _tell_given(assignment)


def _tell_given(assignment: Assignment) -> None:
    people = [stay.person for stay in learners_of(assignment).select_related("person")]
    due = assignment.due_on.isoformat() if assignment.due_on else ""
    said = {"title": assignment.title, "due_on": due}
    notify(people, kind="assignment_given", event=f"assignment:{assignment.pk}", data=said, link=_page_of(assignment))


@transaction.atomic
def hand_in(
    assignment: Assignment,
    person: Person,
    *,
    hand_in_id: UUID,
    body: str,
    attached: Sequence[Attachable],
    device_at: datetime | None,
    by: Person,
) -> HandIn:
    """Keep a version of the work of ``person``, in place of the one before it, for her trainers to look at.

    Raises NothingHandedIn, IsApproved, and IntegrityError where the id is known.
    """
    body = clean(body).strip()
    if not is_visible(body) and not attached:
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
