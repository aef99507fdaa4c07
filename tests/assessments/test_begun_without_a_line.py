"""Questions that a phone was shown, began, answered and handed in by itself: what comes of it when it arrives."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.bank import move_question
from assessments.enums import ANSWER, ATTEMPT_BEGIN, ATTEMPT_END
from assessments.models import Answer, Attempt, Question, Quiz
from assessments.queries import answers_that_count, sitting_of
from assessments.services import start_attempt, submit_attempt
from assessments.sittings import seal
from cohorts.services import withdraw_learner
from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import letter_of
from submissions.models import Submission
from submissions.queries import needs_helped_by, needs_of, number_of_needs
from submissions.services import send_again
from tests.assessments.answering import AS_POSTED
from tests.factories import PersonFactory, cohort_on, course_with_lessons, learner_in, trainer_of
from tests.submissions.phone import hand_over


@pytest.fixture
def cohort(lessons):
    return cohort_on(lessons[0].get_parent().get_parent().specific)


@pytest.fixture
def learner(cohort):
    return learner_in(cohort)


class KeptPhone:
    """A phone with the page of a lesson's questions as the portal drew it."""

    def __init__(self, client, person, lesson) -> None:
        self.client, self.person = client, person
        page = client.get(reverse("assessments:start", args=[lesson.translation_key])).content.decode()
        self.page = page
        self.about = re.search(r'data-attempt="([^"]+)"', page)[1]
        self.begun = dict(re.findall(r'data-(lesson|sealed)="([^"]+)"', page.split('id="answers"')[1]))
        self.marks = re.findall(r'data-mark="([^"]+)"', page)

    def begin(self, **changed) -> dict:
        fields = {f"seen:{name}": value for name, value in {**self.begun, **changed}.items()}
        return self.hand_over(ATTEMPT_BEGIN, fields)

    def answer(self, position, *, id=None) -> dict:
        fields = {"position": str(position), "seen:mark": self.marks[position - 1], **AS_POSTED[position - 1]}
        return self.hand_over(ANSWER, fields, id=id)

    def end(self) -> dict:
        return self.hand_over(ATTEMPT_END, {})

    def hand_over(self, kind, fields, **more) -> dict:
        return hand_over(self.client, self.person, kind, self.about, fields, **more)


@pytest.fixture
def phone(sign_in, learner, lessons) -> KeptPhone:
    return KeptPhone(sign_in(learner), learner, lessons[0])


def states(*outcomes) -> list[str]:
    return [outcome["state"] for outcome in outcomes]


def test_it_becomes_the_attempt_it_would_have_been_with_a_line(phone, learner):
    assert not Attempt.objects.exists()
    came = [phone.begin(), *(phone.answer(position) for position in range(1, 6)), phone.end()]
    assert states(*came) == ["applied"] * 7
    attempt = Attempt.objects.get()
    assert (str(attempt.pk), attempt.person, attempt.percent, attempt.passed) == (phone.about, learner, 100, True)
    assert came[-1]["facts"]["next"] == reverse("assessments:attempt", args=[attempt.pk])
    assert f"Your result: {attempt.percent}%." in came[-1]["facts"]["news"]


def test_the_page_has_no_right_answer_and_no_explanation(phone):
    assert "Which is a goal?" in phone.page
    assert "Because." not in phone.page
    assert "540" not in phone.page.replace("such as 540", "")


def test_the_draw_is_the_same_on_the_page_and_at_the_portal(sign_in, learner, lessons):
    Quiz.objects.filter(lesson=lessons[0].translation_key).update(draw=3)
    shown = sitting_of(learner, lessons[0].translation_key, "en")
    attempt = start_attempt(learner, lessons[0].translation_key)
    assert attempt.pk == shown.attempt.pk
    again = sitting_of(learner, lessons[0].translation_key, "en")
    assert [(each.prompt, each.options, each.targets, each.mark) for each in shown.questions] == [
        (each.prompt, each.options, each.targets, each.mark) for each in again.questions
    ]


def test_all_of_it_twice_counts_once(phone):
    answer_id = "6c1f0a54-6a52-4b0e-8f0e-0b8f8d3f2a11"
    for _ in range(2):
        phone.begin()
        phone.answer(1, id=answer_id)
        assert states(phone.end()) == ["applied"]
    assert Attempt.objects.get().percent == 20
    assert Answer.objects.count() == 1
    assert not Submission.objects.exists()


def test_what_comes_before_its_beginning_is_refused_and_comes_again(phone):
    assert [phone.answer(1)["code"], phone.end()["code"]] == ["not_yours", "not_yours"]
    phone.begin()
    assert states(phone.answer(1), phone.answer(2)) == ["applied", "applied"]


def test_an_answer_that_comes_after_the_end_is_kept_apart(phone):
    phone.begin()
    phone.end()
    assert states(phone.answer(1)) == ["held"]
    assert answers_that_count(Attempt.objects.get()) == {}


