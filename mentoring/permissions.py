"""Who takes part in a talk about a lesson: the learner while enrolled, the mentor while she mentors the cohort."""

from django.db.models import Exists, OuterRef, Q

from cohorts.models import Enrolment
from cohorts.permissions import COHORT
from mentoring.enums import MemberRole
from mentoring.models import LessonTalk
from people.enums import Role


def takes_part_in_lesson_talk() -> Q:
    """The condition over ``talks.ThreadMember`` that holds for who takes part now; no query of its own."""
    talk = OuterRef("thread__context_key")
    enrolled = Enrolment.objects.active().filter(cohort__lesson_talks=talk, person=OuterRef("person"))
    mentors = COHORT.exists_for(OuterRef(OuterRef("person")), Role.MENTOR, through="cohort")
    mentored = LessonTalk.objects.filter(mentors, pk=talk)
    return Q(Exists(enrolled), role=MemberRole.LEARNER) | Q(Exists(mentored), role=MemberRole.MENTOR)
