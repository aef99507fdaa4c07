"""Who may see what was held or refused, and hand in the file of a phone: who wrote it, and whom an upper app lends the
right to help or to carry.
"""

from django.db.models import Q, QuerySet

from people.models import Person
from submissions.kinds import ways_to_carry, ways_to_help
from submissions.models import Submission, SubmissionQuerySet


def submissions_visible_to(person: Person | None) -> QuerySet[Submission]:
    """Her own, and those of whom she may help."""
    if person is None:
        return Submission.objects.none()
    return Submission.objects.filter(Q(person=person) | _helped_by(person))


def submissions_helped_by(person: Person) -> SubmissionQuerySet:
    """Those of others that she may see to."""
    return Submission.objects.filter(_helped_by(person)).exclude(person=person)


def people_carried_for(person: Person) -> QuerySet[Person]:
    """Whose files ``person`` may hand in: her own, and those of whom she may carry for."""
    carried = Q(pk=person.pk)
    for reach in ways_to_carry:
        carried |= reach(person)
    return Person.objects.filter(carried)


def _helped_by(person: Person) -> Q:
    helped = Q(pk__in=[])
    for reach in ways_to_help:
        helped |= reach(person)
    return helped
