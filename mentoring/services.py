"""Every write in mentoring: a learner's talk with a mentor about a lesson, and who is told of it."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse

from cohorts.models import Cohort
from cohorts.permissions import COHORT
from mentoring.enums import LESSON, MemberRole
from mentoring.errors import NoMentorYet
from mentoring.models import LessonTalk
from notifications.services import notify
from people.enums import Role
from people.models import Person
from talks.models import Message, Thread, ThreadMember
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


def tell_of_message(message: Message, waiting: list[ThreadMember]) -> None:
    """A notice to each of ``waiting``, one for all she has not read; new again where she saw it and not the
    talk.

    A mentor whose role has ended reads no more: the learner goes on with another, who is told as well.
    """
    if not _has_mentor(message.thread):
        talk = LessonTalk.objects.select_related("cohort", "learner").get(pk=message.thread.context_key)
        with suppress(NoMentorYet):
            waiting = [*waiting, _add_mentor(message.thread, talk)]
    for member in waiting:
        answered = member.role == MemberRole.LEARNER
        notify(
            member.person,
            kind="mentor_answered" if answered else "learner_asked",
            event=f"thread:{message.thread_id}:after:{member.read}",
            data={"name": message.author.first_name, "talk": str(message.thread.context_key)},
            link=reverse("talks:thread", args=[message.thread_id]),
            occasion=str(message.pk),
        )


def _has_mentor(thread: Thread) -> bool:
    return members_now().filter(thread=thread, role=MemberRole.MENTOR).exists()


def _add_mentor(thread: Thread, talk: LessonTalk) -> ThreadMember:
    """The mentor of the cohort who has the fewest talks takes part from now on. Raises NoMentorYet."""
    mine = Q(thread_memberships__role=MemberRole.MENTOR, thread_memberships__thread__context_kind=LESSON)
    mentor = (
        COHORT.holders(talk.cohort, Role.MENTOR)
        .filter(user__is_active=True)
        .exclude(pk=talk.learner_id)
        .annotate(talks=Count("thread_memberships", filter=mine))
        .order_by("talks", "name", "pk")
        .first()
    )
    if mentor is None:
        raise NoMentorYet
    return add_member(thread, mentor, role=MemberRole.MENTOR)
