"""Pictures of what learners made."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.enums import WorkStatus
from cohorts.models.cohorts import Cohort
from core.records import FieldRecord, FieldRecordQuerySet
from people.models import Person

WORKS_FOLDER = "works"  # of their files


class WorkPictureQuerySet(FieldRecordQuerySet):
    def offered(self) -> Self:
        """That wait for an editor."""
        return self.filter(status=WorkStatus.OFFERED)

    def shown(self) -> Self:
        """That an editor said yes to."""
        return self.filter(status=WorkStatus.SHOWN)

    def not_refused(self) -> Self:
        """That wait, or were said yes to."""
        return self.exclude(status=WorkStatus.REFUSED)


class WorkPicture(FieldRecord):
    """A picture of what a learner of the cohort made, or of what the group made where ``learner`` is nobody.

    It is offered only after whose work it is has said yes to it, and who offers it says so. Hers is shown only while
    she agrees to stories (``cohorts.permissions.works_that_stand``). ``named`` is what she wants to be called by;
    ``withdrawn_at`` when it was taken away, and the file with it.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="works", verbose_name=_("cohort"))
    learner = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("whose work it is")
    )
    seen = models.CharField(_("what the picture shows"), max_length=250)
    named = models.CharField(_("name to show"), max_length=120, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=10, choices=WorkStatus.choices, default=WorkStatus.OFFERED)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = WorkPictureQuerySet.as_manager()  # type: ignore[misc]  # more than its base has, for the stubs another kind

    class Meta:
        verbose_name = _("picture of work")
        verbose_name_plural = _("pictures of work")
        constraints = [
            models.CheckConstraint(
                name="picture_refused_with_a_reason",
                condition=~models.Q(status=WorkStatus.REFUSED) | ~models.Q(reason=""),
            )
        ]
        indexes = [models.Index(fields=["status", "-decided_at"], name="works_by_day")]

    def __str__(self) -> str:
        return self.seen

    @property
    def file_name(self) -> str:
        """Where its file lies in ``STORAGES["private"]``."""
        return f"{WORKS_FOLDER}/{self.pk}"
