"""How each cell of a gradebook came to be what it is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.models import Question
from assessments.regrading import mark_anew
from assignments.enums import Verdict
from assignments.models import HandIn, Review
from assignments.services import review
from attendance.enums import Presence
from attendance.models import Mark
from cohorts.models import Enrolment, Session
from gradebook.models import GradebookRow, HandMark
from gradebook.services import bring_up, mark_by_hand
from jobs.services import run_due_jobs
from submissions.services import take
from tests.assignments.handing import handed
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import seen, sit
from tests.factories import AssignmentFactory, learner_in, trainer_of
from tests.gradebook.conftest import meet

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(cohort):
    return learner_in(cohort, joined_days_ago=20, name="Asha")


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


@pytest.fixture
def history(cohort, asha, trainer, sign_in):
    client = sign_in(trainer)

    def read(activity):
        """Each change: from what to what, by what, and who said it why; the newest first."""
        page = client.get(reverse("gradebook:cell", args=[cohort.pk, asha.pk, activity]))
        changes = page.context["changes"]
        told = [each.said or ("by hand" if each.by_hand else "her own result") for each in changes]
        assert all(words in seen(page.text) for words in told)
        return [(each.was, each.value, words, each.who, each.why) for each, words in zip(changes, told, strict=True)]

    return read


@pytest.fixture
def baseline(cohort, programme):
    programme.assignments_needed = 1
    programme.save()
    return AssignmentFactory(cohort=cohort, marks_of=10, title="Baseline")


def reviewed(baseline, asha, trainer, verdict, marks=None, comment=""):
    if verdict == Verdict.APPROVED or not HandIn.objects.exists():
        take(asha, handed(baseline, asha, body="I sell cloth"))
    review(HandIn.objects.last(), verdict=verdict, comment=comment, marks=marks, by=trainer)


@pytest.fixture
def three_reviews(baseline, asha, trainer):
    """Approved, returned, approved with more."""
    reviewed(baseline, asha, trainer, Verdict.APPROVED, 7)
    reviewed(baseline, asha, trainer, Verdict.RETURNED, comment="Add the costs")
    reviewed(baseline, asha, trainer, Verdict.APPROVED, 9)


def test_a_cell_of_an_assignment_shows_each_review(baseline, three_reviews, trainer, history):
    assert history(baseline.pk) == [
        (None, 90, "Approved · 9 of 10", trainer.name, ""),
        (70, None, "Returned with comments", trainer.name, "Add the costs"),
        (None, 70, "Approved · 7 of 10", trainer.name, ""),
    ]


def test_the_cell_of_approved_assignments_shows_what_changed_their_number(three_reviews, trainer, history):
    assert history("assignments") == [
        (0, 1, "Baseline: Approved", trainer.name, ""),
        (1, 0, "Baseline: Returned with comments", trainer.name, ""),
        (0, 1, "Baseline: Approved", trainer.name, ""),
    ]


def test_the_cell_of_days_shows_each_mark_that_changed_them(cohort, asha, trainer, history):
    other = trainer_of(cohort)
    first, second = Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2]
    absent = mark(first, asha, Presence.ABSENT, by=trainer)
    there = mark(first, asha, Presence.PRESENT, absent.pk, by=other)
    mark(first, asha, Presence.LATE, there.pk, by=trainer)  # the day counts as before
    mark(second, asha, Presence.PRESENT, by=trainer)
    mark(second, asha, Presence.ABSENT, by=other)  # the two differ: until somebody decides it does not count
    day, next_day = (date_format(timezone.localtime(each.starts_at)) for each in (first, second))
    assert history("days") == [
        (2, 1, f"{next_day}: Present → Present / Absent", other.name, ""),
        (1, 2, f"{next_day}: Present", trainer.name, ""),
        (0, 1, f"{day}: Absent → Present", other.name, ""),
    ]


def test_a_day_made_up_is_in_the_history_of_days(cohort, asha, trainer, history):
    missed = Session.objects.filter(block__cohort=cohort).order_by("starts_at").first()
    mark(missed, asha, Presence.ABSENT, by=trainer)
    make_up = meet(cohort.blocks.first(), -1, makes_up=missed)
    mark(make_up, asha, Presence.PRESENT, by=trainer)
    day = date_format(timezone.localtime(make_up.starts_at))
    assert history("days") == [(0, 1, f"{day}: Present", trainer.name, "")]


def test_a_result_that_was_marked_anew_counts_in_the_book_and_its_history_says_so(cohort, asha, lessons, history):
    sit(asha, lessons[0])
    key = str(lessons[0].translation_key)
    bring_up(cohort)
    assert GradebookRow.objects.get(enrolment__person=asha).marks[key] == 100
    question = Question.objects.filter(lesson=lessons[0].translation_key, kind="choice").get()
    question.answer = "a"
    question.save()
    mark_anew(question, reason="A is right.", takes_passes=False, by=trainer_of(cohort).user)
    run_due_jobs()
    bring_up(cohort)
    assert GradebookRow.objects.get(enrolment__person=asha).marks[key] == 80
    assert history(key) == [(100, 80, "Marked anew", "", ""), (None, 100, "her own result", "", "")]


def test_what_is_taken_back_goes_to_what_counts_again(cohort, asha, baseline, three_reviews, lessons, trainer, history):
    stay, key = Enrolment.objects.get(person=asha), str(lessons[0].translation_key)
    sit(asha, lessons[0], wrong=(1,))
    for activity, value in ((str(baseline.pk), 55), ("days", 4), ("assignments", 0), (key, 30)):
        mark_by_hand(stay, activity, value, why="On paper", by=trainer.user)
        mark_by_hand(stay, activity, None, why="Somebody else's", by=trainer.user)
    assert [history(activity)[0][:2] for activity in (baseline.pk, "days", "assignments", key)] == [
        (55, 90), (4, 0), (0, 1), (30, 80)
    ]  # fmt: skip


@pytest.mark.parametrize("activity", ["days", "assignments", "baseline"])
def test_a_history_costs_as_many_queries_however_long_it_is(
    cohort, asha, baseline, three_reviews, trainer, sign_in, activity
):
    key, client = baseline.pk if activity == "baseline" else activity, sign_in(trainer)
    stay = Enrolment.objects.get(person=asha)

    def cost():
        """The least of three: what is asked again after a while is none of it."""
        numbers = []
        for _time in range(3):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            numbers.append(len(captured))
        return min(numbers)

    address = reverse("gradebook:cell", args=[cohort.pk, asha.pk, key])
    first = Session.objects.filter(block__cohort=cohort).order_by("starts_at").first()
    mark(first, asha, Presence.PRESENT, by=trainer)
    HandMark.objects.create(enrolment=stay, activity=key, value=1, why="x")
    of_few = cost()
    for number in range(9):
        by = trainer_of(cohort)
        mark(meet(cohort.blocks.first(), -1 - number % 3), asha, Presence.PRESENT, by=by)
        Review.objects.create(hand_in=HandIn.objects.last(), by=by, verdict=Verdict.RETURNED, comment="x")
        at = timezone.now() + timedelta(seconds=number)
        HandMark.objects.create(enrolment=stay, activity=key, value=1, why="x", marked_by=by.user, marked_at=at)
    assert cost() == of_few
    assert Mark.objects.count() == 10
