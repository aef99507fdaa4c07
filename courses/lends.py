"""What courses lend to what phones hand in: forms of lessons, the place in a lesson, its end."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from content.kinds import page_views
from core.local_text import language_now
from courses.conditions import BEFORE, BLOCK, DAY, LESSON
from courses.enums import LESSON_END, LESSON_FORM, LESSON_PLACE
from courses.errors import CourseTakesNothing, LessonIsClosed
from courses.forms import EndForm, LessonForm, PlaceForm
from courses.kinds import CONDITION_KINDS
from courses.models import FormEntry, LessonPage, LessonProgress
from courses.queries import (
    can_read,
    course_path_of,
    course_to_keep,
    form_fields,
    lesson_behind,
    lesson_in,
    next_step,
    once_finished,
    open_lesson_titles,
    outline_at,
    reading_of,
)
from courses.rule_kinds import BLOCK_BEGUN, DAY_REACHED, DONE, DONE_BEFORE, HAS_ROLE, ROLE
from courses.services import finish_lesson, keep_place, save_form
from courses.views import course_detail, course_index
from offline.kinds import bundles
from people.kinds import behind_the_door
from people.models import Person, User
from people.queries import KEPT, Kept
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, Kind, keys_about, nothing_to_read, submission_kinds


def lesson_form(person: Person, handed: Handed) -> LessonForm:
    """About ``<lesson>/<key of the form>``."""
    lesson_key, _, form_key = handed.about.partition("/")
    lesson = _open_lesson(person, lesson_key)
    return LessonForm(handed.fields, lesson=lesson, form_key=form_key, kinds=form_fields(lesson, form_key))


def keep_form(person: Person, handed: Handed, form: LessonForm) -> None:
    """Keep what was changed."""
    save_form(
        person,
        form.lesson.translation_key,
        form.form_key,
        entry_id=handed.id,
        values=form.values,
        seen=form.seen,
        device_at=handed.device_at,
    )


def known_entry(entry: FormEntry, handed: Handed) -> dict[str, Any]:
    """Nothing more than that it is known, where it was written in the same form."""
    if f"{entry.lesson_id}/{entry.form_key}" != handed.about:
        raise IdIsTaken
    return {}


def place_form(person: Person, handed: Handed) -> PlaceForm:
    """About a lesson, by its key."""
    return PlaceForm(handed.fields, lesson=_open_lesson(person, handed.about))


def apply_place(person: Person, handed: Handed, form: PlaceForm) -> None:
    """She looks at this step, or looked at it when the phone says so."""
    keep_place(person, form.lesson, step=form.cleaned_data["step"], at=handed.device_at)


def end_form(person: Person, handed: Handed) -> EndForm:
    """About a lesson, by its key."""
    lesson = _lesson_about(handed.about)
    reading = reading_of(_account_of(person), lesson)
    if reading is None or not reading.may_read:
        raise LessonIsClosed
    if not reading.outline.takes_work:
        raise CourseTakesNothing
    return EndForm(handed.fields, lesson=lesson, reading=reading)


def apply_end(person: Person, handed: Handed, form: EndForm) -> dict[str, Any]:
    """She read it to its end; tells where to go on."""
    finish_lesson(person, form.lesson)
    return {"next": next_step(form.lesson, once_finished(form.reading, form.lesson))}


def lessons_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """By their lessons: what these are called stands on the course's page for everybody."""
    lessons = keys_about(abouts)
    titles = open_lesson_titles(lessons.values(), language_now())
    return {about: titles[key] for about, key in lessons.items() if key in titles}


def texts_of(entries: Sequence[FormEntry]) -> dict[UUID, str]:
    """What was written, field after field."""
    return {entry.pk: " · ".join(text for text in entry.values.values() if text) for entry in entries}


def steps_named(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """How far she had come."""
    return {each.id: [gettext("Step %(number)s") % {"number": each.fields.get("step", "")}] for each in handed}


def _open_lesson(person: Person, lesson_key: str) -> LessonPage:
    """The lesson, if she may read it now. What she wrote while she might is held for somebody to look at."""
    lesson = _lesson_about(lesson_key)
    if not can_read(_account_of(person), lesson):
        raise LessonIsClosed
    if not outline_at(course_path_of(lesson)).takes_work:
        raise CourseTakesNothing
    return lesson


def _lesson_about(lesson_key: str) -> LessonPage:
    try:
        return lesson_in(UUID(lesson_key), language_now())
    except (ValueError, LessonPage.DoesNotExist):
        raise NotYours from None


def _account_of(person: Person) -> User:
    if person.user is None:
        raise NotYours
    return person.user


def _lesson_address(about: str) -> str:
    lesson_key, _, form_key = about.partition("/")
    return reverse("courses:lesson", args=[lesson_key]) + (f"#form-{form_key}" if form_key else "")


page_views.register("courses.CourseIndexPage", course_index)
page_views.register("courses.CoursePage", course_detail)
bundles.register("course", course_to_keep)
KEPT.register("progress", Kept(gettext_lazy("Lessons you opened"), LessonProgress))
KEPT.register(
    "lesson-forms",
    Kept(
        gettext_lazy("What you wrote in lessons"),
        FormEntry,
        "recorded_by",
        hidden=("form_key", "standing", "seen", "corrects"),
        in_words={"values": texts_of},
    ),
)
submission_kinds.register(
    LESSON_FORM,
    Kind(
        label=gettext_lazy("Form of a lesson"),
        form=lesson_form,
        apply=keep_form,
        address=_lesson_address,
        titles=lessons_named,
        record=FormEntry,
        facts=known_entry,
        is_written_over=True,
    ),
)
submission_kinds.register(
    LESSON_PLACE,
    Kind(
        label=gettext_lazy("Place in a lesson"),
        form=place_form,
        apply=apply_place,
        address=_lesson_address,
        titles=lessons_named,
        words=steps_named,
        is_repeatable=True,
        needs_no_transaction=True,
    ),
)
submission_kinds.register(
    LESSON_END,
    Kind(
        label=gettext_lazy("End of a lesson"),
        form=end_form,
        apply=apply_end,
        address=_lesson_address,
        titles=lessons_named,
        words=nothing_to_read,
        is_repeatable=True,
        needs_no_transaction=True,
    ),
)
behind_the_door.register("lessons", lesson_behind)
for kind, condition in (
    (LESSON, DONE),
    (BEFORE, DONE_BEFORE),
    (BLOCK, BLOCK_BEGUN),
    (DAY, DAY_REACHED),
    (ROLE, HAS_ROLE),
):
    CONDITION_KINDS.register(kind, condition)
