"""A cohort: people who take one course together, in blocks and sessions."""

import secrets
import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cohorts.enums import GOING_ON, CohortState, CohortTime
from cohorts.models.programmes import Programme
from core.enums import Language
from core.models import Place
from core.prepared import Given
from core.searching import Searched
from courses.models import Lesson
from people.models import Organisation

CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
CODE_LENGTH = 6


def new_cohort_code() -> str:
    """Six letters and digits that are not mistaken for one another on a blackboard."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def is_going_on(through: str = "", today: date | Given | None = None) -> models.Q:
    """Of cohorts, or of what has one ``through`` a field: those that are not over. See :attr:`Cohort.is_over`."""
    rule = {"state__in": GOING_ON, "ends_on__gte": today or timezone.localdate()}
    return models.Q(**{f"{through}{name}": value for name, value in rule.items()})


class CohortQuerySet(models.QuerySet["Cohort"]):
    def at(self, time: CohortTime) -> "CohortQuerySet":
        """Those that run today, are over, or are still to come."""
        today = timezone.localdate()
        if time == CohortTime.OVER:
            return self.filter(ends_on__lt=today)
        if time == CohortTime.COMING:
            return self.filter(starts_on__gt=today)
        return self.filter(starts_on__lte=today, ends_on__gte=today)

    def open_to_join(self) -> "CohortQuerySet":
        """Those that take people and have not begun."""
        return self.filter(state=CohortState.OPEN)


class Cohort(Searched):
    """25 to 30 people on one course. ``course_key`` is the translation key of the course's page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="cohorts", verbose_name=_("programme")
    )
    course_key = models.UUIDField(_("course"), db_index=True)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_cohort_code)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CohortState.choices, default=CohortState.OPEN)
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
        """Whether its last day has passed, or it has finished before."""
        return self.state not in GOING_ON or self.ends_on < timezone.localdate()

    @property
    def takes_people(self) -> bool:
        """Whether somebody may join: it is open or runs, and is not over."""
        return self.state in (CohortState.OPEN, CohortState.RUNNING) and not self.is_over

    @property
    def time(self) -> CohortTime:
        """As :meth:`CohortQuerySet.at` tells them apart."""
        today = timezone.localdate()
        if self.ends_on < today:
            return CohortTime.OVER
        return CohortTime.COMING if self.starts_on > today else CohortTime.RUNNING


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


# It stands on the plan and in a notice: a line, and no letter.
MOST_OF_A_REASON = 160
# What a phone's calendar shows of a session: a change of it is a new edition of the entry there.
SHOWN_IN_CALENDARS = {"starts_at", "minutes", "venue", "title", "lesson", "lesson_id", "cancelled_at", "cancelled_for"}


class SessionQuerySet(models.QuerySet["Session"]):
    def update(self, **values: Any) -> int:
        """Whoever changes what calendars show, one by one or many at once, says when."""
        if SHOWN_IN_CALENDARS & set(values):
            values.setdefault("changed_at", timezone.now())
        return super().update(**values)

    def standing(self) -> "SessionQuerySet":
        """Those that are held or will be: not cancelled."""
        return self.filter(cancelled_at=None)


class Session(models.Model):
    """One meeting of a cohort, on a lesson or on something else that ``title`` names.

    Who missed the session it ``makes_up`` for may come to it instead; it is no day of the plan itself.
    """

    block = models.ForeignKey(Block, models.CASCADE, related_name="sessions")
    lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lesson")
    )
    title = models.CharField(_("title"), max_length=160, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=150)
    venue = models.CharField(_("venue"), max_length=160)
    makes_up = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="made_up_by", verbose_name=_("makes up for")
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    # In the words that the learners read; empty where it was cancelled before one was asked why.
    cancelled_for = models.CharField(
        _("why it is cancelled"), max_length=MOST_OF_A_REASON, blank=True, default="", db_default=""
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, db_default=Now(), editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.title or str(self.lesson_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the moment, for the calendars of phones."""
        self.changed_at = timezone.now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_over(self) -> bool:
        """Whether the minutes it was planned for have passed."""
        return self.ends_at <= timezone.now()
