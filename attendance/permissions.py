"""Who takes attendance, and who sees it."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from attendance.models import Mark, Scan, SheetPhoto
from cohorts.models import Cohort, Enrolment, Session, SessionQuerySet
from cohorts.permissions import can_teach, cohorts_taught_by
from core.records import FieldRecordQuerySet
from people.enums import Purpose
from people.models import Person
from people.permissions import who_took_back


def sessions_marked_by(viewer: Person | None) -> QuerySet[Session]:
    """Those of the cohorts that she teaches or manages."""
    return Session.objects.filter(block__cohort__in=cohorts_taught_by(viewer)).select_related("block__cohort")


def sessions_attended_by(person: Person) -> SessionQuerySet:
    """Those that stand, of the cohorts that she takes part in."""
    hers = Enrolment.objects.active().filter(person=person).values("cohort")
    return Session.objects.standing().filter(block__cohort__in=hers)


def sessions_told_apart() -> SessionQuerySet:
    """Those whose codes anybody may type who is signed in: of one that is not hers she is told that, and no more."""
    return Session.objects.standing()


def marks_seen_by(viewer: Person | None) -> FieldRecordQuerySet:
    """Her own, and those of the sessions in which she takes attendance."""
    return Mark.objects.filter(Q(person=viewer) | Q(session__in=sessions_marked_by(viewer)))


def scans_seen_by(viewer: Person | None) -> QuerySet[Scan]:
    """Of the sessions in which she takes attendance."""
    return Scan.objects.filter(session__in=sessions_marked_by(viewer))


def can_mark(viewer: Person | None, session: Session) -> bool:
    """The predicate twin of :func:`sessions_marked_by`."""
    return can_teach(viewer, session.block.cohort)


def of_who_took_back() -> Exists:
    """Marks and stays of whom took back her consent to take part: lists do not name her, so nobody is asked to mark her
    or to decide of her.
    """
    return Exists(who_took_back(Purpose.TRAINING).filter(pk=OuterRef("person")))


def sheet_photos_seen_by(viewer: Person | None) -> FieldRecordQuerySet:
    """Those of the sessions in which she takes attendance: the paper shows everybody's signature."""
    return SheetPhoto.objects.filter(session__in=sessions_marked_by(viewer))


def cohorts_been_in(person: Person) -> QuerySet[Cohort]:
    """Those in which her own days are counted: she takes part in them, or did."""
    return Cohort.objects.filter(pk__in=Enrolment.objects.filter(person=person).values("cohort"))
