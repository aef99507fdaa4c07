"""Every write in mentoring: a learner's talk with a mentor about a lesson, and with another one after her."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from cohorts.models import Cohort
from cohorts.permissions import mentors_of
from mentoring.enums import LESSON, MemberRole
from mentoring.errors import NoMentorYet
from mentoring.models import LessonTalk
from people.models import Person
from talks.models import Thread
from talks.permissions import members_now
from talks.services import add_member, open_thread


@transaction.atomic
def open_lesson_talk(learner: Person, *, cohort: Cohort, lesson_key: UUID) -> Thread:
    """The thread of ``learner`` about the lesson, opened now with the cohort's least busy mentor where there is none.

    Raises NoMentorYet.
    """
    talk, _created = LessonTalk.objects.get_or_create(cohort=cohort, lesson_id=lesson_key, learner=learner)
    thread = open_thread(LESSON, talk.pk, members={learner: MemberRole.LEARNER}, by=learner.user)
    if not _has_mentor(thread):
        _add_mentor(thread, talk)
    return thread


def let_another_mentor_in(thread: Thread) -> None:
    """A mentor whose role has ended reads no more: the learner goes on with another, where there is one."""
    if not _has_mentor(thread):
        talk = LessonTalk.objects.select_related("cohort", "learner").get(pk=thread.context_key)
        with suppress(NoMentorYet):
            _add_mentor(thread, talk)


def _has_mentor(thread: Thread) -> bool:
    return members_now().filter(thread=thread, role=MemberRole.MENTOR).exists()


def _add_mentor(thread: Thread, talk: LessonTalk) -> None:
    """The mentor of the cohort who has the fewest talks takes part from now on. Raises NoMentorYet."""
    mine = Q(thread_memberships__role=MemberRole.MENTOR, thread_memberships__thread__context_kind=LESSON)
    mentor = (
        mentors_of(talk.cohort)
        .exclude(pk=talk.learner_id)
        .annotate(talks=Count("thread_memberships", filter=mine))
        .order_by("talks", "name", "pk")
        .first()
    )
    if mentor is None:
        raise NoMentorYet
    add_member(thread, mentor, role=MemberRole.MENTOR)
