"""Reads about works, and about what is set and planned."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from assignments.due import came_later, is_late
from assignments.enums import WorkState
from assignments.models import Assignment, AssignmentQuerySet, AttachedFile, HandIn, PlannedAssignment, Review, Work
from assignments.permissions import (
    assignments_open_to,
    assignments_read_by,
    assignments_visible_to,
    stays_shown_to,
    with_coming_of,
    works_reviewed_by,
    works_visible_to,
)
from cohorts.models import Cohort, Enrolment, Programme
from core.prepared import Given, Prepared
from people.models import Person

# What she has to do comes first.
ORDER = (WorkState.RETURNED, WorkState.OPEN, WorkState.HANDED_IN, WorkState.APPROVED)


@dataclass(frozen=True)
class WorkDone:
    """How far somebody's work on an assignment is; ``marks`` out of ``of``, None where there are none (yet)."""

    state: WorkState
    marks: int | None
    of: int | None
    counts: bool


@dataclass(frozen=True)
class MyLine:
    """An assignment in her own list."""

    assignment: Assignment
    work: Work | None
    came_on: date | None = None

    @property
    def state(self) -> WorkState:
        """Open before she has handed in."""
        return WorkState(self.work.state) if self.work else WorkState.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it is to be done still and its day has passed."""
        return self._is_to_be_done and is_late(self.assignment.due_on, timezone.localdate(), self.came_on)

    @property
    def came_later(self) -> bool:
        """Whether it is to be done still and was due before she came."""
        return self._is_to_be_done and came_later(self.assignment.due_on, self.came_on)

    @property
    def _is_to_be_done(self) -> bool:
        return self.state in (WorkState.OPEN, WorkState.RETURNED)


@dataclass(frozen=True)
class LearnerLine:
    """A learner in the list of an assignment."""

    person: Person
    state: WorkState
    work: Work | None


@dataclass(frozen=True)
class Waiting:
    """How many works wait for somebody's review, since when the first, and whose it is."""

    number: int
    since: Any


def work_of(cohort: Cohort, people: Collection[Person]) -> Mapping[UUID, Mapping[UUID, WorkDone]]:
    """{person: {assignment of the cohort: how far her work is}}; two queries, however many they are."""
    assignments = {each.pk: each for each in Assignment.objects.filter(cohort=cohort)}
    works = Work.objects.filter(assignment__cohort=cohort, person__in=people)
    known = {(work.person_id, work.assignment_id): work for work in works}
    return {
        person.pk: {key: _done(each, known.get((person.pk, key))) for key, each in assignments.items()}
        for person in people
    }


def _done(assignment: Assignment, work: Work | None) -> WorkDone:
    state = WorkState(work.state) if work else WorkState.OPEN
    return WorkDone(state, work.marks if work else None, assignment.marks_of, assignment.counts)


def cohort_of_key(key: str) -> Cohort | None:
    """None where it is gone."""
    return Cohort.objects.filter(pk=key).first()


def planned_for(programme: Programme) -> QuerySet[PlannedAssignment]:
    """What its cohorts do in the field, in the order in which it is given."""
    return PlannedAssignment.objects.filter(programme=programme)


def planned_lines(programme: Programme) -> list[str]:
    """Each in a line, with when it is given and due; and whether they are as many as completing asks for."""
    titles = {block.number: str(block) for block in programme.blocks.all()}
    found = list(planned_for(programme))
    lines = [f"{each.title}: {when_planned(each, titles)}" for each in found]
    return [*lines, *([few] if found and (few := too_few(programme, found)) else [])]


def when_planned(planned: PlannedAssignment, titles: Mapping[int, str]) -> str:
    """When it is given and due; ``titles`` is {number: block}."""
    after = titles.get(planned.after_block or 0)
    given = _("given after %(block)s") % {"block": after} if after else _("given at once")
    due = titles.get(planned.due_block or 0)
    return _("%(given)s, due by the beginning of %(block)s") % {"given": given, "block": due} if due else given


def too_few(programme: Programme, planned: Iterable[PlannedAssignment]) -> str:
    """A sentence where nobody could complete by what is planned; else nothing."""
    number, needed = sum(each.counts for each in planned), programme.assignments_needed
    said = _("%(needed)s approved assignments are needed to complete, and %(number)s that count are planned here.")
    return said % {"needed": needed, "number": number} if number < needed else ""


def my_assignments(person: Person, cohort: Cohort | None = None) -> list[MyLine]:
    """Hers, what there is to do first; two queries."""
    found = with_coming_of(person, assignments_visible_to(person)).select_related("cohort", "block")
    found = found.filter(cohort=cohort) if cohort else found
    works = {work.assignment_id: work for work in Work.objects.filter(person=person)}
    lines = [MyLine(each, works.get(each.pk), came_on(each)) for each in found]
    return sorted(lines, key=lambda line: (ORDER.index(line.state), line.assignment.due_on or date.max))


def came_on(assignment: Any) -> date | None:
    """When she came to its cohort whose assignment it is; of one that came ``with_coming_of`` her."""
    return timezone.localdate(assignment.came_at) if assignment.came_at else None


def to_do(person: Person) -> list[Any]:
    """What she has to hand in, what is due first, each with its ``state`` and ``came_at``; one query."""
    return _TO_DO.all(person=person.pk, today=timezone.localdate())


