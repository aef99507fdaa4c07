"""What a learner does with a lesson."""

from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db.models import Case, DateTimeField, F, IntegerField, QuerySet, UUIDField, When
from django.db.models.functions import Greatest
from django.utils import timezone

from core.prepared import Given, PreparedInsert, PreparedUpdate
from core.services import in_one_transaction
from courses.kinds import tell_done, tell_seen
from courses.merging import merge, news, replaced
from courses.models import FormEntry, LessonPage, LessonProgress
from courses.queries import entries_beside
from people.models import Person


def _progress() -> "QuerySet[LessonProgress]":
    return LessonProgress.objects.filter(person=Given("person", UUIDField()), lesson=Given("lesson", UUIDField()))


_BEGUN = PreparedInsert(LessonProgress, passes_over=True)
_PLACE = PreparedUpdate(
    _progress,
    lambda: {
        "step": Case(
            When(seen_at__lte=Given("at", DateTimeField()), then=Given("step", IntegerField())),
            default=F("step"),
            output_field=IntegerField(),
        ),
        "furthest": Greatest(F("furthest"), Given("step", IntegerField())),
        "seen_at": Greatest(F("seen_at"), Given("at", DateTimeField())),
    },
)
_FINISHED = PreparedUpdate(
    lambda: _progress().filter(finished_at=None),
    lambda: {
        "finished_at": Given("now", DateTimeField()),
        "seen_at": Given("now", DateTimeField()),
        "furthest": Given("last", IntegerField()),
        "step": Given("last", IntegerField()),
    },
)


@in_one_transaction
def keep_place(person: Person, lesson: LessonPage, *, step: int, at: datetime | None = None) -> None:
    """Remember that ``person`` looked at block ``step`` of the lesson, counted from 1, at the moment ``at``.

    Where she last looked is what was last; how far she came never goes back. A clock that runs ahead says "now".
    """
    now = timezone.now()
    step, at = max(1, min(step, len(lesson.body) or 1)), min(at or now, now)
    if _PLACE.execute(person=person.pk, lesson=lesson.translation_key, step=step, at=at):
        tell_seen(person.pk, lesson.translation_key, at)
        return
    _BEGUN.add(LessonProgress(person=person, lesson_id=lesson.translation_key, step=step, furthest=step))
    tell_done(person.pk, lesson.translation_key)


def finish_lesson(person: Person, lesson: LessonPage) -> None:
    """``person`` read the lesson to its end; saying so again changes nothing."""
    lesson_key, now, last = lesson.translation_key, timezone.now(), max(1, len(lesson.body))
    if not _FINISHED.execute(person=person.pk, lesson=lesson_key, now=now, last=last):
        _BEGUN.add(LessonProgress(person=person, lesson_id=lesson_key, finished_at=now, furthest=last, step=last))
    tell_done(person.pk, lesson_key)


_NEW_ENTRY = PreparedInsert(FormEntry)


_STANDS = PreparedUpdate(
    lambda: FormEntry.objects.filter(pk=Given("entry", UUIDField())),
    lambda: {"standing": Given("standing", FormEntry._meta.get_field("standing"))},
)


@in_one_transaction
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
    beside = entries_beside(new, chain.from_iterable(seen.values()))
    writings = [entry.writing for entry in beside]
    new.values = news(values, seen, writings)
    new.seen = {name: sorted(map(str, ids)) for name, ids in replaced(values, seen, writings).items()}
    new.standing = list(new.values)
    _NEW_ENTRY.add(new)
    entries = [*beside, new]
    stands = merge(entry.writing for entry in entries)
    stood = {entry.pk: entry.standing for entry in entries}
    for entry in entries:
        entry.standing = [name for name in entry.standing if entry.pk in stands[name].writings]
        if entry.standing != stood[entry.pk]:
            _STANDS.execute(entry=entry.pk, standing=entry.standing)
    return new