def test_what_is_begun_after_the_lesson_was_closed_to_her_is_held_whole_and_taken_when_it_is_sent_again(
    phone, learner, cohort
):
    enrolment = learner.enrolments.get()
    withdraw_learner(enrolment, by=None)
    came = [phone.begin(), phone.answer(1), phone.end()]
    assert [(outcome["state"], outcome["code"]) for outcome in came] == [
        ("held", "lesson_closed"),
        ("held", "not_begun"),
        ("held", "not_begun"),
    ]
    assert not Attempt.objects.exists()
    type(enrolment).objects.filter(pk=enrolment.pk).update(status="active")
    send_again(Submission.objects.get(kind=ATTEMPT_BEGIN), by=learner.user)
    assert Attempt.objects.get().percent == 20
    assert not Submission.objects.open().exists()


def test_who_left_cannot_hand_in_what_she_had_begun(phone, learner):
    phone.begin()
    withdraw_learner(learner.enrolments.get(), by=None)
    came = phone.end()
    assert (came["state"], came["code"]) == ("held", "takes_part_no_more")
    assert Attempt.objects.get().is_open


def test_what_was_begun_elsewhere_too_is_the_same_attempt(phone, learner, lessons):
    attempt = start_attempt(learner, lessons[0].translation_key)
    assert states(phone.begin(), phone.answer(1), phone.end()) == ["applied"] * 3
    assert Attempt.objects.get() == attempt


def test_what_comes_when_it_was_handed_in_elsewhere_and_another_was_begun_counts_in_neither(phone, learner, lessons):
    first = start_attempt(learner, lessons[0].translation_key)
    submit_attempt(first.pk)
    second = start_attempt(learner, lessons[0].translation_key)
    assert states(phone.begin(), phone.answer(1), phone.end()) == ["applied", "held", "applied"]
    assert set(Attempt.objects.all()) == {first, second}
    assert Attempt.objects.get(pk=second.pk).is_open
    assert not Attempt.objects.filter(percent__gt=0).exists()


def test_a_question_that_was_taken_from_the_bank_meanwhile_is_still_asked(phone, learner):
    move_question(Question.objects.first(), "retire", by=None, version=1)
    assert states(phone.begin(), phone.answer(1), phone.end()) == ["applied"] * 3
    assert Attempt.objects.get().questions.count() == 5


def test_an_answer_counts_for_no_other_question_than_the_page_showed(phone, learner, lessons):
    move_question(Question.objects.first(), "retire", by=None, version=1)
    attempt = start_attempt(learner, lessons[0].translation_key)
    came = [phone.begin(), phone.answer(2), phone.end()]
    assert [(outcome["state"], outcome.get("code", "")) for outcome in came] == [
        ("applied", ""),
        ("refused", "question_changed"),
        ("refused", "answers_refused"),
    ]
    attempt.refresh_from_db()
    assert attempt.is_open
    assert answers_that_count(attempt) == {}


def test_an_answer_to_a_question_written_anew_since_is_refused(phone):
    question = Question.objects.first()
    question.texts["en"]["options"] = {"a": "₹3,000 by Diwali", "b": "Earn more"}
    question.answer = "a"
    question.save()
    phone.begin()
    assert phone.answer(1)["code"] == "question_changed"
    assert states(phone.answer(2)) == ["applied"]


def test_which_questions_are_asked_is_as_the_portal_sealed_it(phone, learner, lessons):
    easy = seal(Attempt(pk=PersonFactory().pk), [Question.objects.first()])
    for sealed in ("rubbish", phone.begun["sealed"][:-1] + "_", easy):
        came = phone.begin(sealed=sealed)
        assert (came["state"], came["code"]) == ("refused", "seal_broken")
    assert not Attempt.objects.exists()


def test_a_page_of_somebody_else_begins_nothing(phone, sign_in, cohort):
    other, fields = learner_in(cohort), {f"seen:{name}": value for name, value in phone.begun.items()}
    came = hand_over(sign_in(other), other, ATTEMPT_BEGIN, phone.about, fields)
    assert (came["state"], came["code"]) == ("refused", "not_yours")
    sign_in(phone.person)
    phone.begin()
    for kind in (ANSWER, ATTEMPT_END):
        came = hand_over(sign_in(other), other, kind, phone.about, {"position": "1", "q1": "b"})
        assert (came["state"], came["code"]) == ("held", "not_begun")
    assert Attempt.objects.get().is_open
    assert not Answer.objects.exists()


