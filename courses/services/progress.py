"""What a learner does with a lesson."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from core.text import clean
from courses.errors import FormIsUnknown
from courses.models import FilledForm, LessonPage, LessonProgress
from courses.signals import lesson_finished
from people.models import Person

LONGEST_FORM_VALUE = 2000


def keep_place(person: Person, lesson: LessonPage, *, step: int) -> None:
    """Remember that ``person`` looks at block ``step`` of the lesson, counted from 1."""
    step = max(1, min(step, len(lesson.body) or 1))
    progress, created = LessonProgress.objects.get_or_create(
        person=person, lesson_id=lesson.translation_key, defaults={"step": step, "furthest": step}
    )
    if not created:
        LessonProgress.objects.filter(pk=progress.pk).update(
            step=step, furthest=Greatest(F("furthest"), step), seen_at=timezone.now()
        )


@transaction.atomic
def finish_lesson(person: Person, lesson: LessonPage) -> None:
    """``person`` read the lesson to its end; saying so again changes nothing."""
    progress, _ = LessonProgress.objects.select_for_update().get_or_create(
        person=person, lesson_id=lesson.translation_key
    )
    if progress.finished_at:
        return
    progress.finished_at = timezone.now()
    progress.furthest = progress.step = max(1, len(lesson.body))
    progress.save(update_fields=["finished_at", "furthest", "step", "seen_at"])
    transaction.on_commit(
        lambda: lesson_finished.send(sender=LessonProgress, person=person, lesson_key=lesson.translation_key),
        robust=True,
    )


def save_form(person: Person, lesson: LessonPage, *, form_key: str, typed: dict[str, str]) -> FilledForm:
    """Keep what ``person`` typed into a form of the lesson, as typed; unknown fields are not kept.

    Raises FormIsUnknown where the lesson has no form of that key.
    """
    known = form_fields(lesson, form_key)
    values = {key: clean(text)[:LONGEST_FORM_VALUE] for key, text in typed.items() if key in known}
    filled, _ = FilledForm.objects.update_or_create(
        person=person, lesson_id=lesson.translation_key, form_key=form_key, defaults={"values": values}
    )
    return filled


def form_fields(lesson: LessonPage, form_key: str) -> set[str]:
    """The field keys of a form of the lesson; raises FormIsUnknown where it has none of that key."""
    for block in lesson.body:
        if block.block_type == "form" and block.value["key"] == form_key:
            return {field["key"] for field in block.value["fields"]}
    raise FormIsUnknown
