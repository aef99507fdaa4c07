"""The page that says how a question works: of learners, of enough of them, and with who chose what."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments.bank import save_question
from assessments.models import Question
from assessments.queries import item_figures, reliability_figures
from assessments.services import start_attempt, submit_attempt
from tests.assessments.answering import answer_all
from tests.factories import RIGHT_ANSWERS, learner_in, trainer_of

WRONG = ["a", ["b"], "1", ["a", "b", "c"], {"a": "y", "b": "x"}]


def attempts(cohort, lesson, number: int, given: list):
    for _number in range(number):
        attempt = start_attempt(learner_in(cohort), lesson.pk)
        answer_all(attempt, given)
        submit_attempt(attempt.pk)


def page_of(author, question: Question) -> str:
    return author.get(reverse("wagtailsnippets_assessments_question:works", args=[question.pk])).text


def test_of_enough_learners_the_measures_are_said(author, cohort, lesson, django_assert_num_queries):
    attempts(cohort, lesson, 8, RIGHT_ANSWERS)
    attempts(cohort, lesson, 4, WRONG)
    choice = Question.objects.get(kind="choice")
    with django_assert_num_queries(1):
        figures = item_figures(choice)
    assert (figures.attempts, round(figures.facility, 1), round(figures.discrimination, 2)) == (12, 66.7, 1)
    right = next(use for use in figures.options if use.key == "b")
    assert (right.number, right.percent_best, right.percent_weakest) == (8, 100, 0)
    assert reliability_figures(choice).alpha == pytest.approx(1)
    page = page_of(author, choice)
    assert "66.7 %" in page
    assert "Good: who knows more gets it right more often." in page
    assert "₹3,000 by Diwali <strong>(right)</strong>" in page


def test_in_each_language_it_is_said_how_many_were_right(author, cohort, lesson, django_assert_num_queries):
    attempts(cohort, lesson, 12, RIGHT_ANSWERS)
    with override("hi"):
        attempts(cohort, lesson, 10, ["a", *RIGHT_ANSWERS[1:]])
    choice = Question.objects.get(kind="choice")
    with django_assert_num_queries(1):
        figures = item_figures(choice)
    assert [(part.name, part.attempts, part.facility) for part in figures.languages] == [("en", 12, 100), ("hi", 10, 0)]
    assert figures.languages[1].apart.points == -100
    page = page_of(author, choice)
    assert "It is harder in this language" in page
    assert "-100.0 ± 0.0" in page
    assert 'class="chart__drawing"' in page


def test_in_each_version_it_is_said_how_many_were_right(author, cohort, lesson):
    attempts(cohort, lesson, 10, RIGHT_ANSWERS)
    choice = Question.objects.get(kind="choice")
    choice.answer = "a"
    save_question(choice)
    attempts(cohort, lesson, 11, RIGHT_ANSWERS)
    versions = item_figures(choice).versions
    assert [(part.name, part.attempts, part.facility) for part in versions] == [("2", 11, 0), ("1", 10, 100)]
    assert "In each version" in page_of(author, choice)


def test_a_key_that_is_wrong_is_pointed_at(author, cohort, lesson):
    attempts(cohort, lesson, 8, ["a", *RIGHT_ANSWERS[1:]])
    attempts(cohort, lesson, 4, ["b", *WRONG[1:]])
    assert "see whether the right answer is right" in page_of(author, Question.objects.get(kind="choice"))


def test_of_few_learners_nothing_is_said_and_who_has_a_role_is_not_counted(author, cohort, lesson):
    attempts(cohort, lesson, 9, RIGHT_ANSWERS)
    submit_attempt(start_attempt(trainer_of(cohort), lesson.pk).pk)
    question = Question.objects.get(kind="choice")
    assert item_figures(question) is None
    assert "Fewer than 10 learners" in page_of(author, question)


def test_who_tries_again_and_again_counts_once(cohort, lesson):
    learner = learner_in(cohort)
    for _try in range(12):
        submit_attempt(start_attempt(learner, lesson.pk).pk)
    question = Question.objects.get(kind="choice")
    assert item_figures(question) is None
    assert reliability_figures(question) is None


def test_of_pairs_and_steps_it_is_not_said_who_chose_what(cohort, lesson):
    attempts(cohort, lesson, 10, RIGHT_ANSWERS)
    assert [item_figures(Question.objects.get(kind=kind)).options for kind in ("match", "order")] == [[], []]
