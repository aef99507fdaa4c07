"""What could not be taken as it came, kept until somebody has seen to it."""

import json
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.local_text import choose
from core.records import Standing
from people.models import Person
from submissions.fields import query_dict
from submissions.kinds import Handed


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def open(self) -> Self:
        """What was held or refused and nobody has seen to."""
        return self.filter(standing__in=(Standing.HELD, Standing.REFUSED), settled_at=None)


class Submission(models.Model):
    """Something that was handed in, under the id the device gave it.

    What is taken becomes a record of its kind and needs no row here, unless its kind keeps no records of its own: then
    the row says that it came. What is held or refused is here as it came: ``payload`` is the JSON of the phone as text,
    for not every text that can be sent can be kept as JSON in a database.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    about = models.CharField(max_length=160)
    person = models.ForeignKey(Person, models.CASCADE, related_name="submissions", verbose_name=_("person"))
    payload = models.TextField(_("as it came"), blank=True)
    device_at = models.DateTimeField(_("noted on the device"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    standing = models.CharField(_("what came of it"), max_length=10, choices=Standing.choices)
    code = models.CharField(max_length=40, blank=True)
    sentences = models.JSONField(_("why"), default=dict, blank=True)
    field = models.CharField(_("field"), max_length=80, blank=True)
    settled_at = models.DateTimeField(_("seen to"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at"]
        indexes = [
            models.Index(
                fields=["person", "kind"],
                name="submission_open",
                condition=Q(standing__in=("held", "refused"), settled_at=None),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def sentence(self) -> str:
        """Why it was not taken, in the language of the reader."""
        return choose(self.sentences).value if self.sentences else ""

    @property
    def fields(self) -> dict[str, Any]:
        """{name: text or texts} as they were typed."""
        return json.loads(self.payload).get("fields", {}) if self.payload else {}

    @property
    def data(self) -> QueryDict:
        """The same as a form takes it."""
        return query_dict(self.fields)

    @property
    def handed(self) -> Handed:
        """It as it was handed in."""
        return Handed(id=self.pk, kind=self.kind, about=self.about, fields=self.data, device_at=self.device_at)
