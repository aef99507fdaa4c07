"""What follows when a question is deleted."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from assessments.bank import question_source
from assessments.models import Question
from content.services import remember_deletion


@receiver(post_delete, sender=Question)
def question_was_deleted(sender: type[Question], instance: Question, **kwargs: Any) -> None:
    """The file it came from does not bring it back."""
    if instance.source:
        remember_deletion(question_source(instance.source), key=instance.lesson_id, digest=instance.digest)
