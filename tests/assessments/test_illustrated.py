"""Pictures and spoken words of questions: written, frozen, shown, and gone."""

import csv
import io
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Drawn

from assessments.authoring import NotWhole, whole
from assessments.models import Question, Quiz
from assessments.queries import shown_questions
from assessments.remarking import CannotBeMarkedAnew, key_anew
from assessments.rewriting import parts_of, rows_of
from assessments.services import start_attempt, submit_attempt
from media.models import LearningImage, LearningMedia
from tests.assessments.answering import answer, hand_in, page_of
from tests.factories import library

NEW = "/admin/snippets/assessments/question/add/"
WORDS = {
    "prompt_en": "Where are the sales of each day written?",
    "explanation_en": "In the day book.",
    "option_a_en": "Day book",
    "option_b_en": "Ration card",
    "right": "a",
}
MALAYALAM = {
    "prompt_ml": "ഓരോ ദിവസത്തെയും വിൽപ്പന എവിടെ എഴുതുന്നു?",
    "explanation_ml": "നാൾവഴിയിൽ.",
    "option_a_ml": "നാൾവഴി",
    "option_b_ml": "റേഷൻ കാർഡ്",
}


def drawing(colour: str) -> LearningImage:
    file = BytesIO()
    Drawn.new("RGB", (900, 600), colour).save(file, "PNG")
    file.seek(0)
    return LearningImage.objects.create(
        title=colour, description=f"A {colour} book", file=ImageFile(file, name=f"{colour}.png"), collection=library()
    )


@pytest.fixture
def pictures(db) -> list[LearningImage]:
    return [drawing(colour) for colour in ("red", "green", "blue")]


@pytest.fixture
def sound(db) -> LearningMedia:
    file = ContentFile(b"ID3", name="where.mp3")
    return LearningMedia.objects.create(title="Where", type="audio", duration=3, file=file, collection=library())


@pytest.fixture
def parts(pictures, sound) -> dict[str, str]:
    numbers = {"picture_a_en": pictures[0], "picture_b_en": pictures[1], "picture_en": pictures[2], "sound_en": sound}
    return {**WORDS, **MALAYALAM, **{part: str(each.pk) for part, each in numbers.items()}}


@pytest.fixture
def attempt(learner, lesson, parts):
    """An attempt at one question whose options are pictures."""
    Question.objects.all().delete()
    written = whole("picture", parts)
    Question.objects.create(lesson=lesson, kind="picture", texts=written.texts, answer=written.answer)
    Quiz.objects.filter(lesson=lesson).update(draw=0)
    return start_attempt(learner, lesson.pk)


def test_what_is_written_comes_back_as_it_was_written(parts, pictures, sound):
    written = whole("picture", parts)
    assert written.texts["en"]["pictures"] == {
        "prompt": pictures[2].pk, "a": pictures[0].pk, "b": pictures[1].pk
    }  # fmt: skip
    assert written.texts["en"]["sounds"] == {"prompt": sound.pk}
    assert "pictures" not in written.texts["ml"]
    back = parts_of("picture", written.texts, written.answer)
    assert {name: value for name, value in back.items() if value} == parts
    assert whole("picture", back, rows_of("picture", written.texts, written.answer)) == written


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"picture_b_en": ""}, "picture_b_en"),
        ({"picture_c_en": "7"}, "option_c_en"),
        ({"sound_c_ml": "7"}, "sound_c_ml"),
        ({"option_b_en": ""}, "option_b_en"),
    ],
)
def test_a_picture_to_choose_has_its_words_and_each_option_its_picture(parts, changes, wrong):
    with pytest.raises(NotWhole) as problem:
        whole("picture", parts | changes)
    assert wrong in problem.value.problems


def test_pictures_may_stand_beside_the_words_of_other_kinds(pictures):
    parts = WORDS | {"picture_b_en": str(pictures[1].pk)}
    for kind in ("choice", "multiple", "mistake"):
        assert whole(kind, parts).texts["en"]["pictures"] == {"b": pictures[1].pk}
    order = whole("order", parts).texts["en"]
    assert order["options"][next(iter(order["pictures"]))] == "Ration card"
    assert "pictures" not in whole("short", parts | {"accepted_en": "day book"}).texts["en"]


