"""Who sees an assignment and what was handed in, who hands in, who reviews."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from assignments.models import Assignment, AssignmentQuerySet, AttachedFile, HandIn, PlannedAssignment, Work
from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet
from cohorts.permissions import cohorts_mentored_by, cohorts_taught_by, programmes_managed_by, results_shown_to
from core.prepared import Given
from core.records import FieldRecordQuerySet
from people.enums import Purpose
from people.models import Person
from people.permissions import agreed


def _takes_part(person: Person | Given) -> Exists:
    return Exists(Enrolment.objects.active().filter(cohort=OuterRef("cohort"), person=person))


def with_coming_of(person: Person | Given, found: AssignmentQuerySet) -> AssignmentQuerySet:
    """``found``, each with ``came_at``: when the stay began in which she takes part in its cohort now; else None."""
    hers = Enrolment.objects.active().filter(cohort=OuterRef("cohort"), person=person)
    return found.annotate(came_at=Subquery(hers.values("joined_at")[:1]))


def assignments_open_to(person: Person | Given | None, today: date | Given | None = None) -> AssignmentQuerySet:
    """Those she may hand in: of the cohorts she takes part in now, once they are given."""
    if person is None:
        return Assignment.objects.none()
    return Assignment.objects.given(today).filter(_takes_part(person))


def assignments_visible_to(person: Person | None) -> AssignmentQuerySet:
    """Those she may hand in, and those of her own work of before."""
    if person is None:
        return Assignment.objects.none()
    worked_on = Exists(Work.objects.filter(assignment=OuterRef("pk"), person=person))
    return Assignment.objects.filter(Q(pk__in=assignments_open_to(person)) | worked_on)


def can_set_in(person: Person | None, cohort: Cohort) -> bool:
    """Who teaches the cohort."""
    return cohorts_taught_by(person).filter(pk=cohort.pk).exists()


def assignments_set_by(person: Person | None) -> AssignmentQuerySet:
    """Those she sets, changes and looks through: of the cohorts she teaches, given or to come."""
    return Assignment.objects.filter(cohort__in=cohorts_taught_by(person))


def planned_by(person: Person | None) -> QuerySet[PlannedAssignment]:
    """Those she plans and changes: of the programmes she manages."""
    return PlannedAssignment.objects.filter(programme__in=programmes_managed_by(person))


def cohorts_helped_by(person: Person | None) -> QuerySet[Cohort]:
    """Those she teaches or mentors."""
    return Cohort.objects.filter(Q(pk__in=cohorts_taught_by(person)) | Q(pk__in=cohorts_mentored_by(person)))


def assignments_read_by(person: Person | None) -> AssignmentQuerySet:
    """Those of whose learners she is shown who has handed in what: of the cohorts she teaches or mentors."""
    return Assignment.objects.filter(cohort__in=cohorts_helped_by(person))


def stays_shown_to(viewer: Person, assignment: Assignment) -> EnrolmentQuerySet:
    """The stays whose work on it she sees: as :func:`works_visible_to` has it, without her own."""
    stays = learners_of(assignment).exclude(person=viewer)
    shown = Q(pk__in=results_shown_to(viewer).filter(cohort=assignment.cohort_id).values("pk"))
    mentored = Q(agreed(Purpose.SHARING), cohort__in=cohorts_mentored_by(viewer))
    return stays.filter(shown | mentored)


def learners_of(assignment: Assignment) -> EnrolmentQuerySet:
    """The stays of those who take part now."""
    return Enrolment.objects.active().filter(cohort=assignment.cohort_id)


def can_see_work(viewer: Person | None, work: Work) -> bool:
    """Her own; who is shown the results of the learner; her mentors, where she agreed to share them."""
    return works_visible_to(viewer).filter(pk=work.pk).exists()


def works_visible_to(viewer: Person | None) -> QuerySet[Work]:
    """The queryset twin of :func:`can_see_work`."""
    if viewer is None:
        return Work.objects.none()
    mentored = Enrolment.objects.active().filter(
        cohort__in=cohorts_mentored_by(viewer), cohort=OuterRef("assignment__cohort"), person=OuterRef("person")
    )
    hers = Q(person=viewer) | Q(_shown_to(viewer)) | Q(Exists(mentored), agreed(Purpose.SHARING))
    return Work.objects.filter(hers)


def own_hand_ins(person: Person) -> FieldRecordQuerySet:
    """What ``person`` handed in, for herself or for somebody: it is known again, also where she takes part no more."""
    found: FieldRecordQuerySet = HandIn.objects.filter(recorded_by=person)
    return found


def records_visible_to(viewer: Person | None) -> FieldRecordQuerySet:
    """The versions with a record of the works of others that she sees."""
    works = works_visible_to(viewer).exclude(person=viewer)
    found: FieldRecordQuerySet = HandIn.objects.filter(work__in=works).exclude(entries={})
    return found


def can_review(viewer: Person | None, work: Work) -> bool:
    """Who teaches her and is shown her results; nobody her own."""
    return works_reviewed_by(viewer).filter(pk=work.pk).exists()


def works_reviewed_by(viewer: Person | None) -> QuerySet[Work]:
    """The queryset twin of :func:`can_review`."""
    if viewer is None:
        return Work.objects.none()
    return Work.objects.filter(_shown_to(viewer)).exclude(person=viewer)


def files_visible_to(viewer: Person | None) -> QuerySet[AttachedFile]:
    """Those of the works she sees, and those she handed in for somebody."""
    if viewer is None:
        return AttachedFile.objects.none()
    seen = Q(hand_in__work__in=works_visible_to(viewer)) | Q(hand_in__recorded_by=viewer)
    return AttachedFile.objects.filter(seen)


def _shown_to(viewer: Person) -> Exists:
    stays = results_shown_to(viewer).filter(cohort=OuterRef("assignment__cohort"), person=OuterRef("person"))
    return Exists(stays)
