"""The lesson and question files themselves: complete, of the right shape, pointing at what exists."""

from pathlib import Path

import pytest

from assessments.bank import CONTENT as QUESTIONS
from assessments.content_files import read_questions
from content.services import languages as site_languages
from courses.content_files import read_course, read_lesson
from courses.services.content import CONTENT, COURSES

pytestmark = pytest.mark.anywhere

MOVE = ["1a", "1b", "2a", "2b", "3a", "3b", "4", "5", "6a", "6b", "7", "8a", "8b", "9", "10", "11", "12"]
TED = [f"day-{day}" for day in range(1, 11)]
TEAM = [f"day-{day}" for day in range(1, 23)]
OTHERS = ["hi", "kn", "ml"]
TRANSLATED = [("move", "1a"), ("move", "1b"), ("ted", "day-2")]

LESSON_FILES = sorted(path for path in CONTENT.glob("*/*.??.yaml") if not path.name.startswith("course."))
COURSE_FILES = sorted(CONTENT.glob("*/course.*.yaml"))
QUESTION_FILES = sorted(QUESTIONS.glob("*/*.yaml"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def lessons_of(course: str, language: str = "en") -> list[str]:
    return [slug for module in read_course(CONTENT / course, language).modules for slug in module.lessons]


@pytest.mark.parametrize("path", LESSON_FILES, ids=name_of)
def test_a_lesson_file_has_the_shape_of_a_lesson_and_names_what_exists(path):
    slug, language, _ = path.name.split(".")
    lesson = read_lesson(path.parent, slug, language)
    for step in lesson.body:
        if step.picture:
            assert (CONTENT / "drawings" / f"{step.picture.drawing}.svg").is_file()
        if step.why and step.why.audio:
            assert (CONTENT / "audio" / step.why.audio).is_file()
            assert step.why.audio.endswith(f".{language}.mp3")


@pytest.mark.parametrize("path", COURSE_FILES, ids=name_of)
def test_a_course_file_names_lessons_and_a_drawing_that_exist(path):
    language = path.name.split(".")[1]
    course = read_course(path.parent, language)
    assert (CONTENT / "drawings" / f"{course.drawing}.svg").is_file()
    for module in course.modules:
        for slug in module.lessons:
            assert (path.parent / f"{slug}.en.yaml").is_file()


@pytest.mark.parametrize("path", QUESTION_FILES, ids=name_of)
def test_a_question_file_has_the_shape_of_questions_on_a_lesson_that_exists(path):
    read_questions(path)
    assert path.stem in lessons_of(path.parent.name)


def test_every_lesson_file_belongs_to_its_course():
    for path in LESSON_FILES:
        assert path.name.split(".")[0] in lessons_of(path.parent.name), name_of(path)


@pytest.mark.parametrize(("course", "lessons"), [("move", MOVE), ("ted", TED), ("team", TEAM)])
def test_the_courses_are_whole_and_in_order(course, lessons):
    assert course in COURSES
    assert lessons_of(course) == lessons


@pytest.mark.parametrize(("course", "lesson"), TRANSLATED)
@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_blocks_with_the_same_keys(course, lesson, language):
    source = read_lesson(CONTENT / course, lesson, "en").body
    other = read_lesson(CONTENT / course, lesson, language).body
    assert [shape_of(step) for step in other] == [shape_of(step) for step in source]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translated_course_has_the_same_modules_and_lessons(language):
    assert language in site_languages()
    source, other = read_course(CONTENT / "move", "en"), read_course(CONTENT / "move", language)
    assert [(module.slug, module.lessons) for module in other.modules] == [
        (module.slug, module.lessons) for module in source.modules
    ]


@pytest.mark.parametrize(("course", "lesson"), TRANSLATED)
def test_questions_on_a_translated_lesson_are_asked_in_every_language(course, lesson):
    for question in read_questions(QUESTIONS / course / f"{lesson}.yaml").questions:
        assert set(question.text) == {"en", *OTHERS}, question.key


@pytest.mark.parametrize(
    ("course", "lesson"),
    [(course, lesson) for course, lessons in [("move", MOVE), ("ted", TED), ("team", TEAM)] for lesson in lessons],
)
def test_every_lesson_has_at_least_three_questions(course, lesson):
    assert len(read_questions(QUESTIONS / course / f"{lesson}.yaml").questions) >= 3


def test_no_two_questions_of_the_bank_have_the_same_key():
    keys = [question.key for path in QUESTION_FILES for question in read_questions(path).questions]
    assert len(keys) == len(set(keys))


def shape_of(step) -> tuple:
    """What a translation may not change of a block."""
    if step.form:
        return "form", step.form.key, [(field.key, field.kind) for field in step.form.fields]
    if step.self_check:
        return "self_check", [option.correct for option in step.self_check.options]
    if step.activity:
        return "activity", step.activity.kind, step.activity.minutes, len(step.activity.steps)
    if step.worked_sum:
        return "worked_sum", len(step.worked_sum.rows)
    if step.talk:
        return "talk", len(step.talk.questions)
    return step.kind, step.picture.drawing if step.picture else None