def test_an_author_chooses_from_the_library(author, parts, lesson):
    typed = {"kind": "picture", "lesson": str(lesson.pk), "difficulty": "1", "right_choice": parts["right"]}
    Question.objects.all().delete()
    response = author.post(NEW, parts | typed)
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get()
    assert question.texts == whole("picture", parts).texts
    response = author.post(NEW, parts | typed | {"picture_a_en": "987654"})
    assert "picture_a_en" in response.context["form"].errors
    page = author.get(f"/admin/snippets/assessments/question/edit/{question.pk}/").content.decode()
    assert f'name="picture_a_en" value="{parts["picture_a_en"]}"' in page


def test_pictures_go_out_in_a_table_by_their_number_and_come_in_again(author, bring, parts, lesson):
    Question.objects.all().delete()
    written = whole("picture", parts)
    Question.objects.create(lesson=lesson, kind="picture", texts=written.texts, answer=written.answer)
    out = b"".join(author.get("/admin/snippets/assessments/question/?export=csv").streaming_content)
    assert bring(out) == [("same", "")]
    head, row = csv.DictReader(io.StringIO(out.decode("utf-8-sig"))), written.texts["en"]["pictures"]
    (cells,) = head
    assert (cells["Picture"], cells["Picture B"]) == (str(row["prompt"]), str(row["b"]))
    table = io.StringIO()
    writer = csv.DictWriter(table, list(cells))
    writer.writeheader()
    writer.writerow(cells | {"Picture B": "987654"})
    assert bring(table.getvalue().encode()) == [("refused", "picture_b")]


@pytest.mark.parametrize("language", ["en", "ml"])
def test_each_picture_is_small_comes_late_and_has_its_words_once(attempt, language, sign_in, learner):
    sign = sign_in(learner.user)
    page = sign.get(reverse("assessments:attempt", args=[attempt.pk]), headers={"accept-language": language}).content
    page = page.decode()
    assert page.count('loading="lazy"') == 3
    assert "max-320x320" in page
    assert 'alt="A blue book"' in page


def test_the_right_picture_is_right_and_shown_with_its_words_afterwards(attempt, sign_in, learner):
    answer(attempt, 1, "b")
    client = sign_in(learner.user)
    hand_in(client, attempt, anyway="1")
    attempt.refresh_from_db()
    assert (attempt.percent, attempt.passed) == (0, False)
    page = page_of(client, attempt)
    assert "Ration card" in page
    assert "Day book" in page
    assert page.count('class="seen"') == 3


def test_a_picture_chosen_anew_changes_no_attempt(attempt, pictures):
    other = drawing("black")
    question = Question.objects.get()
    question.texts["en"]["pictures"]["a"] = other.pk
    question.save()
    (shown,) = shown_questions(attempt, "en")
    assert shown.pictures["a"] == pictures[0].pk


def test_of_a_picture_that_is_gone_the_words_are_read(attempt, pictures, sign_in, learner):
    pictures[0].delete()
    page = page_of(sign_in(learner.user), attempt)
    assert '<span lang="en">Day book</span>' in page
    assert '<span lang="en" class="visually-hidden">Ration card</span>' in page


def test_sound_is_not_borrowed_from_another_language_and_a_picture_is(attempt):
    (english,), (malayalam,) = shown_questions(attempt, "en"), shown_questions(attempt, "ml")
    assert set(english.heard) == {"prompt"}
    assert not malayalam.heard
    assert set(malayalam.seen) == {"prompt", "a", "b"}


def test_other_pictures_are_another_question(attempt):
    was = attempt.questions.get().frozen
    again = {**was, "answer": "b"}
    assert key_anew(was, again)["answer"] == "b"
    english = was["texts"]["en"]
    swapped = {**english["pictures"], "a": english["pictures"]["b"], "b": english["pictures"]["a"]}
    with pytest.raises(CannotBeMarkedAnew):
        key_anew(was, {**was, "texts": {**was["texts"], "en": {**english, "pictures": swapped}}})


def queries_of(attempt) -> int:
    shown_questions(attempt, "en")  # the sizes are made once
    with CaptureQueriesContext(connection) as asked:
        shown_questions(attempt, "en")
    return len(asked)


def test_pictures_and_sound_cost_the_same_queries_however_many(attempt, learner, lesson, parts):
    of_one = queries_of(attempt)
    for colour in ("grey", "brown", "pink", "white"):
        written = whole("picture", parts | {"picture_en": str(drawing(colour).pk)})
        Question.objects.create(lesson=lesson, kind="picture", texts=written.texts, answer=written.answer)
    submit_attempt(attempt.pk)
    of_five = queries_of(start_attempt(learner, lesson.pk))
    assert of_one == of_five == 5  # questions, answers, pictures, their sizes, sounds
