"""Who takes part in a talk about a lesson: the learner while enrolled, the mentor while she mentors the cohort."""

from django.db.models import Exists, OuterRef, Q

from cohorts.models import Enrolment
from cohorts.permissions import COHORT
from mentoring.enums import MemberRole
from mentoring.models import LessonTalk
from people.enums import Role
from talks.contexts import holds_role_over_it


def takes_part_in_lesson_talk() -> Q:
    """The condition over ``talks.ThreadMember`` that holds for who takes part now; no query of its own."""
    talk = OuterRef("thread__context_key")
    enrolled = Enrolment.objects.active().filter(cohort__lesson_talks=talk, person=OuterRef("person"))
    mentors = holds_role_over_it(COHORT, Role.MENTOR, of=LessonTalk, through="cohort")
    return Q(Exists(enrolled), role=MemberRole.LEARNER) | Q(mentors, role=MemberRole.MENTOR)
