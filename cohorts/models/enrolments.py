"""Who takes part in a cohort, stay by stay."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.enums import OPEN_STAYS, EnrolmentStatus, LeavingReason
from cohorts.fields import NameInLists
from cohorts.models.cohorts import Cohort
from people.models import Person

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before anybody was in a lesson: so she stands first among those who were, in every database."""

WORDS_ARE_TOLD_SINCE = datetime(2026, 11, 28, tzinfo=UTC)
"""From this day on who takes a learner out is told that she reads what is written."""


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> "EnrolmentQuerySet":
        """Of those who take part now."""
        return self.filter(status=EnrolmentStatus.ACTIVE)

    def open(self) -> "EnrolmentQuerySet":
        """Of those who take part, wait for a place or have asked to join."""
        return self.filter(status__in=OPEN_STAYS)

    def asked(self) -> "EnrolmentQuerySet":
        """Of those who asked to join and have no answer yet, who asked first first."""
        return self.filter(status=EnrolmentStatus.APPLIED).order_by("joined_at", "pk")

    def waiting(self) -> "EnrolmentQuerySet":
        """Of those who wait for a place, who is first in line first."""
        return self.filter(status=EnrolmentStatus.WAITING).order_by("waiting_since", "pk")

    def with_or_after_a_place(self) -> "EnrolmentQuerySet":
        """Of those who have a place or wait for one."""
        return self.filter(status__in=[EnrolmentStatus.ACTIVE, EnrolmentStatus.WAITING])

    def took_part(self) -> "EnrolmentQuerySet":
        """Of those who take part or did. Who left says why; who was taken off the list of waiting ones was never in."""
        left = models.Q(status=EnrolmentStatus.WITHDRAWN) & ~models.Q(left_for="")
        return self.filter(left | models.Q(status__in=[EnrolmentStatus.ACTIVE, EnrolmentStatus.TRANSFERRED]))

    def gave_up_a_place(self) -> "EnrolmentQuerySet":
        """Of those who took part, and go on nowhere by it: who was moved does."""
        return self.filter(status=EnrolmentStatus.WITHDRAWN).exclude(left_for="")

    def on(self, day: date) -> "EnrolmentQuerySet":
        """Those that had begun on ``day`` and did not end before it was over."""
        lasted = models.Q(withdrawn_at=None) | models.Q(withdrawn_at__date__gt=day)
        return self.filter(lasted, joined_at__date__lte=day)

    def declined(self) -> "EnrolmentQuerySet":
        """Of those who asked to join and were not taken: they were never in."""
        return self.filter(status=EnrolmentStatus.DECLINED).order_by("-withdrawn_at", "-pk")

    def ended(self) -> "EnrolmentQuerySet":
        """Those that are over, however they ended, the last one first."""
        return self.exclude(status__in=OPEN_STAYS).order_by("-withdrawn_at", "-pk")

    @transaction.atomic
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Each with its summary."""
        stays = super().bulk_create(objs, *args, **kwargs)
        LearnerSummary.objects.bulk_create(LearnerSummary(enrolment=stay, cohort_id=stay.cohort_id) for stay in stays)
        return stays


class Enrolment(models.Model):
    """One stay of a person in a cohort. Who leaves and comes back has two: leaving is a fact that is not taken back.

    ``joined_at`` is when she asked to join, until she takes part. ``enrolled_by`` is her own account where she joined
    by the code. ``withdrawn_at`` is when the stay ended, however it did. ``person_name`` is for the order of lists
    alone: it follows when she puts her name right (``cohorts.services.follow_name``).
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments", verbose_name=_("cohort"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="enrolments")
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("enrolled by")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=EnrolmentStatus.choices, default=EnrolmentStatus.ACTIVE
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("left the cohort"), null=True, blank=True)
    left_for = models.CharField(
        _("reason for leaving"), max_length=12, choices=LeavingReason.choices, blank=True, default="", db_default=""
    )
    reason = models.CharField(_("reason in words"), max_length=300, blank=True, default="", db_default="")
    came_from = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="went_to", verbose_name=_("came from")
    )
    person_name = NameInLists()

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                condition=models.Q(status__in=OPEN_STAYS),
                name="one_open_stay",
            )
        ]
        indexes = [
            models.Index(fields=["person", "status"]),
            # Who learns in a cohort, by name: a page of the list, and how many they are.
            models.Index(fields=["cohort", "status", "person_name", "id"], name="enrolments_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.cohort_id}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new stay with its summary."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            LearnerSummary.objects.create(enrolment=self, cohort_id=self.cohort_id)

    @property
    def told_words(self) -> str:
        """Why it ended in words, for her; nothing of what was written while only who teaches the cohort read it."""
        return self.reason if self.withdrawn_at and self.withdrawn_at >= WORDS_ARE_TOLD_SINCE else ""


class LearnerSummary(models.Model):
    """How far the learner of a stay is, worked out from what she did: one row with each stay, for lists and gradebooks.

    ``cells`` is {key of a lesson of the course: what she has done with it} as :mod:`cohorts.cells` writes it. The rest
    is to sort and count by: how many of the lessons that are published she has read, passed and fails
    (:attr:`cohorts.cells.Cell.fails`), when she was last in one (:data:`NEVER` before), and the first day of the first
    lesson on the plan that she has not done: None where she has done all, :attr:`datetime.date.max` where there is no
    plan. What depends on today is never kept.

    ``plan`` names the plan it was worked out for. Empty says that it is out of date, as it is for another plan: nobody
    shows it before it was worked out anew (``cohorts.services.sum_up``).
    """

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, primary_key=True, related_name="summary")
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="+", db_index=False)
    plan = models.CharField(max_length=16, default="", editable=False)
    cells = models.JSONField(default=dict, editable=False)
    read = models.PositiveSmallIntegerField(default=0, editable=False)
    passed = models.PositiveSmallIntegerField(default=0, editable=False)
    failing = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    seen_at = models.DateTimeField(default=NEVER, editable=False)
    undone_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("summary of a learner")
        verbose_name_plural = _("summaries of learners")
        indexes = [
            models.Index(fields=["cohort", "plan"], name="summaries_by_plan"),
            models.Index(fields=["cohort", "read", "enrolment"], name="summaries_by_read"),
            models.Index(fields=["cohort", "passed", "enrolment"], name="summaries_by_passed"),
            models.Index(fields=["cohort", "seen_at", "enrolment"], name="summaries_by_seen"),
        ]

    def __str__(self) -> str:
        return str(self.enrolment_id)
