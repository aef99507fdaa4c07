"""Attempts as facts: questions frozen at the start, answers kept as they come, results that can be worked out again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.errors import AnswerHasNoShape, AttemptIsSubmitted, NothingToAnswer, TakesPartNoMore
from assessments.grading import grade
from assessments.models import Answer, Attempt, AttemptQuestion, Question, Quiz
from assessments.queries import answers_that_count, result_facts, shown_questions
from assessments.services import start_attempt, submit_attempt
from cohorts.services import withdraw_learner
from core.models import AuditEntry
from tests.assessments.answering import answer, answer_all
from tests.factories import RIGHT_ANSWERS, PersonFactory, learner_in


def test_starting_again_goes_on_with_the_open_attempt(attempt, learner, lesson_key):
    assert start_attempt(learner, lesson_key) == attempt
    assert AttemptQuestion.objects.filter(attempt=attempt).count() == 5


def test_each_learner_has_an_attempt_of_her_own(attempt, lesson_key):
    assert start_attempt(PersonFactory(), lesson_key) != attempt


def test_a_lesson_without_questions_cannot_be_attempted(learner, lesson_key):
    with pytest.raises(NothingToAnswer):
        start_attempt(learner, uuid4())
    Question.objects.update(state="retired")
    with pytest.raises(NothingToAnswer):
        start_attempt(learner, lesson_key)
    assert not Attempt.objects.exists()


def test_a_quiz_may_draw_some_of_the_bank_and_keeps_to_its_draw(learner, lesson_key):
    Quiz.objects.update(draw=2)
    drawn = start_attempt(learner, lesson_key)
    questions = list(drawn.questions.values_list("question", flat=True))
    assert len(set(questions)) == 2
    assert list(start_attempt(learner, lesson_key).questions.values_list("question", flat=True)) == questions


def test_retired_questions_are_not_asked(learner, lesson_key):
    Question.objects.filter(kind="order").update(state="retired")
    kinds = [question.frozen["kind"] for question in start_attempt(learner, lesson_key).questions.all()]
    assert kinds == ["choice", "multiple", "numeric", "match"]


def test_the_steps_of_an_order_are_never_shown_in_the_right_order(lesson_key):
    orders = [start_attempt(PersonFactory(), lesson_key).questions.get(position=4).option_order for _ in range(12)]
    assert ["b", "c", "a"] not in orders
    assert all(sorted(order) == ["a", "b", "c"] for order in orders)


@pytest.mark.parametrize("change", ["reword", "retire", "delete"])
def test_an_attempt_survives_every_change_of_the_bank(attempt, change):
    answer_all(attempt)
    if change == "reword":
        Question.objects.update(kind="choice", answer="a", texts={"en": {"prompt": "?", "explanation": "?"}})
    elif change == "retire":
        Question.objects.update(state="retired")
    else:
        Question.objects.all().delete()
    assert submit_attempt(attempt.pk).percent == 100
    assert attempt.questions.get(position=1).frozen["texts"]["en"]["prompt"] == "Which is a goal?"


def test_a_change_of_the_pass_mark_does_not_touch_an_attempt_that_has_begun(attempt):
    Quiz.objects.update(pass_percent=100)
    answer_all(attempt, ["b", ["a", "c"], "540", ["a", "b", "c"], {"a": "y", "b": "x"}])
    assert submit_attempt(attempt.pk).passed


def test_the_newest_answer_counts_and_the_older_ones_are_kept(attempt):
    for given in ("a", "b"):
        answer(attempt, 1, given)
    assert answers_that_count(attempt) == {1: "b"}
    assert Answer.objects.count() == 2


def test_the_newest_is_the_one_that_came_last_whatever_the_clocks_say(attempt):
    answer(attempt, 1, "a")
    Answer.objects.update(received_at=timezone.now() + timedelta(hours=2))
    answer(attempt, 1, "b")
    assert answers_that_count(attempt) == {1: "b"}
    assert list(Answer.objects.order_by("number").values_list("number", "given")) == [(1, "a"), (2, "b")]


def test_the_answers_of_each_attempt_are_numbered_from_one(attempt, lesson_key, cohort):
    theirs = start_attempt(learner_in(cohort), lesson_key)
    for one in (attempt, theirs):
        answer(one, 1, "a")
        answer(one, 2, ["a"])
        assert list(one.answers.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_what_is_no_answer_to_the_question_is_not_kept(attempt):
    for position, given in [(1, "zz"), (2, "a"), (3, "many"), (4, ["a"]), (5, {"a": ["x"]}), (3, "0" * 41)]:
        with pytest.raises(AnswerHasNoShape):
            answer(attempt, position, given)
    with pytest.raises(AttemptQuestion.DoesNotExist):
        answer(attempt, 6, "a")
    assert not Answer.objects.exists()


def test_an_answer_after_handing_in_does_not_count(attempt):
    answer(attempt, 1, "a")
    before = submit_attempt(attempt.pk)
    with pytest.raises(AttemptIsSubmitted):
        answer(attempt, 1, "b")
    assert answers_that_count(attempt) == {1: "a"}
    after = submit_attempt(attempt.pk)
    assert (after.marks, after.percent, after.submitted_at) == (before.marks, before.percent, before.submitted_at)


def test_the_result_kept_is_the_one_its_facts_come_to(attempt):
    answer_all(attempt, ["a", ["a"], "545.4", ["b", "c", "a"], {"a": "x", "b": "x"}])
    kept = Attempt.objects.get(pk=submit_attempt(attempt.pk).pk)
    questions, given = list(kept.questions.all()), answers_that_count(kept)
    worked = grade(
        [question.key for question in questions],
        [given.get(question.position) for question in questions],
        pass_percent=kept.pass_percent,
    )
    assert (kept.marks, kept.percent, kept.passed) == (worked.marks, worked.percent, worked.passed) == (3, 60, True)
    assert [float(question.marks) for question in questions] == [0, 0.5, 1, 1, 0.5]


def test_who_takes_part_no_more_answers_and_hands_in_nothing(attempt, learner):
    answer(attempt, 1, "a")
    withdraw_learner(learner.enrolments.get(), by=None)
    with pytest.raises(TakesPartNoMore):
        answer(attempt, 1, "b")
    with pytest.raises(TakesPartNoMore):
        submit_attempt(attempt.pk)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert answers_that_count(attempt) == {1: "a"}


def test_handing_in_nothing_is_a_result_of_nothing(attempt):
    empty = submit_attempt(attempt.pk)
    assert (empty.percent, empty.passed, empty.is_open) == (0, False, False)


def test_handing_in_twice_is_written_down_once(attempt):
    first, second = submit_attempt(attempt.pk), submit_attempt(attempt.pk)
    assert first.submitted_at == second.submitted_at
    assert AuditEntry.objects.filter(action="attempt.submitted").count() == 1


def test_she_may_try_again_and_what_she_passed_once_stays_passed(attempt, learner, lesson_key, cohort):
    answer_all(attempt)
    submit_attempt(attempt.pk)
    second = start_attempt(learner, lesson_key)
    assert second != attempt
    assert answers_that_count(second) == {}
    submit_attempt(second.pk)
    assert lesson_key in result_facts(learner, cohort.course_key).passed
    assert Attempt.objects.get(pk=attempt.pk).percent == 100


def test_failing_does_not_pass_and_the_pass_of_one_is_not_that_of_another(attempt, learner, lesson_key, cohort):
    submit_attempt(attempt.pk)
    assert result_facts(learner, cohort.course_key).passed == frozenset()
    other = start_attempt(learner_in(cohort), lesson_key)
    answer_all(other)
    submit_attempt(other.pk)
    facts = result_facts(learner, cohort.course_key)
    assert (facts.tested, facts.passed) == ({lesson_key}, frozenset())


def test_beginning_answering_and_handing_in_each_lock_the_row_they_go_by(learner, lesson_key, locked):
    attempt = start_attempt(learner, lesson_key)
    answer(attempt, 1, "b")
    submit_attempt(attempt.pk)
    assert locked == [Quiz, AttemptQuestion, Attempt]


@pytest.mark.parametrize("given", [RIGHT_ANSWERS, ["a", ["b"], "1", ["a", "b", "c"], {"a": "y", "b": "x"}]])
def test_what_is_right_is_told_by_nothing_while_the_attempt_is_open(attempt, given):
    answer_all(attempt, given)
    for shown in shown_questions(attempt, "en"):
        assert (shown.is_right, shown.is_partly_right, shown.right_answer, shown.explanation) == (False, False, [], "")
    submit_attempt(attempt.pk)
    attempt.refresh_from_db()
    assert all(shown.right_answer and shown.explanation for shown in shown_questions(attempt, "en"))
