"""Who was in which session, as it was marked."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import Means, Presence, Reason
from cohorts.models import Session
from core.records import FieldRecord, FieldRecordQuerySet
from people.models import Person

SHEETS_FOLDER = "attendance"  # of their files


class MarkQuerySet(FieldRecordQuerySet):
    def standing(self) -> Self:
        """Those that no other was made over; where two of one person differ, somebody decides."""
        return self.filter(stands=True)


class Mark(FieldRecord):
    """That somebody was present, late or absent in a session, as one person or one phone says it.

    ``over`` are the ids of the marks that its maker saw there, also such as have not reached us: phones deliver in any
    order. It replaces those and no others, so that a mark made on another phone without network is not overwritten
    (:mod:`attendance.marks`); ``corrects`` is not used, for it names one and refuses the second. ``stands`` is worked
    out from that as marks come.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="+", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    presence = models.CharField(_("attendance"), max_length=10, choices=Presence.choices)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    means = models.CharField(_("means"), max_length=10, choices=Means.choices, default=Means.LIST)
    over = models.JSONField(default=list, editable=False)
    stands = models.BooleanField(default=True, editable=False)

    objects = MarkQuerySet.as_manager()  # type: ignore[misc]  # more than its base has, for the stubs another kind

    class Meta:
        verbose_name = _("mark of attendance")
        verbose_name_plural = _("marks of attendance")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(fields=["session", "person"], name="marks_of_a_session"),
            models.Index(
                fields=["session", "person", "presence"], condition=models.Q(stands=True), name="marks_standing"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason="") | models.Q(presence=Presence.ABSENT), name="mark_reason_of_the_absent"
            )
        ]


class Scan(models.Model):
    """That somebody showed by the code that she was there, when she was marked already: it says nothing more.

    It is no :class:`Mark`, for it is made over none and stands beside none: what counts of her stays as it was.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="+", verbose_name=_("session"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("scanned"), default=timezone.now)

    class Meta:
        verbose_name = _("scan of the code")
        verbose_name_plural = _("scans of the code")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["session", "person"], name="scans_of_a_session")]

    def __str__(self) -> str:
        return str(self.pk)


class SheetPhoto(FieldRecord):
    """A photo of the paper on which who was there has signed: the evidence beside the marks, and no mark itself.

    A wrong one is taken off: ``withdrawn_at`` and ``withdrawn_by`` say when and by whom, and the photo stays to be
    looked at. By its ``digest`` the same picture is known again; older ones have none.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="+", verbose_name=_("session"))
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, blank=True, editable=False, db_default="")
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )

    class Meta:
        verbose_name = _("photo of a signed list")
        verbose_name_plural = _("photos of signed lists")
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "digest"],
                condition=models.Q(withdrawn_at=None) & ~models.Q(digest=""),
                name="sheet_photo_once_a_session",
            )
        ]

    @property
    def taken_at(self) -> datetime:
        """When it was taken, by the clock of the device where it has one."""
        return self.device_at or self.received_at

    @property
    def file_name(self) -> str:
        """Where its file lies in ``STORAGES["private"]``."""
        return f"{SHEETS_FOLDER}/{self.pk}"
