"""A key that was wrong is put right: what it does is shown first, then every attempt that had it is marked anew."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from assessments.enums import Reveal
from assessments.models import Attempt, Question, Quiz, Regrade, RegradedAttempt
from assessments.queries import trial_of
from assessments.regrading import mark_anew, run
from assessments.services import start_attempt, submit_attempt
from assessments.sittings import mark_of
from cohorts.models import LearnerSummary
from core.models import AuditEntry
from jobs.models import Job, LongJob
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.models import User
from tests.assessments.answering import answer_all, page_of, post_answer
from tests.factories import RIGHT_ANSWERS, UserFactory, learner_in

needs_rows_locked = pytest.mark.skipif("sqlite" in str(connection.vendor), reason="needs a database that locks rows")

REASON = "The key said B, and A is right."
SAID_A = ["a", *RIGHT_ANSWERS[1:]]


@pytest.fixture
def question(lesson) -> Question:
    """The first that is asked: B is said to be right."""
    return Question.objects.get(kind="choice")


@pytest.fixture
def author_user(db) -> User:
    return UserFactory(staff=True)


def sat(cohort, given: list) -> Attempt:
    """An attempt that a learner of her own handed in."""
    learner = learner_in(cohort)
    attempt = start_attempt(learner, Question.objects.first().lesson_id)
    answer_all(attempt, given)
    return submit_attempt(attempt.pk)


def put_right(question: Question, answer="a") -> None:
    question.answer = answer
    question.save()


def marked_anew(question: Question, by: User, *, takes_passes: bool = False) -> Regrade:
    long = mark_anew(question, reason=REASON, takes_passes=takes_passes, by=by)
    regrade = Regrade.objects.get(pk=long.job.payload["regrade"])
    run(long.job.payload, lambda done, of: None)
    return regrade


def standing(attempt: Attempt) -> tuple:
    attempt.refresh_from_db()
    return (float(attempt.marks), attempt.percent, attempt.passed)


def test_who_gave_what_is_right_now_gains_and_who_gave_the_old_key_loses(question, cohort, author_user):
    right_before, right_now = sat(cohort, RIGHT_ANSWERS), sat(cohort, SAID_A)
    assert (standing(right_before), standing(right_now)) == ((5, 100, True), (4, 80, True))
    put_right(question)
    trial = trial_of(question)
    assert (trial.better, trial.worse, trial.newly_passed, trial.passed_no_longer) == (1, 1, 0, 0)
    assert standing(right_now) == (4, 80, True), "nothing is written by looking"
    regrade = marked_anew(question, author_user)
    assert (standing(right_before), standing(right_now)) == ((4, 80, True), (5, 100, True))
    row = regrade.attempts.get(attempt=right_now)
    assert (row.old_answer, row.new_answer, row.old_percent, row.new_percent) == ("b", "a", 80, 100)
    assert not trial_of(question).replays


def test_the_question_keeps_what_it_froze_and_its_explanation_follows(question, cohort, author_user, sign_in):
    attempt = sat(cohort, SAID_A)
    frozen = attempt.questions.get(position=1).frozen
    question.texts["en"] |= {"explanation": "A goal is earned.", "prompt": "Which is a goal now?"}
    put_right(question)
    marked_anew(question, author_user)
    assert attempt.questions.get(position=1).frozen == frozen
    page = html.unescape(page_of(sign_in(attempt.person), attempt))
    assert "A goal is earned." in page
    assert "Which is a goal now?" not in page
    assert "Your result was 80% and is 100% now." in page
    assert REASON in page


def test_nobody_loses_a_pass_unless_the_author_chooses_so(question, cohort, author_user):
    just_passed = sat(cohort, ["b", ["a", "c"], "540", ["a", "b", "c"], {"a": "y", "b": "x"}])
    assert standing(just_passed) == (3, 60, True)
    put_right(question)
    assert trial_of(question).passed_no_longer == 1
    marked_anew(question, author_user)
    assert standing(just_passed) == (2, 60, True)


def test_a_pass_is_taken_where_the_author_chooses_so(question, cohort, author_user):
    just_passed = sat(cohort, ["b", ["a", "c"], "540", ["a", "b", "c"], {"a": "y", "b": "x"}])
    put_right(question)
    marked_anew(question, author_user, takes_passes=True)
    assert standing(just_passed) == (2, 40, False)


def test_once_more_changes_nothing_and_tells_nobody_twice(question, cohort, author_user):
    attempt = sat(cohort, SAID_A)
    put_right(question)
    regrade = marked_anew(question, author_user)
    before = standing(attempt)
    run({"regrade": str(regrade.pk)}, lambda done, of: None)
    again = marked_anew(question, author_user)
    run_due_jobs()
    assert standing(attempt) == before
    assert (regrade.attempts.count(), again.attempts.count()) == (1, 0)
    assert Notice.objects.filter(person=attempt.person, kind="marked-anew").count() == 1


def test_there_and_back_is_as_before(question, cohort, author_user):
    attempts = [sat(cohort, RIGHT_ANSWERS), sat(cohort, SAID_A), sat(cohort, ["b", ["b"], "1", ["a", "b", "c"], {}])]
    before = [standing(attempt) for attempt in attempts]
    put_right(question)
    marked_anew(question, author_user, takes_passes=True)
    put_right(question, "b")
    marked_anew(question, author_user, takes_passes=True)
    assert [standing(attempt) for attempt in attempts] == before
    assert RegradedAttempt.objects.filter(attempt=attempts[0]).count() == 2


def test_an_attempt_that_is_open_is_left_alone_and_said(question, cohort, author_user, attempt):
    sat(cohort, SAID_A)
    put_right(question)
    assert trial_of(question).still_open == 1
    marked_anew(question, author_user)
    asked = attempt.questions.get(position=1)
    assert (asked.anew, asked.right_answer, asked.marks) == (None, "b", None)
    answer_all(attempt, SAID_A)
    submit_attempt(attempt.pk)
    assert standing(attempt) == (4, 80, True)
    marked_anew(question, author_user)
    assert standing(attempt) == (5, 100, True)


def test_what_cohorts_keep_of_it_is_worked_out_anew(question, cohort, author_user):
    attempt = sat(cohort, SAID_A)
    LearnerSummary.objects.update(plan="as it was")
    put_right(question)
    marked_anew(question, author_user)
    assert LearnerSummary.objects.get(enrolment__person=attempt.person).plan == ""


def test_only_whose_result_changed_is_told(question, cohort, author_user):
    same = start_attempt(learner_in(cohort), question.lesson_id)
    submit_attempt(same.pk)
    gained = sat(cohort, SAID_A)
    put_right(question)
    marked_anew(question, author_user)
    run_due_jobs()
    assert list(Notice.objects.filter(kind="marked-anew").values_list("person", flat=True)) == [gained.person_id]
    assert same.questions.get(position=1).right_answer == "a", "and explained rightly to everybody"


def test_the_page_shows_what_it_does_asks_why_and_names_nobody_to_who_has_no_role(author, question, cohort):
    attempt = sat(cohort, SAID_A)
    put_right(question)
    address = reverse("wagtailsnippets_assessments_question:anew", args=[question.pk])
    page = html.unescape(author.get(address).text)
    assert "Mark 1 attempt anew" in page
    assert "80 % → <strong>100 %</strong>" in page
    assert attempt.person.name not in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert author.post(address, {"seen": seen}).status_code == 200
    assert not Regrade.objects.exists()
    answer = author.post(address, {"seen": seen, "reason": REASON})
    assert answer["Location"] == LongJob.objects.get().get_absolute_url()
    assert AuditEntry.objects.filter(action="question.marked_anew").count() == 1
    assert REASON in html.unescape(author.get(address).text)


def test_a_key_that_was_changed_while_the_page_stood_open_is_shown_first(author, question, cohort):
    sat(cohort, SAID_A)
    put_right(question)
    address = reverse("wagtailsnippets_assessments_question:anew", args=[question.pk])
    page = author.post(address, {"seen": "of before", "reason": REASON}).text
    assert "The question was changed meanwhile." in page
    assert not Job.objects.filter(kind="assessments.mark_anew").exists()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert author.post(address, {"seen": seen, "reason": REASON}).status_code == 302


def test_it_asks_as_often_of_many_attempts_as_of_few(author, question, cohort, django_assert_max_num_queries):
    put_right(question)
    address = reverse("wagtailsnippets_assessments_question:anew", args=[question.pk])
    asked = []
    for _size in range(2):
        put_right(question, "b")
        for _number in range(4):
            sat(cohort, SAID_A)
        put_right(question)
        author.get(address)
        with django_assert_max_num_queries(30) as queries:
            author.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_attempt_is_locked_before_it_is_read(question, cohort, author_user, locked):
    sat(cohort, SAID_A)
    put_right(question)
    locked.clear()
    marked_anew(question, author_user)
    assert Attempt in locked


@needs_rows_locked
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mark_each_attempt_once(question, cohort, author_user):
    attempts = [sat(cohort, SAID_A) for _number in range(4)]
    put_right(question)
    jobs = [mark_anew(question, reason=REASON, takes_passes=False, by=author_user).job for _worker in range(2)]
    together = Barrier(2)

    def work(payload: dict) -> None:
        together.wait(timeout=20)
        try:
            run(payload, lambda done, of: None)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, [jobs[0].payload, jobs[1].payload]))
    assert RegradedAttempt.objects.count() == len(attempts)
    assert {standing(attempt) for attempt in attempts} == {(5, 100, True)}


def test_where_right_answers_are_shown_after_passing_only_the_reason_waits_for_it_too(
    question, cohort, author_user, sign_in
):
    Quiz.objects.update(reveals=Reveal.PASSED)
    attempt = sat(cohort, ["a", ["b"], "1", ["a", "b", "c"], {"a": "y", "b": "x"}])
    put_right(question)
    marked_anew(question, author_user)
    page = html.unescape(page_of(sign_in(attempt.person), attempt))
    assert "Your result was 0% and is 20% now." in page
    assert REASON not in page


def test_an_answer_that_comes_late_from_a_phone_is_kept_for_the_trainer_as_before(
    question, cohort, author_user, sign_in
):
    attempt = sat(cohort, SAID_A)
    seen = mark_of(attempt.questions.get(position=1))
    put_right(question)
    marked_anew(question, author_user)
    came = post_answer(sign_in(attempt.person), attempt, 1, q1="b", **{"seen:mark": seen})
    assert (came["state"], came["code"]) == ("held", "attempt_submitted")


def test_practice_of_what_was_marked_anew_goes_by_the_numbers_it_shows(question, cohort, author_user, sign_in):
    Question.objects.exclude(pk=question.pk).delete()
    text = question.texts["en"] | {"prompt": "Twice {a}?", "explanation": "{a}", "options": {}}
    question.kind, question.texts = "calculated", {"en": text}
    put_right(question, {"formula": "a * 2", "numbers": {"a": "1 to 900"}, "decimals": 0, "tolerance_percent": 0})
    attempt = submit_attempt(start_attempt(learner_in(cohort), question.lesson_id).pk)
    put_right(question, question.answer | {"formula": "a * 3"})
    marked_anew(question, author_user)
    client, address = sign_in(attempt.person), reverse("assessments:practise", args=[attempt.pk])
    page = client.get(address).text
    drawn, number = re.search(r'name="drawn" value="(\d+)"', page)[1], re.search(r"Twice (\d+)\?", page)[1]
    assert "1 of 1 is right now" in client.post(address, {"drawn": drawn, "q1": str(3 * int(number))}).text
