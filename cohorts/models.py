"""A cohort: people who take one course together, in blocks and sessions."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cohorts.enums import CohortTime, EnrolmentStatus
from core.enums import Language
from core.models import Place
from core.searching import Searched
from courses.models import Lesson
from people.models import Organisation, Person

CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
CODE_LENGTH = 6


def new_cohort_code() -> str:
    """Six letters and digits that are not mistaken for one another on a blackboard."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


class CohortQuerySet(models.QuerySet["Cohort"]):
    def at(self, time: CohortTime) -> "CohortQuerySet":
        """Those that run today, are over, or are still to come."""
        today = timezone.localdate()
        if time == CohortTime.OVER:
            return self.filter(ends_on__lt=today)
        if time == CohortTime.COMING:
            return self.filter(starts_on__gt=today)
        return self.filter(starts_on__lte=today, ends_on__gte=today)


class Cohort(Searched):
    """25 to 30 people on one course. ``course_key`` is the translation key of the course's page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    course_key = models.UUIDField(_("course"), db_index=True)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_cohort_code)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    capacity = models.PositiveSmallIntegerField(
        pgettext_lazy("capacity", "places"), default=30, validators=[MinValueValidator(1)]
    )

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                name="cohort_ends_after_it_starts", condition=models.Q(ends_on__gte=models.F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    def searched(self) -> list[str]:
        """Its name and its code."""
        return [self.name, self.code]

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.ends_on < timezone.localdate()

    @property
    def time(self) -> CohortTime:
        """As :meth:`CohortQuerySet.at` tells them apart."""
        if self.is_over:
            return CohortTime.OVER
        return CohortTime.COMING if self.starts_on > timezone.localdate() else CohortTime.RUNNING


class Block(models.Model):
    """Days in one stretch, with field work between this block and the next."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="blocks")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["cohort", "number"], name="block_number_once_a_cohort")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class BlockLesson(models.Model):
    """That a lesson opens with a block."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="lessons")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="+", verbose_name=_("lesson"))

    class Meta:
        verbose_name = _("lesson of a block")
        verbose_name_plural = _("lessons of a block")
        constraints = [models.UniqueConstraint(fields=["block", "lesson"], name="lesson_once_a_block")]

    def __str__(self) -> str:
        return str(self.lesson_id)


class Session(models.Model):
    """One meeting of a cohort, on a lesson or on something else that ``title`` names."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="sessions")
    lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lesson")
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=150)
    venue = models.CharField(_("venue"), max_length=160)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title or str(self.lesson_id)

    @property
    def is_over(self) -> bool:
        """Whether the minutes it was planned for have passed."""
        return self.starts_at + timedelta(minutes=self.minutes) <= timezone.now()


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> "EnrolmentQuerySet":
        """Of those who take part now."""
        return self.filter(status=EnrolmentStatus.ACTIVE)


class Enrolment(models.Model):
    """One stay of a person in a cohort. Who leaves and comes back has two: leaving is a fact that is not taken back.

    ``enrolled_by`` is her own account where she joined by the code.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="enrolments", verbose_name=_("cohort"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="enrolments")
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("enrolled by")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EnrolmentStatus.choices, default=EnrolmentStatus.ACTIVE
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("left the cohort"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "person"],
                condition=models.Q(status=EnrolmentStatus.ACTIVE),
                name="enrolled_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["person", "status"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.cohort_id}"
