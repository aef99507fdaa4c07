"""What mentoring knows of a talk: who asked, about which lesson, in which cohort."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from courses.models import Lesson
from people.models import Person


class LessonTalk(models.Model):
    """A learner's talk with a mentor of her cohort about a lesson: the row that the context of its thread names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="lesson_talks", verbose_name=_("cohort"))
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="+", verbose_name=_("lesson"))
    learner = models.ForeignKey(Person, models.PROTECT, related_name="lesson_talks")

    class Meta:
        verbose_name = _("talk about a lesson")
        verbose_name_plural = _("talks about lessons")
        constraints = [
            models.UniqueConstraint(fields=["cohort", "lesson", "learner"], name="talk_once_a_lesson_and_learner")
        ]

    def __str__(self) -> str:
        return str(self.pk)
