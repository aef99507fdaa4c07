"""Every write in mentoring: a learner's talk with a mentor about a lesson, and with another one after her."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from cohorts.models import Cohort
from cohorts.permissions import mentors_of
from cohorts.queries import my_cohorts
from core.local_text import language_now
from courses.queries import course_key_of, lesson_in
from mentoring.enums import LESSON, MemberRole
from mentoring.errors import NoMentorYet
from mentoring.models import LessonTalk
from mentoring.queries import talks_mentored_by
from people.models import Person
from talks.models import Thread
from talks.permissions import members_now
from talks.services import add_member, open_thread


def ask_about_lesson(learner: Person, lesson_key: UUID) -> Thread:
    """The thread of ``learner`` with a mentor of the cohort in which she has the lesson.

    Raises NoMentorYet, and ObjectDoesNotExist where there is no such lesson, or she learns it nowhere.
    """
    course_key = course_key_of(lesson_in(lesson_key, language_now()))
    cohort = next((cohort for cohort in my_cohorts(learner) if cohort.course_key == course_key), None)
    if cohort is None:
        raise Cohort.DoesNotExist
    return open_lesson_talk(learner, cohort=cohort, lesson_key=lesson_key)


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


@transaction.atomic
def go_on_with(taken_by: Person, *, given_by: UUID, cohort: UUID) -> None:
    """The talks of ``cohort`` in which ``given_by`` mentored go on with ``taken_by``, who reads all that was said."""
    for thread in talks_mentored_by(given_by, cohort=cohort, but_of=taken_by):
        add_member(thread, taken_by, role=MemberRole.MENTOR)


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
