"""What was done about a learner. What came of it is not kept: it is found among the facts (followups.outcomes)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from courses.models import Lesson
from followups.enums import Kind, Sign
from people.models import Person
from talks.models import Thread

LONGEST_NOTE = 300


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def newest_of_each(self) -> "FollowUpQuerySet":
        """Of each learner in each cohort the last."""
        later = FollowUp.objects.filter(
            Q(at__gt=models.OuterRef("at")) | Q(at=models.OuterRef("at"), pk__gt=models.OuterRef("pk")),
            cohort=models.OuterRef("cohort"),
            learner=models.OuterRef("learner"),
        )
        return self.filter(~models.Exists(later))

    def lessons(self) -> "FollowUpQuerySet":
        """Those that ask for a lesson."""
        return self.filter(kind=Kind.LESSON)


class FollowUp(models.Model):
    """That somebody who teaches the cohort called a learner, wrote to her or asked her to do a lesson.

    ``because`` is the sign by which it was done, empty where there was none. A call was ``reached`` or not, and has a
    ``note``; a message stands in the talk ``thread``. The key of the first message to a learner of a cohort is the key
    of the context of their talk.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="follow_ups", verbose_name=_("cohort"))
    learner = models.ForeignKey(Person, models.CASCADE, related_name="follow_ups", verbose_name=_("learner"))
    kind = models.CharField(_("what was done"), max_length=10, choices=Kind.choices)
    because = models.CharField(_("because of"), max_length=10, choices=Sign.choices, blank=True)
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, related_name="+", verbose_name=_("lesson"))
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, related_name="+", verbose_name=_("talk"))
    reached = models.BooleanField(_("was reached"), null=True)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("on"), default=timezone.now)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["cohort", "learner", "at"], name="follow_ups_of_a_learner"),
            models.Index(fields=["learner"], condition=Q(kind="lesson"), name="follow_ups_with_a_lesson"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.CALL, reached__isnull=False, lesson=None, thread=None)
                | Q(kind=Kind.MESSAGE, thread__isnull=False, lesson=None, reached=None)
                | Q(kind=Kind.LESSON, lesson__isnull=False, thread=None, reached=None),
                name="follow_up_is_of_its_kind",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
