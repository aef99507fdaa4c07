"""What was typed into the forms of a lesson."""

from uuid import UUID

from courses.errors import FormIsUnknown
from courses.merging import Standing, Writing, merge
from courses.models import FormEntry, LessonPage
from people.models import Person


def filled_forms(person: Person | None, lesson_key: UUID) -> dict[str, dict[str, Standing]]:
    """{form key: {field key: what stands in it}} of what ``person`` typed into the forms of the lesson."""
    if person is None:
        return {}
    writings: dict[str, list[Writing]] = {}
    for entry in FormEntry.objects.filter(recorded_by=person, lesson=lesson_key):
        writings.setdefault(entry.form_key, []).append(entry.writing)
    return {form_key: merge(each) for form_key, each in writings.items()}


def writings_in(person: Person, lesson_key: UUID, form_key: str) -> list[Writing]:
    """All that ``person`` ever wrote into one form."""
    entries = FormEntry.objects.filter(recorded_by=person, lesson=lesson_key, form_key=form_key)
    return [entry.writing for entry in entries]


def form_fields(lesson: LessonPage, form_key: str) -> dict[str, str]:
    """{field key: its kind} of a form of the lesson; raises FormIsUnknown where it has none of that key."""
    for block in lesson.body.raw_data:
        if block["type"] == "form" and block["value"]["key"] == form_key:
            return {line["value"]["key"]: line["value"]["kind"] for line in block["value"]["fields"]}
    raise FormIsUnknown
