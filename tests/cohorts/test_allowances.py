"""More time, more tries and other hours at a test: given by who teaches, to one learner or to all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.errors import IsOver, NoTriesLeft
from assessments.models import Allowance, Attempt, Quiz
from assessments.policy import Change
from assessments.services import allow, start_attempt, submit_attempt, take_back
from assessments.sittings import terms_for
from cohorts.services import withdraw_learner
from core.models import AuditEntry
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, questions_on, trainer_of


@pytest.fixture
def lesson(db):
    lesson = lessons_of(course_with_lessons(1))[0]
    questions_on(lesson)
    return lesson


@pytest.fixture
def cohort(lesson):
    return cohort_on(lesson.get_parent().get_parent().specific)


@pytest.fixture
def learner(cohort):
    return learner_in(cohort)


@pytest.fixture
def quiz(lesson) -> Quiz:
    """Thirty minutes, one try."""
    Quiz.objects.update(minutes=30, tries=1)
    return Quiz.objects.get()


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


@pytest.fixture
def page(sign_in, trainer, cohort):
    """The page of her who teaches; what it comes to when she sends it."""
    client = sign_in(trainer)
    address = reverse("cohorts:allowances", args=[cohort.pk])

    def _page(**typed):
        return client.post(address, typed, follow=True) if typed else client.get(address)

    _page.client = client
    return _page


def test_one_more_try_is_given_to_one_learner_with_why_and_written_down(page, quiz, learner, cohort, trainer):
    submit_attempt(start_attempt(learner, quiz.lesson_id).pk)
    with pytest.raises(NoTriesLeft):
        start_attempt(learner, quiz.lesson_id)
    shown = page(test=quiz.pk, learner=learner.pk, extra_tries="1", reason="The light went").content.decode()
    assert "1 more try." in shown
    assert "The light went" in shown
    assert start_attempt(learner, quiz.lesson_id).is_open
    assert terms_for(learner_in(cohort), quiz).tries == 1
    assert AuditEntry.objects.get(action="allowance.given").by == trainer.user


def test_what_the_class_has_is_for_all_who_learn_in_it_now(page, quiz, lesson, learner):
    page(test=quiz.pk, learner="", extra_minutes="15", reason="Reads slowly")
    assert terms_for(learner, quiz).minutes == 45
    elsewhere = learner_in(cohort_on(lesson.get_parent().get_parent().specific))
    assert terms_for(elsewhere, quiz).minutes == 30
    withdraw_learner(learner.enrolments.get(), by=None)
    assert terms_for(learner, quiz).minutes == 30


def test_what_is_for_herself_goes_before_what_is_for_the_class(quiz, learner, cohort, trainer):
    allow(quiz, Change(extra_minutes=10), person=learner, reason="x", by=trainer.user)
    allow(quiz, Change(extra_minutes=60, extra_tries=2), group=cohort.pk, reason="x", by=trainer.user)
    assert (terms_for(learner, quiz).minutes, terms_for(learner, quiz).tries) == (40, 3)


def test_who_is_answering_has_the_minutes_at_once_and_keeps_them(quiz, learner, trainer):
    attempt = start_attempt(learner, quiz.lesson_id)
    given = allow(quiz, Change(extra_minutes=20), person=learner, reason="x", by=trainer.user)
    attempt.refresh_from_db()
    assert attempt.ends_at - attempt.started_at == timedelta(minutes=50)
    take_back(given, by=trainer.user)
    attempt.refresh_from_db()
    assert attempt.ends_at - attempt.started_at == timedelta(minutes=50)
    assert terms_for(learner, quiz).minutes == 30


def test_who_is_answering_in_the_class_has_its_minutes_and_nobody_else(quiz, lesson, learner, cohort, trainer):
    hers = start_attempt(learner, quiz.lesson_id)
    elsewhere = start_attempt(learner_in(cohort_on(lesson.get_parent().get_parent().specific)), quiz.lesson_id)
    allow(quiz, Change(extra_minutes=20), group=cohort.pk, reason="x", by=trainer.user)
    for attempt in (hers, elsewhere):
        attempt.refresh_from_db()
    assert hers.ends_at - hers.started_at == timedelta(minutes=50)
    assert elsewhere.ends_at - elsewhere.started_at == timedelta(minutes=30)


def test_hours_of_the_class_stand_in_place_of_the_test_s(page, quiz, learner):
    Quiz.objects.update(closes_at=timezone.now() - timedelta(days=3))
    with pytest.raises(IsOver):
        start_attempt(learner, quiz.lesson_id)
    day = timezone.localdate() + timedelta(days=2)
    page(test=quiz.pk, day=day.strftime("%d-%m-%Y"), opens="10:00", closes="11:30", reason="In the room")
    terms = terms_for(learner, Quiz.objects.get())
    assert [timezone.localtime(at).strftime("%d %H:%M") for at in (terms.opens_at, terms.closes_at)] == [
        f"{day:%d} 10:00",
        f"{day:%d} 11:30",
    ]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, "__all__"),
        ({"extra_minutes": "many"}, "extra_minutes"),
        ({"extra_minutes": "5", "reason": ""}, "reason"),
        ({"opens": "10:00"}, "day"),
        ({"day": "TOMORROW", "opens": "11:00", "closes": "10:00"}, "closes"),
        ({"extra_minutes": "5", "learner": "somebody"}, "learner"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(page, quiz, typed, wrong):
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d-%m-%Y")
    typed = {name: tomorrow if value == "TOMORROW" else value for name, value in typed.items()}
    response = page(**{"test": quiz.pk, "reason": "Because", **typed})
    assert response.status_code == 422
    assert wrong in response.context["form"].errors
    assert not Allowance.objects.exists()


def test_two_learners_of_one_name_are_told_apart_by_their_codes(page, quiz, cohort):
    sitas = [learner_in(cohort, name="Sita Munda") for _ in range(2)]
    learner_in(cohort, name="Asha Oraon")
    offered = dict(page().context["form"].fields["learner"].choices)
    assert [offered[str(sita.pk)] for sita in sitas] == [f"Sita Munda · {sita.user.username}" for sita in sitas]
    assert "Asha Oraon" in offered.values()


def test_it_is_taken_back_where_it_holds_and_nowhere_else(page, sign_in, quiz, learner, cohort, trainer):
    given = allow(quiz, Change(extra_minutes=5), person=learner, reason="x", by=trainer.user)
    other = cohort_on(course_with_lessons(1, slug="ted"))
    stranger = sign_in(trainer_of(other))
    assert stranger.post(reverse("cohorts:end-allowance", args=[other.pk, given.pk])).status_code == 404
    assert stranger.post(reverse("cohorts:end-allowance", args=[cohort.pk, given.pk])).status_code == 404
    sign_in(trainer).post(reverse("cohorts:end-allowance", args=[cohort.pk, given.pk]))
    given.refresh_from_db()
    assert given.ended_at
    assert AuditEntry.objects.filter(action="allowance.taken_back").count() == 1


def test_the_page_asks_as_much_for_many_as_for_few(page, quiz, cohort, trainer, django_assert_max_num_queries):
    for number in (2, 6):
        for _ in range(number):
            allow(quiz, Change(extra_minutes=5), person=learner_in(cohort), reason="x", by=trainer.user)
        with django_assert_max_num_queries(40) as asked:
            page()
        if number == 2:
            few = len(asked)
    assert len(asked) <= few


def test_to_know_the_terms_is_one_query(quiz, learner, django_assert_num_queries):
    terms_for(learner, quiz)
    with django_assert_num_queries(1):
        terms_for(learner, quiz)
    assert not Attempt.objects.exists()
