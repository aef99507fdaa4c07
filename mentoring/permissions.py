"""Who may read and write in a thread: its members, the learner while she is enrolled, the mentor while she mentors.

Asked anew for every request, every socket frame and every push: who was taken out of a cohort a moment ago reads no
further message.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from cohorts.models import Enrolment
from cohorts.permissions import COHORT
from mentoring.enums import MemberRole
from mentoring.models import Thread, ThreadMember
from people.enums import Role
from people.models import Person


def can_talk(person: Person | None, thread: Thread) -> bool:
    """Whether ``person`` takes part in ``thread`` now."""
    return threads_visible_to(person).filter(pk=thread.pk).exists()


def threads_visible_to(person: Person | None) -> QuerySet[Thread]:
    """The threads ``person`` takes part in now; :func:`can_talk` is the same rule for one of them."""
    if person is None or person.user is None or not person.user.is_active:
        return Thread.objects.none()
    enrolled = Enrolment.objects.active().filter(cohort=OuterRef("thread__cohort"), person=person)
    mentors = COHORT.exists_for(person, Role.MENTOR, through="thread__cohort")
    memberships = ThreadMember.objects.filter(thread=OuterRef("pk"), person=person).filter(
        Q(Exists(enrolled), role=MemberRole.LEARNER) | Q(mentors, role=MemberRole.MENTOR)
    )
    return Thread.objects.filter(Exists(memberships))