def test_a_seal_opens_no_other_lesson_and_no_locked_one(phone, learner, lessons):
    assert phone.begin(lesson=str(lessons[1].translation_key))["code"] == "lesson_closed"
    locked = sitting_of(learner, lessons[1].translation_key, "en")
    phone.about = str(locked.attempt.pk)
    came = phone.begin(lesson=str(lessons[1].translation_key), sealed=locked.sealed)
    assert (came["state"], came["code"]) == ("held", "lesson_closed")
    assert phone.begin(lesson=str(lessons[0].translation_key), sealed=locked.sealed)["code"] == "not_yours"
    assert not Attempt.objects.exists()


def test_an_offered_attempt_is_no_page_before_it_is_begun(phone):
    assert phone.client.get(reverse("assessments:attempt", args=[phone.about])).status_code == 404
    assert phone.client.post(reverse("assessments:submit", args=[phone.about]), {"anyway": "1"}).status_code == 404


def test_what_could_not_be_begun_is_one_thing_to_look_at_with_why_and_goes_whole(phone, learner, lessons, sign_in):
    enrolment = learner.enrolments.get()
    withdraw_learner(enrolment, by=None)
    for come in (phone.begin, lambda: phone.answer(2), lambda: phone.answer(1), phone.end):
        come()
    (need,) = needs_of(learner)
    assert (str(need.label), need.title, need.lines, need.held) == ("Questions begun", lessons[0].title, [], 3)
    assert "press “Send again”" in need.submission.sentence
    assert number_of_needs(learner) == 1
    page = phone.client.get(reverse("submissions:mine")).content.decode()
    assert "3 more wait with it" in page
    assert phone.begun["sealed"] not in page

    type(enrolment).objects.filter(pk=enrolment.pk).update(status="active")
    start = phone.client.get(reverse("assessments:start", args=[lessons[0].translation_key])).content.decode()
    assert "You began these questions on your phone without network." in start
    phone.client.post(reverse("submissions:send-again", args=[need.submission.pk]))
    attempt = Attempt.objects.get()
    assert (attempt.percent, attempt.is_open) == (40, False)
    assert needs_of(learner) == []


def test_put_away_it_goes_whole_too(phone, learner):
    withdraw_learner(learner.enrolments.get(), by=None)
    for come in (phone.begin, lambda: phone.answer(1), phone.end):
        come()
    (need,) = needs_of(learner)
    phone.client.post(reverse("submissions:set-aside", args=[need.submission.pk]))
    assert not Submission.objects.open().exists()


def test_her_trainer_sees_what_could_not_be_begun_and_sends_it_again_and_no_other_trainer(sign_in, lessons):
    cohort = cohort_on(lessons[0].get_parent().get_parent().specific, opens_in_days=[0])
    learner, trainer = learner_in(cohort), trainer_of(cohort)
    stranger = trainer_of(cohort_on(course_with_lessons(2, slug="ted")))
    phone = KeptPhone(sign_in(learner), learner, lessons[0])
    opens = cohort.blocks.get().starts_on
    cohort.blocks.update(starts_on=opens + timedelta(days=400))
    assert [came["code"] for came in (phone.begin(), phone.answer(1))] == ["lesson_closed", "not_begun"]
    assert needs_helped_by(stranger) == []
    (need,) = needs_helped_by(trainer)
    assert (need.title, need.held) == (lessons[0].title, 1)
    page = sign_in(trainer).get(reverse("cohorts:learner", args=[cohort.pk, learner.pk])).content.decode()
    assert "Questions begun without network" in page
    cohort.blocks.update(starts_on=opens)
    sign_in(trainer).post(reverse("submissions:send-again", args=[need.submission.pk]))
    assert Attempt.objects.get().person == learner
    assert Answer.objects.count() == 1


def test_an_answer_that_was_not_taken_is_said_in_words(phone, learner):
    phone.begin()
    phone.end()
    phone.answer(1)
    (need,) = needs_of(learner)
    question = Question.objects.first().texts["en"]
    chosen = AS_POSTED[0]["q1"]
    assert need.lines == [f"Question 1: {question['prompt']}", question["options"][chosen]]


def test_who_handed_in_long_before_it_arrived_is_told_once_that_there_is_a_result_and_not_which(
    phone, learner, lessons
):
    phone.begin()
    phone.answer(1)
    for _ in range(2):
        phone.hand_over(ATTEMPT_END, {}, device_at=(timezone.now() - timedelta(hours=3)).isoformat())
        run_due_jobs()
    notice = Notice.objects.get(person=learner, kind="result")
    letter = letter_of(learner, [notice])
    assert letter.brief == letter.text == f"Your answers to “{lessons[0].title}” are marked. See your result."
    assert notice.link == reverse("assessments:attempt", args=[Attempt.objects.get().pk])


def test_who_is_there_when_it_is_marked_sees_it_and_is_not_told_besides(phone, learner):
    phone.begin()
    phone.hand_over(ATTEMPT_END, {}, device_at=timezone.now().isoformat())
    run_due_jobs()
    assert not Notice.objects.filter(person=learner, kind="result").exists()
