"""The result: what it came to, each answer beside the right one, and why, in the reader's language."""

import pytest

from assessments.models import AttemptQuestion, Question
from assessments.services import start_attempt, submit_attempt
from courses.services import finish_lesson
from tests.assessments.answering import answer, answer_all, page_of
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, questions_on

HINDI = {
    "prompt": "लक्ष्य कौन सा है?",
    "explanation": "क्योंकि इसमें रकम और तारीख है।",
    "options": {"a": "ज़्यादा कमाना", "b": "दिवाली तक ₹3,000"},
}


@pytest.fixture
def client_of_hers(learner, sign_in):
    return sign_in(learner)


@pytest.fixture
def translated(lesson_key) -> None:
    question = Question.objects.get(kind="choice")
    question.texts["hi"] = {**HINDI, "targets": {}, "unit": ""}
    question.save()


def result_of(client, attempt) -> str:
    submit_attempt(attempt.pk)
    return page_of(client, attempt)


def test_a_passed_attempt_says_so_with_its_percent(client_of_hers, attempt):
    answer_all(attempt)
    page = result_of(client_of_hers, attempt)
    assert "Passed. Well done!" in page
    assert ">100%<" in page


@pytest.mark.django_db
def test_who_has_passed_sees_how_far_she_is_in_the_course_and_the_next_lesson_by_name(sign_in):
    course = course_with_lessons(3)
    first, second, _last = lessons_of(course)
    questions_on(first)
    learner = learner_in(cohort_on(course))
    finish_lesson(learner, first)
    attempt = start_attempt(learner, first.translation_key)
    answer_all(attempt)
    page = result_of(sign_in(learner), attempt)
    assert "1 of 3 lessons done" in page
    assert page.count("cloth__printed") == 1
    assert "Lesson 1 of 3" in page
    assert f'Next lesson: <span lang="en">{second.title}</span>' in page


def test_the_numbers_of_open_questions_stand_by_the_hand_in_and_lead_to_them(client_of_hers, attempt):
    answer(attempt, 3, "540")
    page = page_of(client_of_hers, attempt)
    assert '<a href="#question-2"><span' in page
    assert '<a href="#question-3" hidden><span' in page


def test_one_not_passed_says_what_is_needed_and_offers_another_try(client_of_hers, attempt):
    page = result_of(client_of_hers, attempt)
    assert "Not yet. You are on the way." in page
    assert "You need 60%." in page
    assert page.count("Not answered") == 5


def test_each_answer_stands_beside_the_right_one_with_the_reason(client_of_hers, attempt):
    answer_all(attempt, ["a", ["a"], "600", ["a", "b", "c"], {"a": "x", "b": "x"}])
    page = result_of(client_of_hers, attempt)
    assert page.count("Not right") == 3
    assert page.count("Partly right") == 2
    assert page.count("Because.") == 5
    for words in ("Earn more", "₹3,000 by Diwali", "₹600", "₹540", "Hotel → 5 kg", "Hostel → Jar"):
        assert words in page


def test_right_answers_fold_below_those_to_look_at_again(client_of_hers, attempt):
    answer_all(attempt, ["a", ["a"], "540", ["a", "b", "c"], {"a": "x", "b": "x"}])
    page = result_of(client_of_hers, attempt)
    folded = page[page.index('<details class="folding">') :]
    assert "1 right answer" in folded
    assert "Not right" not in folded
    assert "₹540" in folded


def test_a_right_answer_in_native_digits_is_shown_as_right(client_of_hers, attempt):
    answer(attempt, 3, "५४०")
    page = result_of(client_of_hers, attempt)
    assert page.count("badge--done") == 1
    assert "₹540" in page


def test_the_reason_is_in_the_readers_language(learner, lesson_key, translated, client_of_hers):
    attempt = start_attempt(learner, lesson_key)
    answer(attempt, 1, "a")
    assert "Because." in result_of(client_of_hers, attempt)
    client_of_hers.cookies["django_language"] = "hi"
    page = page_of(client_of_hers, attempt)
    for words in HINDI["prompt"], HINDI["explanation"], *HINDI["options"].values():
        assert words in page


def test_a_question_not_translated_yet_is_shown_in_english_and_marked_so(client_of_hers, attempt, translated):
    client_of_hers.cookies["django_language"] = "ml"
    page = result_of(client_of_hers, attempt)
    assert '<h3 lang="en">Which is a goal?</h3>' in page


def test_the_result_is_shown_as_it_was_asked_whatever_became_of_the_bank(client_of_hers, attempt):
    answer(attempt, 1, "b")
    Question.objects.all().delete()
    page = result_of(client_of_hers, attempt)
    assert "Which is a goal?" in page
    assert AttemptQuestion.objects.filter(attempt=attempt).count() == 5


def test_what_a_question_says_is_shown_and_not_run(client_of_hers, learner, lesson_key):
    question = Question.objects.get(kind="choice")
    question.texts["en"]["explanation"] = "<script>alert(1)</script>"
    question.save()
    attempt = start_attempt(learner, lesson_key)
    page = result_of(client_of_hers, attempt)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
