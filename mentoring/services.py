"""Every write in mentoring: a learner's talk with a mentor about a lesson, and who is told of it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.urls import reverse

from cohorts.models import Cohort
from cohorts.permissions import mentors_of
from mentoring.enums import LESSON, MemberRole
from mentoring.errors import NoMentorYet
from mentoring.models import LessonTalk
from mentoring.queries import subjects_of_lesson_talks
from notifications.enums import NoticeKind
from notifications.services import notify
from people.models import Person
from talks.models import Message, Thread, ThreadMember
from talks.permissions import members_now
from talks.services import open_thread


@transaction.atomic
def open_lesson_talk(learner: Person, *, cohort: Cohort, lesson_key: UUID) -> Thread:
    """The thread of ``learner`` about the lesson, opened now with the cohort's least busy mentor where there is none.

    Raises NoMentorYet.
    """
    talk, _created = LessonTalk.objects.get_or_create(cohort=cohort, lesson_key=lesson_key, learner=learner)
    thread = open_thread(LESSON, talk.pk, members={learner: MemberRole.LEARNER}, by=learner.user)
    # A mentor whose role has ended reads no more: the learner goes on with another.
    if not members_now().filter(thread=thread, role=MemberRole.MENTOR).exists():
        mentor = _least_busy(mentors_of(cohort), apart_from=learner)
        open_thread(LESSON, talk.pk, members={mentor: MemberRole.MENTOR}, by=learner.user)
    return thread


def tell_of_message(message: Message, waiting: list[ThreadMember]) -> None:
    """A notice to each of ``waiting``, one for all she has not read."""
    key = message.thread.context_key
    for member in waiting:
        subject = subjects_of_lesson_talks([key], member.person.language).get(key)
        answered = member.role == MemberRole.LEARNER
        notify(
            member.person,
            kind=NoticeKind.MENTOR_ANSWERED if answered else NoticeKind.LEARNER_ASKED,
            event=f"thread:{message.thread_id}:after:{member.read}",
            data={"name": message.author.first_name, "about": subject.title if subject else ""},
            link=reverse("talks:thread", args=[message.thread_id]),
        )


def _least_busy(mentors: list[Person], *, apart_from: Person) -> Person:
    others = [mentor for mentor in mentors if mentor.pk != apart_from.pk]
    if not others:
        raise NoMentorYet
    threads = ThreadMember.objects.filter(person__in=others, role=MemberRole.MENTOR, thread__context_kind=LESSON)
    busy = dict(threads.values("person").annotate(threads=Count("pk")).values_list("person", "threads"))
    return min(others, key=lambda mentor: busy.get(mentor.pk, 0))
