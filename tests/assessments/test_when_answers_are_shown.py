"""What is right is shown after handing in, or only once she has passed: then she reads what mistake she made."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from assessments.bank import let_editors_keep_questions
from assessments.models import Question, Quiz
from assessments.services import start_attempt, submit_attempt
from courses.models import Lesson
from tests.assessments.answering import answer, answer_all
from tests.factories import (
    RIGHT_ANSWERS,
    UserFactory,
    course_with_lessons,
    lesson_without_page,
    lessons_of,
    questions_on,
)

ON_NO_TERMS = {"minutes": "0", "tries": "0", "counts": "best", "grace_minutes": "10", "works_without_line": "on"}
QUIZZES = "/admin/snippets/assessments/quiz/"


@pytest.fixture
def quiz(lesson) -> Quiz:
    """One that shows what is right to who has passed."""
    quiz = Quiz.objects.get()
    quiz.reveals = "passed"
    quiz.save()
    choice = Question.objects.get(kind="choice")
    choice.texts["en"]["replies"] = {"a": "A wish without a number is no goal."}
    choice.save()
    return quiz


def result(sign_in, learner, attempt) -> str:
    return sign_in(learner).get(reverse("assessments:attempt", args=[attempt.pk])).text


def test_before_she_passes_she_reads_her_mistake_and_not_the_right_answer(quiz, learner, lesson, sign_in):
    attempt = start_attempt(learner, lesson.pk)
    answer(attempt, 1, "a")
    submit_attempt(attempt.pk)
    page = result(sign_in, learner, attempt)
    assert "A wish without a number is no goal." in page
    assert "The right answers are shown once you have passed." in page
    assert "The right answer</p>" not in page
    assert "Because." not in page


def test_once_she_has_passed_all_of_it_is_shown(quiz, learner, lesson, sign_in):
    attempt = start_attempt(learner, lesson.pk)
    answer_all(attempt, ["a", *RIGHT_ANSWERS[1:]])
    submit_attempt(attempt.pk)
    page = result(sign_in, learner, attempt)
    assert "A wish without a number is no goal." in page
    assert "The right answer</p>" in page
    assert "Because." in page


def test_practice_tells_no_more_than_the_result(quiz, learner, lesson, sign_in):
    attempt = start_attempt(learner, lesson.pk)
    submit_attempt(attempt.pk)
    page = sign_in(learner).post(reverse("assessments:practise", args=[attempt.pk]), {"q1": "a"}).text
    assert "A wish without a number is no goal." in page
    assert "The right answer</p>" not in page


@pytest.fixture
def editor(sign_in, db):
    group = Group.objects.get_or_create(name="Editors")[0]
    let_editors_keep_questions()
    user = UserFactory(staff=True)
    user.groups.add(group)
    return user


def test_an_editor_says_how_the_questions_of_a_lesson_are_asked(sign_in, admin_client):
    page = lessons_of(course_with_lessons(1))[0]
    questions_on(page)
    Quiz.objects.all().delete()
    typed = {"lesson": str(page.translation_key), "draw": "5", "pass_percent": "70", "reveals": "passed", **ON_NO_TERMS}
    assert admin_client.post(f"{QUIZZES}add/", typed).status_code == 302
    quiz = Quiz.objects.get()
    assert (quiz.draw, quiz.pass_percent, quiz.reveals) == (5, 70, "passed")
    again = admin_client.post(f"{QUIZZES}add/", typed)
    assert "The test of this lesson is there already" in again.content.decode()
    typed |= {"lesson": str(lesson_without_page().pk), "pass_percent": "101"}
    wrong = admin_client.post(f"{QUIZZES}edit/{quiz.pk}/", typed)
    assert list(wrong.context["form"].errors) == ["pass_percent"]
    admin_client.post(f"{QUIZZES}edit/{quiz.pk}/", typed | {"pass_percent": "80"})
    assert (Quiz.objects.get().pass_percent, Quiz.objects.get().lesson) == (80, Lesson.objects.get(pk=quiz.lesson_id))


def test_editors_may_change_tests(editor):
    assert editor.has_perms([f"assessments.{may}_quiz" for may in ("add", "change", "view")])
