"""What is kept of each learner for lists is what she did, whatever has happened."""

from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Question
from assessments.services import start_attempt
from cohorts import queries
from cohorts.cells import Cell, cell_of
from cohorts.enums import Standing, Step
from cohorts.models import NEVER, Block, Enrolment, LearnerSummary
from cohorts.services import join_cohort, sum_up, sum_up_all, withdraw_learner
from courses.models import LessonPage
from courses.services import finish_lesson, keep_place
from people.enums import Purpose, Role
from people.services import give_consent, grant_role, withdraw_consent
from tests.cohorts.test_trainers_page import learners, rows_of, sit
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    many_learners_in,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db

moments = st.datetimes().map(lambda moment: moment.isoformat())


@given(st.builds(Cell, st.booleans(), st.booleans(), st.integers(0, 99), st.integers(0, 100), moments | st.just("")))
def test_a_cell_is_read_as_it_was_written(cell):
    assert cell_of(cell.written()) == cell


def test_a_cell_that_says_little_takes_little_room():
    assert Cell().written() == []
    assert Cell(is_read=True).written() == [1]
    assert (Cell().step, Cell(is_read=True).step, Cell(is_passed=True).step) == (Step.BEGUN, Step.READ, Step.PASSED)


@pytest.fixture
def course():
    course = course_with_lessons(4)
    for lesson in lessons_of(course)[:2]:
        questions_on(lesson)
    return course


@pytest.fixture
def cohort(course):
    return cohort_on(course, opens_in_days=[-21, -14, -7, 7], capacity=100)


def says_what_was_done(cohort):
    """That the summaries, brought up to date, say of everybody what the facts say, and sort and count by it."""
    plan = sum_up(cohort)
    assert sum_up_all([cohort]) == []
    keys = [entry.key for entry in queries.lesson_entries(cohort, "en")]
    stays = Enrolment.objects.active().filter(cohort=cohort)
    found = list(queries.learners_for(trainer_of(cohort), cohort))
    assert len(found) == stays.count()
    for stay, row in zip(found, queries.learner_progress(found, keys, plan.lessons), strict=True):
        assert row == queries.progress_of(stay, keys, plan.lessons)
        assert (stay.summary.read, stay.summary.passed) == (row.read, row.passed)
        assert stay.summary.seen_at == (row.seen_at or NEVER)
    for standing in Standing:
        by_summary = queries.in_time(stays, plan).filter(queries.stands_so(standing))
        assert set(by_summary) == set(stays.filter(queries.stands(standing))), standing


class Chance:
    """What may happen in two cohorts of one course, each time another of it."""

    def __init__(self, course, cohorts, seed):
        self.random, self.lessons, self.cohorts = Random(seed), lessons_of(course), cohorts
        joined = [self.random.randrange(12) for _ in range(4)]
        self.people = [learner_in(self.random.choice(cohorts), joined_days_ago=days) for days in joined]
        for person in self.people:
            give_consent(person, purpose=Purpose.TRAINING, language="en", by=person.user)

    def happens(self):
        what = [self.opens, self.finishes, self.begins, self.sits, self.comes_or_goes, self.is_moved, self.is_looked_at]
        self.random.choice(what)(self.random.choice(self.people), self.random.choice(self.lessons))

    def opens(self, person, lesson):
        keep_place(person, lesson, step=1, at=timezone.now() - timedelta(days=self.random.randrange(20)))

    def finishes(self, person, lesson):
        finish_lesson(person, lesson)

    def begins(self, person, _lesson):
        start_attempt(person, self.lessons[0].translation_key)

    def sits(self, person, _lesson):
        if Enrolment.objects.active().filter(person=person).exists():
            sit(person, self.random.choice(self.lessons[:2]), wrong=self.random.choice([(), (1, 2, 3, 4)]))

    def comes_or_goes(self, person, _lesson):
        where = self.random.choice(self.cohorts)
        stay = Enrolment.objects.active().filter(cohort=where, person=person).first()
        if stay:
            withdraw_learner(stay, by=person.user)
        else:
            join_cohort(person, where.code, by=person.user)

    def is_moved(self, _person, _lesson):
        block = self.random.choice(list(Block.objects.all()))
        day = block.starts_on + timedelta(days=self.random.randrange(-5, 6))
        Block.objects.filter(pk=block.pk).update(starts_on=day)

    def is_looked_at(self, _person, _lesson):
        sum_up(self.random.choice(self.cohorts))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_a_summary_says_what_was_done(course, cohort, seed):
    cohorts = [cohort, cohort_on(course, opens_in_days=[-10, -3, 2, 9], capacity=100)]
    chance = Chance(course, cohorts, seed)
    for _step in range(50):
        chance.happens()
    for each in cohorts:
        says_what_was_done(each)
    first, *_others, last = chance.lessons
    Question.objects.filter(lesson=first.translation_key).update(state="retired")
    for page in LessonPage.objects.filter(translation_key=last.translation_key):
        page.unpublish()
    for each in cohorts:
        says_what_was_done(each)


