"""What was typed into the forms of a lesson."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet, TextField, UUIDField
from django.db.models.functions import Cast

from core.prepared import Given, GivenMany, Prepared
from courses.errors import FormIsUnknown
from courses.merging import Standing, Writing, merge
from courses.models import FormEntry, LessonPage
from people.models import Person

STANDING: Prepared[FormEntry] = Prepared(
    lambda: FormEntry.objects.filter(
        recorded_by=Given("person", UUIDField()), lesson=Given("lesson", UUIDField())
    ).exclude(standing=[])
)


def filled_forms(person: Person | None, lesson_key: UUID) -> dict[str, dict[str, Standing]]:
    """{form key: {field key: what stands in it}} of what ``person`` typed into the forms of the lesson."""
    if person is None:
        return {}
    writings: dict[str, list[Writing]] = {}
    for entry in STANDING.all(person=person.pk, lesson=lesson_key):
        writings.setdefault(entry.form_key, []).append(entry.writing)
    return {form_key: merge(each) for form_key, each in writings.items()}


def _beside() -> "QuerySet[FormEntry]":
    form = FormEntry.objects.filter(
        recorded_by=Given("person", UUIDField()),
        lesson=Given("lesson", UUIDField()),
        form_key=Given("form", TextField()),
    )
    matters = (
        ~Q(standing=[])
        | Q(pk__in=[GivenMany("seen", UUIDField())])
        | Q(written_over__contains=Given("entry", TextField()))
    )
    return form.alias(written_over=Cast("seen", TextField())).filter(matters).select_for_update()


BESIDE: Prepared[FormEntry] = Prepared(_beside)


def entries_beside(new: FormEntry, seen: Iterable[UUID]) -> list[FormEntry]:
    """Of the same form: what stands in it, what is ``seen``, and what came earlier and was written over the new one.

    They are locked.
    """
    of_form = {"person": new.recorded_by_id, "lesson": new.lesson_id, "form": new.form_key}
    return BESIDE.all(**of_form, seen=seen, entry=str(new.pk))


def form_fields(lesson: LessonPage, form_key: str) -> dict[str, str]:
    """{field key: its kind} of a form of the lesson; raises FormIsUnknown where it has none of that key."""
    for block in lesson.body.raw_data:
        if block["type"] == "form" and block["value"]["key"] == form_key:
            return {line["value"]["key"]: line["value"]["kind"] for line in block["value"]["fields"]}
    raise FormIsUnknown
