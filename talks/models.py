"""Threads and messages: the database is the truth, the socket only says that there is something new."""

import uuid
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person

LONGEST_MESSAGE = 4000
FOLDER = "talks"  # of what goes with messages
# About what goes with a message, as the portal draws a photo and a phone records.
PHOTO_BYTES = 50_000
SPOKEN_BYTES_A_SECOND = 2_000


@dataclass(frozen=True)
class Photo:
    """What goes with a message: a picture of so many pixels, in a file that those who take part may fetch."""

    width: int
    height: int


@dataclass(frozen=True)
class Voice:
    """What goes with a message: so many seconds of somebody speaking, in a file as above."""

    seconds: int


class Thread(models.Model):
    """A talk. ``context_kind`` and ``context_key`` name what it is about, a row of the app that lends the kind.

    The key is a UUID: of an organisation its ``uuid``.
    ``last_sequence`` is the number of its newest message; numbers have no gaps, so who has all up to N knows it.
    ``waits_since`` is when the first word came that nobody has answered whose role is to answer: none where one of
    those had the last word.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    context_kind = models.CharField(max_length=30)
    context_key = models.UUIDField()
    last_sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    last_message_at = models.DateTimeField(default=timezone.now, db_index=True)
    waits_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [models.UniqueConstraint(fields=["context_kind", "context_key"], name="thread_once_a_context")]

    def __str__(self) -> str:
        return str(self.pk)


class ThreadMember(models.Model):
    """That a person takes part in a thread, and up to which message her devices and her eyes have come.

    ``role`` is a word of the context: what it lets her do is the context's to say.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="members", verbose_name=_("talk"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="thread_memberships")
    role = models.CharField(_("part"), max_length=20)
    delivered = models.PositiveIntegerField(_("messages received"), default=0)
    read = models.PositiveIntegerField(_("messages read"), default=0)

    class Meta:
        verbose_name = _("member of a thread")
        verbose_name_plural = _("members of a thread")
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="member_once_a_thread")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.thread_id}"


class Message(models.Model):
    """One message. ``id`` is made by the sender's device, ``sequence`` by the server, in the order of arrival.

    ``attached`` says what goes with it; the file itself lies where nobody comes but by a page that asks who she is.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages", verbose_name=_("talk"))
    sequence = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    body = models.TextField(_("text"), blank=True)
    attached = models.JSONField(_("with it"), null=True, blank=True)
    device_at = models.DateTimeField(_("noted on the device"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["thread", "sequence"], name="sequence_once_a_thread")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def photo(self) -> Photo | None:
        """The photo that goes with it."""
        attached = self.attached
        return Photo(attached["width"], attached["height"]) if attached and "width" in attached else None

    @property
    def voice(self) -> Voice | None:
        """The spoken message."""
        attached = self.attached
        return Voice(attached["seconds"]) if attached and "seconds" in attached else None

    @property
    def weight(self) -> int:
        """About how many bytes the photo or the sound has."""
        if self.photo:
            return PHOTO_BYTES
        return self.voice.seconds * SPOKEN_BYTES_A_SECOND if self.voice else 0

    @property
    def media_type(self) -> str:
        """Of what goes with it."""
        return self.attached.get("type", "image/webp") if self.attached else ""

    @property
    def file_name(self) -> str:
        """Where the file of what goes with it lies in ``STORAGES["private"]``."""
        return f"{FOLDER}/{self.thread_id}/{self.pk}"