def test_each_press_is_shown_at_once_though_the_page_was_looked_at_before(course, cohort, sign_in):
    asha, client = learner_in(cohort, name="Asha"), sign_in(trainer_of(cohort))
    first = lessons_of(course)[0]

    def told():
        return rows_of(client.get(learners(cohort)).text)["Asha"]

    assert told()[1:3] == ["0", "Not yet"]
    keep_place(asha, first, step=2)
    assert told()[2] != "Not yet"
    finish_lesson(asha, first)
    assert told()[0].endswith("1 / 4")
    sit(asha, first)
    assert told()[1] == "1"


def test_who_only_looks_again_has_her_summary_kept_up_to_date_by_one_statement(course, cohort):
    asha, first = learner_in(cohort), lessons_of(course)[0]
    keep_place(asha, first, step=1)
    plan = sum_up(cohort)
    with CaptureQueriesContext(connection) as captured:
        keep_place(asha, first, step=2)
    assert len([each for each in captured.captured_queries if "learnersummary" in each["sql"]]) == 1
    assert queries.is_summed_up(cohort, plan)
    says_what_was_done(cohort)


def test_another_plan_is_shown_at_once(course, cohort, sign_in):
    learner_in(cohort, name="Asha")
    client = sign_in(trainer_of(cohort))
    assert "2 late" in client.get(learners(cohort)).text
    Block.objects.filter(cohort=cohort, number=1).update(starts_on=timezone.localdate() + timedelta(days=1))
    page = client.get(learners(cohort), {"standing": "late"})
    assert [row[0].value for row in page.context["list"].rows] == ["Asha"]
    assert "1 late" in page.text


def test_who_may_see_results_is_asked_now_whatever_is_kept(cohort, course, sign_in):
    asha, manager = learner_in(cohort, name="Asha"), PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    finish_lesson(asha, lessons_of(course)[0])
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    client = sign_in(manager)
    assert rows_of(client.get(learners(cohort), {"sort": "-read"}).text)["Asha"][0].endswith("1 / 4")
    withdraw_consent(asha, purpose=Purpose.SHARING, by=asha.user)
    assert rows_of(client.get(learners(cohort), {"sort": "-read"}).text)["Asha"][0] == "Not shared"


def test_stays_written_in_bulk_have_a_summary_each(cohort):
    many_learners_in(cohort, 3)
    assert LearnerSummary.objects.filter(cohort=cohort).count() == 3
    says_what_was_done(cohort)


def test_the_command_names_and_mends_what_differs_from_what_was_done(course, cohort):
    asha, bina = learner_in(cohort), learner_in(cohort)
    finish_lesson(asha, lessons_of(course)[0])
    sum_up(cohort)
    stay = Enrolment.objects.get(person=asha)
    LearnerSummary.objects.filter(enrolment=stay).update(read=3)
    LearnerSummary.objects.filter(enrolment__person=bina).delete()
    out = StringIO()
    call_command("sum_up_learners", stdout=out)
    assert out.getvalue().splitlines() == [f"mended: {stay.pk}", "1 summaries said otherwise than what was done"]
    says_what_was_done(cohort)
    assert LearnerSummary.objects.count() == 2


@pytest.mark.parametrize("asked", [{}, {"sort": "read"}, {"sort": "-seen"}, {"standing": "late", "sort": "passed"}])
def test_the_list_costs_as_many_queries_however_many_learn_and_however_it_is_asked_for(course, cohort, sign_in, asked):
    client = sign_in(trainer_of(cohort))

    def cost():
        client.get(learners(cohort), asked)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(learners(cohort), asked).status_code == 200
        return len(captured)

    many_learners_in(cohort, 45)
    of_few = cost()
    many_learners_in(cohort, 300)
    assert cost() == of_few


def test_a_learner_page_is_read_from_what_she_did(course, cohort, sign_in):
    asha = learner_in(cohort)
    finish_lesson(asha, lessons_of(course)[0])
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:learner", args=[cohort.pk, asha.pk])).text
    assert "1 of 4 lessons read" in page
