"""Every write in mentoring. Sending is one service for the socket, the page's fallback and the plain form."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, F
from django.db.models.functions import Greatest
from django.urls import reverse

from cohorts.models import Cohort
from cohorts.permissions import mentors_of
from core.services import record_audit
from core.text import has_forbidden_characters, normalise
from courses.queries import lesson_titles
from jobs.services import enqueue
from mentoring.enums import MemberRole
from mentoring.errors import (
    MessageHasBadCharacters,
    MessageIdIsTaken,
    MessageIsEmpty,
    MessageIsTooLong,
    NoMentorYet,
    ThreadIsClosed,
)
from mentoring.models import LONGEST_MESSAGE, Message, Thread, ThreadMember
from mentoring.permissions import can_talk, threads_visible_to
from mentoring.signals import message_sent, receipts_changed
from notifications.enums import NoticeKind
from notifications.services import notify
from people.models import Person

# Who is looking at the thread reads a message before this is over and needs no notice of it.
LOOKING_TIME = timedelta(seconds=15)


@transaction.atomic
def open_thread(learner: Person, *, cohort: Cohort, lesson_key: UUID) -> Thread:
    """The thread of ``learner`` about the lesson, opened now with the cohort's least busy mentor where there is none.

    Raises NoMentorYet.
    """
    thread, created = Thread.objects.get_or_create(cohort=cohort, lesson_key=lesson_key, learner=learner)
    if created:
        ThreadMember.objects.create(thread=thread, person=learner, role=MemberRole.LEARNER)
        record_audit("thread.opened", thread, by=learner.user)
    # A mentor whose role has ended reads no more: the learner goes on with another.
    mentors = ThreadMember.objects.filter(thread=thread, role=MemberRole.MENTOR).select_related("person__user")
    if not any(can_talk(member.person, thread) for member in mentors):
        mentor = _least_busy(mentors_of(cohort), apart_from=learner)
        ThreadMember.objects.get_or_create(thread=thread, person=mentor, defaults={"role": MemberRole.MENTOR})
    return thread


def clean_body(body: str) -> str:
    """``body`` as it is kept. Raises MessageIsEmpty, MessageIsTooLong, MessageHasBadCharacters."""
    if has_forbidden_characters(body):
        raise MessageHasBadCharacters
    body = normalise(body).strip()
    if len(body) > LONGEST_MESSAGE:
        raise MessageIsTooLong
    if not body:
        raise MessageIsEmpty
    return body


@transaction.atomic
def send_message(
    thread_id: UUID, *, author: Person, message_id: UUID, body: str, device_at: datetime | None = None
) -> Message:
    """Keep a message and give it the next number of its thread; the same ``message_id`` again changes nothing.

    Raises ThreadIsClosed where ``author`` does not take part, what :func:`clean_body` raises, and MessageIdIsTaken
    where the id belongs to another message.
    """
    body = clean_body(body)
    thread = threads_visible_to(author).select_for_update().filter(pk=thread_id).first()
    if thread is None:
        raise ThreadIsClosed
    message = Message(
        id=message_id,
        thread=thread,
        sequence=thread.last_sequence + 1,
        author=author,
        body=body,
        device_at=device_at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    kept = Message.objects.filter(pk=message_id, thread=thread, sequence=message.sequence)
    numbered = Thread.objects.filter(Exists(kept), pk=thread_id).update(
        last_sequence=message.sequence, last_message_at=message.received_at
    )
    if not numbered:
        return _known_message(message_id, thread=thread, author=author)
    enqueue("thread.tell", key=f"tell:{message_id}", payload={"message": str(message_id)}, delay=LOOKING_TIME)
    transaction.on_commit(lambda: message_sent.send(sender=Message, thread_id=thread_id))
    return message


def record_receipts(thread_id: UUID, person: Person, *, delivered: int = 0, read: int = 0) -> None:
    """``person`` has received all up to ``delivered`` and seen all up to ``read``; numbers only ever grow."""
    with transaction.atomic():
        last = Thread.objects.values_list("last_sequence", flat=True).get(pk=thread_id)
        read = min(read, last)
        delivered = max(min(delivered, last), read)
        grown = (
            ThreadMember.objects.filter(thread=thread_id, person=person)
            .exclude(delivered__gte=delivered, read__gte=read)
            .update(delivered=Greatest(F("delivered"), delivered), read=Greatest(F("read"), read))
        )
        if grown:
            transaction.on_commit(lambda: receipts_changed.send(sender=ThreadMember, thread_id=thread_id))


def tell_who_has_not_read(payload: dict[str, Any]) -> None:
    """The job after a message: a notice to who takes part and has not read it by now, one for all she has not read."""
    message = Message.objects.select_related("author", "thread").filter(pk=payload["message"]).first()
    if message is None:
        return
    waiting = ThreadMember.objects.filter(thread=message.thread, read__lt=message.sequence)
    for member in waiting.exclude(person=message.author).select_related("person__user"):
        if not can_talk(member.person, message.thread):
            continue
        answered = member.role == MemberRole.LEARNER
        titles = lesson_titles([message.thread.lesson_key], member.person.language)
        notify(
            member.person,
            kind=NoticeKind.MENTOR_ANSWERED if answered else NoticeKind.LEARNER_ASKED,
            event=f"thread:{message.thread_id}:after:{member.read}",
            data={"name": message.author.first_name, "about": titles.get(message.thread.lesson_key, "")},
            link=reverse("mentoring:thread", args=[message.thread_id]),
        )


def _least_busy(mentors: list[Person], *, apart_from: Person) -> Person:
    others = [mentor for mentor in mentors if mentor.pk != apart_from.pk]
    if not others:
        raise NoMentorYet
    busy = dict(
        ThreadMember.objects.filter(person__in=others, role=MemberRole.MENTOR)
        .values("person")
        .annotate(threads=Count("pk"))
        .values_list("person", "threads")
    )
    return min(others, key=lambda mentor: busy.get(mentor.pk, 0))


def _known_message(message_id: UUID, *, thread: Thread, author: Person) -> Message:
    """The message that was sent before under this id, where it is the author's own in this thread."""
    message = Message.objects.filter(pk=message_id, thread=thread, author=author).first()
    if message is None:
        raise MessageIdIsTaken
    return message
