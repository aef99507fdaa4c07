"""Groups of a cohort, and who is in one."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Session
from core.records import FieldRecord
from people.models import Person


class Group(models.Model):
    """Learners of a cohort who look into a market together; one group may be the whole cohort."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="groups", verbose_name=_("cohort"))
    name = models.CharField(_("name"), max_length=80)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="group_name_once_a_cohort")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One stay of a learner in a group: who leaves and comes back has two."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships", verbose_name=_("group"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="group_memberships", verbose_name=_("learner"))
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=models.Q(left_at=None), name="in_a_group_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.group_id}"


class WrittenDown:
    """What says by whom it was written down: by name where the query that found it says that she ``is_named``
    (:func:`groupwork.permissions.with_names`)."""

    is_named = False
    recorded_by: Any

    @property
    def noted_by(self) -> str:
        """Her name, or that it is not told."""
        return str(self.recorded_by.name) if self.is_named else gettext("Somebody who left")


class GroupRecord(WrittenDown, FieldRecord):
    """What a group noted, in the session it belongs to (:func:`groupwork.meeting.session_at`)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="%(class)ss", verbose_name=_("group"))
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("session")
    )

    class Meta:
        abstract = True
