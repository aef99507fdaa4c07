"""What a learner does with a lesson."""

from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, IntegerField, When
from django.db.models.functions import Greatest
from django.utils import timezone

from courses.merging import merge, news, replaced
from courses.models import FormEntry, LessonPage, LessonProgress
from courses.queries import entries_beside
from people.models import Person


def keep_place(person: Person, lesson: LessonPage, *, step: int, at: datetime | None = None) -> None:
    """Remember that ``person`` looked at block ``step`` of the lesson, counted from 1, at the moment ``at``.

    Where she last looked is what was last; how far she came never goes back. A clock that runs ahead says "now".
    """
    now = timezone.now()
    step, at = max(1, min(step, len(lesson.body) or 1)), min(at or now, now)
    known = LessonProgress.objects.filter(person=person, lesson=lesson.translation_key)
    changed = known.update(
        step=Case(When(seen_at__lte=at, then=step), default=F("step"), output_field=IntegerField()),
        furthest=Greatest(F("furthest"), step),
        seen_at=Greatest(F("seen_at"), at),
    )
    if not changed:
        LessonProgress.objects.get_or_create(
            person=person, lesson_id=lesson.translation_key, defaults={"step": step, "furthest": step}
        )


@transaction.atomic
def finish_lesson(person: Person, lesson: LessonPage) -> None:
    """``person`` read the lesson to its end; saying so again changes nothing."""
    lesson_key, now, last = lesson.translation_key, timezone.now(), max(1, len(lesson.body))
    finished = {"finished_at": now, "furthest": last, "step": last}
    known = LessonProgress.objects.filter(person=person, lesson=lesson_key, finished_at=None)
    if not known.update(**finished, seen_at=now):
        LessonProgress.objects.get_or_create(person=person, lesson_id=lesson_key, defaults=finished)


@transaction.atomic
def save_form(
    person: Person,
    lesson_key: UUID,
    form_key: str,
    *,
    entry_id: UUID,
    values: dict[str, str],
    seen: dict[str, list[UUID]] | None = None,
    device_at: datetime | None = None,
) -> FormEntry:
    """Keep what ``person`` changed in a form of the lesson.

    ``seen`` names of each field the entries it was written over. Raises IntegrityError where the id was kept before.
    """
    seen = seen or {}
    new = FormEntry(id=entry_id, recorded_by=person, lesson_id=lesson_key, form_key=form_key, device_at=device_at)
    beside = list(entries_beside(new, chain.from_iterable(seen.values())).select_for_update())
    writings = [entry.writing for entry in beside]
    new.values = news(values, seen, writings)
    new.seen = {name: sorted(map(str, ids)) for name, ids in replaced(values, seen, writings).items()}
    new.standing = list(new.values)
    new.save(force_insert=True)
    entries = [*beside, new]
    stands = merge(entry.writing for entry in entries)
    for entry in entries:
        entry.standing = [name for name in entry.standing if entry.pk in stands[name].writings]
    FormEntry.objects.bulk_update(entries, ["standing"])
    return new
