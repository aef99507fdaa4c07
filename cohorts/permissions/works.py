"""Who sees the pictures of what learners made, and who judges and takes them away."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cohorts.models import Cohort, Enrolment, WorkPicture, WorkPictureQuerySet
from cohorts.permissions.cohorts import COHORT, cohorts_taught_by, cohorts_visible_to
from people.enums import TEACHING_ROLES, Purpose
from people.models import Person
from people.permissions import agreed, person_of


def can_judge_works(user: Any) -> bool:
    """An editor, who looks at every picture that is offered."""
    return bool(user.has_perm("cohorts.change_workpicture"))


def cohorts_offering(person: Person | None) -> QuerySet[Cohort]:
    """Those in which ``person`` may offer a picture of work: she learns there, or teaches."""
    learning = Enrolment.objects.active().filter(person=person).values("cohort")
    return Cohort.objects.filter(Q(pk__in=learning) | COHORT.within(person, TEACHING_ROLES))


def cohorts_offering_with(person: Person, work: UUID) -> QuerySet[Cohort]:
    """Those, and that of the picture ``work`` if it came from her before: it is known again, also where she left."""
    came = WorkPicture.objects.filter(pk=work, recorded_by=person)
    return Cohort.objects.filter(Q(pk__in=cohorts_offering(person)) | Q(pk__in=came.values("cohort")))


def works_that_stand() -> WorkPictureQuerySet:
    """Not taken away; that of a learner only while she agrees to stories."""
    return WorkPicture.objects.filter(Q(learner=None) | agreed(Purpose.STORY, "learner"), withdrawn_at=None)


def works_open_to_all() -> WorkPictureQuerySet:
    """What an editor said yes to."""
    return works_that_stand().shown()


def works_shown_to(person: Person) -> WorkPictureQuerySet:
    """What is open to all; of a cohort that ``person`` sees also what waits; hers whatever became of it."""
    standing = works_that_stand()
    in_cohort = standing.offered().filter(cohort__in=cohorts_visible_to(person))
    return standing.shown() | in_cohort | standing.filter(Q(recorded_by=person) | Q(learner=person))


def works_visible_to(user: Any) -> WorkPictureQuerySet:
    """To an editor all, to a person :func:`works_shown_to`, to a stranger what is open to all."""
    person = person_of(user)
    if can_judge_works(user):
        return works_that_stand()
    return works_shown_to(person) if person else works_open_to_all()


def takes_away(person: Person) -> Q:
    """The pictures that ``person`` may take away: she offered it, made it, teaches the cohort, or is of its group."""
    learning = Enrolment.objects.active().filter(person=person).values("cohort")
    of_her_group = Q(learner=None, cohort__in=learning)
    return Q(recorded_by=person) | Q(learner=person) | of_her_group | Q(cohort__in=cohorts_taught_by(person))


def learners_who_may_be_shown(cohort: Cohort) -> QuerySet[Person]:
    """Who learns there and agrees to stories, by name."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return Person.objects.filter(agreed(Purpose.STORY, "pk"), pk__in=stays.values("person")).order_by("name", "pk")
