"""What is different for somebody who takes a test."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.questions import Quiz
from assessments.policy import Change
from people.models import Person


class AllowanceQuerySet(models.QuerySet["Allowance"]):
    def in_force(self) -> "AllowanceQuerySet":
        """Those that were not taken back."""
        return self.filter(ended_at=None)

    def nearest_first(self) -> "AllowanceQuerySet":
        """What is for one person before what is for a group, and the newest first."""
        return self.order_by(F("person").asc(nulls_last=True), "-given_at", "-pk")


class Allowance(models.Model):
    """More minutes, more tries or other hours at a test: for one person, or for all of a group.

    ``group`` is the key of what upper apps lend as one (:data:`assessments.kinds.GROUPS_OF_LEARNERS`). It is never
    changed: it is taken back, and another one given.
    """

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="allowances", verbose_name=_("test"))
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", verbose_name=_("learner"))
    group = models.UUIDField(_("group"), null=True)
    extra_minutes = models.PositiveSmallIntegerField(_("more minutes"), default=0)
    extra_tries = models.PositiveSmallIntegerField(_("more tries"), default=0)
    opens_at = models.DateTimeField(_("opens"), null=True)
    closes_at = models.DateTimeField(_("closes"), null=True)
    reason = models.CharField(_("why"), max_length=200)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    ended_at = models.DateTimeField(_("taken back"), null=True)

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("allowance at a test")
        verbose_name_plural = _("allowances at tests")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, group__isnull=False) | Q(person__isnull=False, group__isnull=True),
                name="allowance_for_one_or_a_group",
            )
        ]
        indexes = [
            models.Index(fields=["quiz", "person"], condition=Q(ended_at=None), name="allowances_of_people"),
            models.Index(fields=["quiz", "group"], condition=Q(ended_at=None), name="allowances_of_groups"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def change(self) -> Change:
        """What it changes of the terms."""
        return Change(self.extra_minutes, self.extra_tries, self.opens_at, self.closes_at)
