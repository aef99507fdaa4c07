"""Work between blocks: what is set, what each hands in, version after version, and what was said of it."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assignments.due import days_late, written_at
from assignments.enums import Means, Verdict, WorkState
from assignments.recording import Record, RecordLine, asked_in, lines_of_record
from cohorts.models import Block, Cohort, Programme
from core.asked import Asked
from core.prepared import Given
from core.records import FieldRecord
from people.models import Person

FOLDER = "assignments"  # of what was handed in


def _text_and_photo() -> list[str]:
    return [Means.TEXT, Means.PHOTO]


class Task(models.Model):
    """What is to be done, and how it is handed in.

    ``takes`` are the :class:`Means` by which it is handed in. It ``counts`` towards completing the training.
    ``marks_of`` is how many marks there are, None where it is approved without. ``asks`` is what its record asks
    (:mod:`assignments.recording`), nothing where none is handed in.
    """

    title = models.CharField(_("title"), max_length=120)
    task = models.TextField(_("what to do"))
    takes = models.JSONField(_("handed in as"), default=_text_and_photo)
    counts = models.BooleanField(_("counts towards completion"), default=True)
    marks_of = models.PositiveSmallIntegerField(_("marks"), null=True, blank=True, validators=[MinValueValidator(1)])
    asks = models.JSONField(_("asked in the record"), default=list, blank=True, db_default=[])

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What its record asks, in order."""
        return asked_in(self.asks)


class PlannedAssignment(Task):
    """What each cohort of a programme does in the field, set for it when it is planned.

    It is given after the block of the number ``after_block``, at once where that is None, and due by the first day of
    the block ``due_block``, on no day where that is None. Blocks go by their numbers: those of a programme are written
    anew with it.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", verbose_name=_("programme"))
    after_block = models.PositiveSmallIntegerField(_("given after"), null=True, blank=True)
    due_block = models.PositiveSmallIntegerField(_("due by the beginning of"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment of a programme")
        verbose_name_plural = _("assignments of a programme")
        ordering = [models.F("after_block").asc(nulls_first=True), "pk"]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def given(self, today: date | Given | None = None) -> "AssignmentQuerySet":
        """Those that are out: from the last day of the block after which they are given, or at once."""
        return self.filter(Q(block=None) | Q(block__ends_on__lte=today or timezone.localdate()))


class Assignment(Task):
    """What the learners of a cohort do in the field after ``block``; from the beginning where there is none.

    Where it is due by the beginning of a block, ``due_on`` is the first day of that and moves with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="assignments", verbose_name=_("cohort"))
    block = models.ForeignKey(
        Block, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("given after")
    )
    due_block = models.ForeignKey(
        Block, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("due by the beginning of")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    planned = models.ForeignKey(
        PlannedAssignment, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("planned as")
    )
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set"), default=timezone.now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_on", "set_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["cohort", "planned"], name="planned_once_a_cohort")]

    @property
    def is_given(self) -> bool:
        """As :meth:`AssignmentQuerySet.given` tells them apart."""
        return self.block is None or self.block.ends_on <= timezone.localdate()


class FormerTask(models.Model):
    """How an assignment was given until it was changed: who worked by it can see what it was."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="former", verbose_name=_("assignment"))
    title = models.CharField(_("title"), max_length=120)
    task = models.TextField(_("what to do"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    asks = models.JSONField(_("asked in the record"), default=list, blank=True, db_default=[])
    until = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("former task")
        verbose_name_plural = _("former tasks")
        ordering = ["-until", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What its record asked, in order."""
        return asked_in(self.asks)


class Work(models.Model):
    """What one person has done of an assignment. There is none before she handed in for the first time.

    ``waits_since`` is when the first version came that nobody has looked at yet; None where nothing waits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="works", verbose_name=_("assignment"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="works", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=10, choices=WorkState.choices, default=WorkState.OPEN)
    marks = models.PositiveSmallIntegerField(_("marks"), null=True, blank=True)
    waits_since = models.DateTimeField(_("waits since"), null=True, blank=True)

    class Meta:
        verbose_name = _("work on an assignment")
        verbose_name_plural = _("works on assignments")
        constraints = [models.UniqueConstraint(fields=["assignment", "person"], name="work_once_an_assignment")]
        indexes = [
            models.Index(fields=["waits_since"], condition=Q(state="handed_in"), name="works_that_wait"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class HandIn(FieldRecord):
    """One version of a work. A newer one corrects the one before; both are kept.

    On paper it is handed in by her trainer: then ``recorded_by`` is not whose work it is. With the ``entries`` of its
    record is kept what was asked then (``asks``): whatever becomes of the assignment, they are read as they were given.

    Of a version that was read with it (``queries.versions_of``) ``came_at`` is when she came to the cohort.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="versions", verbose_name=_("work"))
    body = models.TextField(_("text"), blank=True)
    asks = models.JSONField(_("asked in the record"), default=list, blank=True, db_default=[])
    entries = models.JSONField(_("recorded"), default=dict, blank=True, db_default={})

    class Meta:
        verbose_name = _("version handed in")
        verbose_name_plural = _("versions handed in")
        ordering = ["received_at", "pk"]

    @property
    def days_late(self) -> int:
        """How many days after it was due, by when she wrote it; of what was due before she came none."""
        day = timezone.localdate(written_at(self.device_at, self.received_at))
        came_at: datetime | None = getattr(self, "came_at", None)
        return days_late(day, self.work.assignment.due_on, timezone.localdate(came_at) if came_at else None)

    @property
    def record(self) -> Record:
        """What was filled in, with what was asked."""
        return Record(self.asks, self.entries)

    @property
    def recorded(self) -> list[RecordLine]:
        """Line by line, with what changed against the version before; nothing where no record was filled in."""
        if not self.entries:
            return []
        older: Any = self.corrects
        return lines_of_record(self.record, older.record if older and older.entries else None)


class AttachedFile(models.Model):
    """A photo, a spoken message or a document of a version. Its file lies where only a page that asks leads."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="files", verbose_name=_("version"))
    means = models.CharField(_("kind"), max_length=10, choices=Means.choices)
    media_type = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("name"), max_length=120, blank=True)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveSmallIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveSmallIntegerField(_("height"), null=True, blank=True)
    seconds = models.PositiveSmallIntegerField(_("seconds"), null=True, blank=True)

    class Meta:
        verbose_name = _("file handed in")
        verbose_name_plural = _("files handed in")
        ordering = ["means", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    @property
    def path(self) -> str:
        """Where the file lies in ``STORAGES["private"]``."""
        return f"{FOLDER}/{self.pk}"

    @property
    def length(self) -> str:
        """Of what is spoken, as a clock says it: 0:23."""
        seconds = self.seconds or 0
        return f"{seconds // 60}:{seconds % 60:02}"


class Review(models.Model):
    """What was said of a version, and what came of it."""

    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="reviews", verbose_name=_("version"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("looked at by"))
    at = models.DateTimeField(_("looked at"), default=timezone.now)
    verdict = models.CharField(_("what came of it"), max_length=10, choices=Verdict.choices)
    comment = models.TextField(_("comment"), blank=True)
    marks = models.PositiveSmallIntegerField(_("marks"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)