def _to_do() -> QuerySet[Assignment]:
    her = Given("person", UUIDField())
    hers = Work.objects.filter(assignment=OuterRef("pk"), person=her).values("state")
    stands = Coalesce(Subquery(hers), Value(WorkState.OPEN.value), output_field=CharField())
    found = assignments_open_to(her, Given("today", DateField())).annotate(state=stands)
    undone = found.filter(state__in=[WorkState.OPEN, WorkState.RETURNED])
    return with_coming_of(her, undone).order_by(F("due_on").asc(nulls_last=True), "set_at")


_TO_DO: Prepared[Assignment] = Prepared(_to_do)


def numbers_approved(course_key: UUID, people: Collection[UUID]) -> dict[UUID, int]:
    """{person: how many of her works are approved, in her cohorts of the course}; one query."""
    works = Work.objects.filter(person__in=people, assignment__cohort__course_key=course_key, state=WorkState.APPROVED)
    return dict(works.order_by().values_list("person_id").annotate(number=Count("pk")))


def work_on(assignment: Assignment, person: Person) -> Work | None:
    """What ``person`` has done of it."""
    return Work.objects.filter(assignment=assignment, person=person).first()


def versions_of(work: Work | None) -> list[HandIn]:
    """All that was handed in, the newest first, each with its files and what was said of it; three queries."""
    if work is None:
        return []
    hers = Enrolment.objects.took_part().filter(cohort=OuterRef("work__assignment__cohort"), person=work.person_id)
    versions = work.versions.annotate(came_at=Subquery(hers.order_by("-joined_at").values("joined_at")[:1]))
    versions = versions.select_related("recorded_by", "work__assignment", "corrects")
    return list(versions.prefetch_related("files", "reviews__by").order_by("-received_at", "-pk"))


def keys_of_versions(work: Work | None) -> list[UUID]:
    """Of all that was handed in, also to whom it is not shown; one query."""
    return list(work.versions.values_list("pk", flat=True)) if work else []


def reviews_in_order(viewer: Person, cohort: Cohort, person: UUID) -> list[Review]:
    """All that was said of the works of ``person`` there that ``viewer`` sees, the oldest first, with whose work and by
    whom; one query."""
    works = works_visible_to(viewer).filter(assignment__cohort=cohort, person=person)
    reviews = Review.objects.filter(hand_in__work__in=works)
    return list(reviews.select_related("by", "hand_in__work__assignment").order_by("at", "pk"))


def weight_of_files(person: Person) -> int:
    """How many bytes the files have of what came back to her: the pages of those works show them."""
    files = AttachedFile.objects.filter(hand_in__work__person=person, hand_in__work__state=WorkState.RETURNED)
    return sum(files.values_list("size", flat=True))


def works_waiting_for(viewer: Person) -> QuerySet[Work]:
    """Those that wait for her review over all her cohorts, who has waited longest first."""
    found = works_reviewed_by(viewer).filter(state=WorkState.HANDED_IN)
    return found.select_related("person", "assignment__cohort").order_by("waits_since", "pk")


def number_waiting(viewer: Person, cohort: Cohort | None = None) -> Waiting:
    """Of :func:`works_waiting_for`, of those in ``cohort`` where it is given; one query."""
    found = works_reviewed_by(viewer).filter(state=WorkState.HANDED_IN)
    if cohort is not None:
        found = found.filter(assignment__cohort=cohort)
    said = found.aggregate(number=Count("pk"), since=Min("waits_since"))
    return Waiting(said["number"], said["since"])


def assignments_in(cohort: Cohort, viewer: Person) -> AssignmentQuerySet:
    """Those of a cohort she helps, each with how many works ``wait`` and how many are ``approved``."""
    found = assignments_read_by(viewer).filter(cohort=cohort).select_related("block")
    return found.annotate(
        waiting=_number(viewer, WorkState.HANDED_IN),
        returned=_number(viewer, WorkState.RETURNED),
        approved=_number(viewer, WorkState.APPROVED),
    )


def _number(viewer: Person, state: WorkState) -> Coalesce:
    works = works_visible_to(viewer).exclude(person=viewer).filter(assignment=OuterRef("pk"), state=state)
    counted = works.order_by().values("assignment").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def learners_with_work(assignment: Assignment, viewer: Person) -> QuerySet[Enrolment]:
    """The stays she is shown, by name, each with the ``work_state`` of the learner."""
    hers = Work.objects.filter(assignment=assignment, person=OuterRef("person")).values("state")
    stands = Coalesce(Subquery(hers), Value(WorkState.OPEN.value), output_field=CharField())
    stays = stays_shown_to(viewer, assignment).select_related("person")
    return stays.annotate(work_state=stands).order_by("person_name", "pk")


def learner_lines(assignment: Assignment, stays: Iterable[Any]) -> list[LearnerLine]:
    """The rows of a page of :func:`learners_with_work`, in one query."""
    listed = list(stays)
    works = {
        work.person_id: work
        for work in Work.objects.filter(assignment=assignment, person__in=[stay.person_id for stay in listed])
    }
    return [LearnerLine(stay.person, WorkState(stay.work_state), works.get(stay.person_id)) for stay in listed]
