"""The question bank from its files: as often as one likes, without undoing what an editor changed."""

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from assessments.bank import CONTENT, load_questions
from assessments.content_files import read_questions
from assessments.models import Question, Quiz
from content.models import LoadedContent
from content.services import ask_again
from tests.factories import course_with_lessons, lessons_of

ENTRY = {"kind": "choice", "answer": "b"}
TEXT = {"prompt": "Which is a goal?", "options": {"a": "Earn more", "b": "₹3,000"}, "explanation": "It has an amount."}
NUMBER = {
    "key": "move-1a-cups",
    "kind": "numeric",
    "text": {"en": {"prompt": "120 cups?", "unit": "₹", "explanation": "120 × ₹6 − ₹180."}},
    "answer": {"value": "540"},
}
KEYS = ["move-1a-goal", "move-1a-other", "move-1a-cups"]


@pytest.fixture
def lesson(db):
    """A lesson that was loaded from move/1a."""
    lesson = lessons_of(course_with_lessons(1))[0]
    LoadedContent.objects.create(source="move/1a.en", page=lesson, translation_key=lesson.translation_key, digest="")
    return lesson


@pytest.fixture
def entries() -> list[dict]:
    """Three questions, as a file says them."""
    choices = [{**ENTRY, "key": key, "text": {"en": dict(TEXT)}} for key in KEYS[:2]]
    return deepcopy([*choices, NUMBER])


@pytest.fixture
def load(tmp_path: Path, lesson):
    """Write the entries to the lesson's file, or another's, and load."""

    def _load(entries: list[dict], name: str = "1a"):
        (tmp_path / "move").mkdir(exist_ok=True)
        (tmp_path / "move" / f"{name}.yaml").write_text(yaml.safe_dump({"questions": entries}), encoding="utf-8")
        return load_questions(content=tmp_path)

    return _load


def question(key: str = KEYS[0]) -> Question:
    return Question.objects.get(source=key)


def test_the_file_becomes_questions_and_a_quiz_of_its_lesson(load, entries, lesson):
    assert load(entries).made == KEYS
    assert set(Question.objects.values_list("lesson_id", flat=True)) == {lesson.translation_key}
    assert Quiz.objects.get().lesson_id == lesson.translation_key
    assert question("move-1a-cups").answer == {"value": "540", "tolerance_percent": 1.0}
    assert question().texts["en"]["options"] == TEXT["options"]


def test_loading_twice_makes_nothing_double(load, entries):
    load(entries)
    report = load(entries)
    assert (report.made, report.updated, report.kept, report.unchanged) == ([], [], [], KEYS)
    assert (Question.objects.count(), Quiz.objects.count()) == (3, 1)


def test_a_changed_entry_updates_its_question_and_no_other(load, entries):
    load(entries)
    number = question().pk
    entries[0]["text"]["en"]["prompt"] = "Which of these is a goal?"
    entries[0]["answer"] = "a"
    assert load(entries).updated == ["move-1a-goal"]
    assert (question().pk, question().answer) == (number, "a")
    assert str(question()) == "Which of these is a goal?"
    assert load(entries).unchanged == KEYS


def test_a_translation_that_comes_later_is_an_update(load, entries):
    load(entries)
    entries[0]["text"]["hi"] = {**TEXT, "prompt": "लक्ष्य कौन सा है?"}
    assert load(entries).updated == ["move-1a-goal"]
    assert set(question().texts) == {"en", "hi"}


def test_an_entry_names_the_lesson_whose_outcome_it_tests_also_later_and_each_other_one_tests_its_own(
    load, entries, lesson
):
    page = lessons_of(course_with_lessons(2, slug="another"))[1]
    other = page.translation_key
    LoadedContent.objects.create(source="move/2b.en", page=page, translation_key=other, digest="")
    load(entries)
    entries[0]["objective"] = "2b"
    assert load(entries).updated == ["move-1a-goal"]
    assert [question(key).objective_id for key in KEYS] == [other, None, None]
    assert load(entries).unchanged == KEYS


def test_an_entry_that_names_a_lesson_which_is_not_there_is_refused(load, entries):
    entries[0]["objective"] = "99"
    assert [name.partition(":")[0] for name in load(entries).failed] == ["questions/move/1a"]
    assert not Question.objects.exists()


def test_every_entry_of_the_product_names_lessons_that_are_there():
    named = {
        (path.parent.name, entry.objective)
        for path in CONTENT.glob("*/*.yaml")
        for entry in read_questions(path).questions
        if entry.objective
    }
    assert named
    for course, lesson in named:
        assert (Path(settings.BASE_DIR) / "courses/content" / course / f"{lesson}.en.yaml").exists()


def test_an_editors_change_is_kept_and_reported(load, entries):
    load(entries)
    changed = question()
    changed.texts["en"]["prompt"] = "As the editor wants it"
    changed.save()
    entries[0]["difficulty"] = 3
    assert load(entries).kept == ["move-1a-goal"]
    assert str(question()) == "As the editor wants it"
    assert question().difficulty == 1


def test_a_question_an_editor_retired_stays_retired(load, entries):
    load(entries)
    Question.objects.filter(source=KEYS[0]).update(state="retired")
    entries[0]["difficulty"] = 2
    load(entries)
    assert question().state == "retired"


def test_an_editors_pass_mark_is_kept(load, entries):
    load(entries)
    Quiz.objects.update(pass_percent=80, draw=2)
    load(entries)
    assert (Quiz.objects.get().pass_percent, Quiz.objects.get().draw) == (80, 2)


def test_questions_on_a_lesson_that_is_not_loaded_wait(load, entries):
    assert load(entries, name="7").made == []
    assert not Question.objects.exists()


def test_a_file_of_the_wrong_shape_loads_nothing_of_itself(load, entries):
    entries[1]["answer"] = "z"
    report = load(entries)
    assert [name.partition(":")[0] for name in report.failed] == ["questions/move/1a"]
    assert not Question.objects.exists()


def test_a_question_an_editor_deleted_stays_away_until_it_is_asked_for_again(load, entries):
    load(entries)
    question().delete()
    assert load(entries).deleted == ["move-1a-goal"]
    assert ask_again(["questions/move-1a-goal"]) == ["questions/move-1a-goal"]
    assert load(entries).made == ["move-1a-goal"]
