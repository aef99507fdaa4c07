"""What assessments lend to courses: results for unlocking, and the questions at the end of a lesson."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Question
from assessments.queries import result_facts
from assessments.services import question_source
from content.services import remember_deletion
from courses.models import LessonPage
from courses.queries import LessonAction, Reading, register_lesson_action, register_results


def questions_of_lesson(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that leads to the lesson's questions."""
    if not reading.has_questions:
        return None
    address = reverse("assessments:start", args=[lesson.translation_key])
    return LessonAction(_("Answer the questions"), "clipboard-list", address, main=True)


register_results(result_facts)
register_lesson_action(questions_of_lesson)


@receiver(post_delete, sender=Question)
def question_was_deleted(sender: type[Question], instance: Question, **kwargs: Any) -> None:
    """The file it came from does not bring it back."""
    if instance.source:
        remember_deletion(question_source(instance.source), key=instance.lesson_id, digest=instance.digest)
