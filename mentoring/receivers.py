"""After commit: tell the sockets, and offer a mentor at the end of a lesson."""

import logging
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.models import Enrolment
from cohorts.signals import learner_withdrawn
from courses.models import LessonPage
from courses.queries import LessonAction, Reading, register_lesson_action
from jobs.services import register_job
from mentoring.groups import person_group, thread_group
from mentoring.services import tell_who_has_not_read
from mentoring.signals import message_sent, receipts_changed
from people.permissions import person_of

logger = logging.getLogger(__name__)


@receiver([message_sent, receipts_changed])
def say_that_the_thread_changed(sender: type, thread_id: UUID, **kwargs: Any) -> None:
    """The sockets of the thread fetch what they do not have."""
    _tell(thread_group(thread_id), "thread.changed")


@receiver(learner_withdrawn)
def close_the_talks_of_who_left(sender: type, enrolment: Enrolment, **kwargs: Any) -> None:
    """Her open sockets see at once that she no longer takes part."""
    _tell(person_group(enrolment.person_id), "access.changed")


@receiver(user_logged_out)
def close_the_talks_of_who_signed_out(sender: type, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """The sockets of the session that ends close. It ends here: Django ends it only after telling its receivers."""
    person = person_of(user) if user else None
    if person and request:
        request.session.delete()
        _tell(person_group(person.pk), "access.changed")


def ask_a_mentor(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that opens the talk about the lesson: for who learns it."""
    if not reading.access.is_learner:
        return None
    return LessonAction(_("Ask your mentor"), "message-circle", reverse("mentoring:ask", args=[lesson.translation_key]))


def _tell(group: str, what: str) -> None:
    """A hint only: who misses it finds out with the next heartbeat, so a layer that is away stops nothing."""
    try:
        layer = get_channel_layer()
        if layer:
            async_to_sync(layer.group_send)(group, {"type": what})
    except Exception:
        logger.exception("The channel layer did not take a hint")


register_lesson_action(ask_a_mentor)
register_job("thread.tell", tell_who_has_not_read)
