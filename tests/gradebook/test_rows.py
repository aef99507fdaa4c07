"""What is kept of each learner for the gradebook is what counts, whatever has happened."""

from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Question
from attendance.enums import Presence
from attendance.queries import days_still_hers
from cohorts.cells import cell_of
from cohorts.models import Cohort, Enrolment, Session
from cohorts.queries import facts_of
from cohorts.services import sum_up, withdraw_learner
from courses.models import LessonPage
from courses.services import finish_lesson
from gradebook.models import GradebookRow, HandMark, Weight
from gradebook.queries import book_of, is_brought_up, people_out_of_reach, values_of
from gradebook.queries.learners import lines_of_people
from gradebook.services import bring_up, mark_by_hand, rebuild, set_weights
from jobs.services import run_due_jobs
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import sit
from tests.factories import cohort_on, learner_in, many_learners_in, trainer_of
from tests.gradebook.conftest import meet, take_lists

pytestmark = pytest.mark.django_db


def says_what_counts(cohort):
    """That the rows, brought up to date, say of everybody what follows from the facts."""
    cohort = Cohort.objects.get(pk=cohort.pk)
    book = bring_up(cohort)
    stays = list(Enrolment.objects.filter(cohort=cohort).select_related("gradebook"))
    facts = facts_of({stay.person_id for stay in stays}, cohort.course_key)
    for stay in stays:
        cells = {key: cell.written() for key, cell in facts[stay.person_id].cells.items()}
        by_hand = {}
        for by_her in HandMark.objects.filter(enrolment=stay).order_by("pk"):
            by_hand[by_her.activity] = by_her.value
        by_hand = {key: value for key, value in by_hand.items() if value is not None}
        for name, value in values_of(book, cells, by_hand).items():
            assert getattr(stay.gradebook, name) == value, name
        for key, percent in stay.gradebook.marks.items():
            assert key in by_hand or percent == cell_of(cells[key]).percent
    assert rebuild([cohort], only_compare=True) == []


def test_a_list_taken_before_its_session_counts_in_the_row_once_that_has_begun(cohort, monkeypatch):
    asha, trainer = learner_in(cohort), trainer_of(cohort)
    session = Session.objects.filter(block__cohort=cohort).first()
    session.starts_at = timezone.now() + timedelta(minutes=15)
    session.save()
    mark(session, asha, Presence.PRESENT, by=trainer)
    days = []
    for minutes in (5, 20):
        later = timezone.now() + timedelta(minutes=minutes)
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda later=later: later)
            run_due_jobs()
            bring_up(cohort)
            days.append(GradebookRow.objects.get(enrolment__person=asha).marks.get("days", 0))
    assert days == [0, 1]


class Chance:
    """What may happen in two cohorts of one course, each time another of it."""

    def __init__(self, cohorts, lessons, seed):
        self.random, self.lessons, self.cohorts = Random(seed), lessons, cohorts
        self.people = [learner_in(self.random.choice(cohorts)) for _ in range(4)]
        self.trainer = trainer_of(cohorts[0]).user

    def happens(self):
        what = [self.sits, self.reads, self.is_weighed, self.is_marked, self.is_planned, self.leaves, self.is_looked_at]
        self.random.choice(what)(self.random.choice(self.people), self.random.choice(self.lessons))

    def sits(self, person, _lesson):
        if Enrolment.objects.active().filter(person=person).exists():
            sit(person, self.random.choice(self.lessons[:2]), wrong=self.random.choice([(), (1, 2), (1, 2, 3, 4)]))

    def reads(self, person, lesson):
        finish_lesson(person, lesson)

    def is_weighed(self, _person, _lesson):
        key = str(self.random.choice(self.lessons[:2]).translation_key)
        set_weights(self.random.choice(self.cohorts), {key: self.random.randrange(4)}, by=self.trainer)

    def is_marked(self, person, _lesson):
        stay = Enrolment.objects.filter(person=person).select_related("cohort").first()
        activity = self.random.choice(sorted(book_of(stay.cohort, sum_up(stay.cohort)).activities))
        mark_by_hand(stay, activity, self.random.choice([None, 3, 70]), why="On paper", by=self.trainer)

    def is_planned(self, _person, _lesson):
        block = self.random.choice(self.cohorts).blocks.first()
        meet(block, self.random.randrange(-20, 20))
        if self.random.random() < 0.3:
            Session.objects.filter(pk=Session.objects.first().pk).update(cancelled_at=timezone.now())

    def leaves(self, person, _lesson):
        stay = Enrolment.objects.active().filter(person=person).first()
        if stay and self.random.random() < 0.3:
            withdraw_learner(stay, by=person.user)

    def is_looked_at(self, _person, _lesson):
        bring_up(Cohort.objects.get(pk=self.random.choice(self.cohorts).pk))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_history_a_row_says_what_counts(course, cohort, lessons, seed):
    cohorts = [cohort, cohort_on(course, opens_in_days=[-10, -3, 2, 9], capacity=100)]
    chance = Chance(cohorts, lessons, seed)
    for _step in range(40):
        chance.happens()
    for each in cohorts:
        says_what_counts(each)
    Question.objects.filter(lesson=lessons[0].translation_key).update(state="retired")
    for page in LessonPage.objects.filter(translation_key=lessons[1].translation_key):
        page.unpublish()
    for each in cohorts:
        says_what_counts(each)


def test_who_joined_after_it_was_looked_at_has_a_row_when_it_is_looked_at_again(cohort):
    many_learners_in(cohort, 3)
    bring_up(cohort)
    learner_in(cohort)
    bring_up(cohort)
    assert GradebookRow.objects.filter(cohort=cohort).exclude(book="").count() == 4


def test_what_she_does_writes_nothing_of_the_gradebook_until_it_is_read(cohort, lessons):
    asha, bina = learner_in(cohort), learner_in(cohort)
    book = bring_up(cohort)
    assert is_brought_up(cohort, book)
    with CaptureQueriesContext(connection) as captured:
        sit(asha, lessons[0])
    assert not [each for each in captured.captured_queries if "gradebookrow" in each["sql"]]
    sum_up(cohort)
    assert dict(GradebookRow.objects.values_list("enrolment__person", "book")) == {asha.pk: "", bina.pk: book.name}


def test_what_is_up_to_date_is_not_worked_out_again(cohort):
    many_learners_in(cohort, 3)
    bring_up(cohort)
    with CaptureQueriesContext(connection) as captured:
        bring_up(cohort)
    assert not [each for each in captured.captured_queries if each["sql"].startswith(("UPDATE", "INSERT"))]


def test_a_weight_counts_from_now_on_and_its_history_is_kept(cohort, lessons):
    asha, by = learner_in(cohort), trainer_of(cohort).user
    first, second = (str(lesson.translation_key) for lesson in lessons[:2])
    sit(asha, lessons[0])
    sit(asha, lessons[1], wrong=(1, 2))
    bring_up(cohort)
    assert GradebookRow.objects.get().total == 80
    assert set_weights(cohort, {first: 3, second: 1}, by=by) == 1
    assert set_weights(cohort, {first: 3, second: 1}, by=by) == 0
    set_weights(cohort, {first: 0, second: 1}, by=by)
    bring_up(cohort)
    assert GradebookRow.objects.get().total == 60
    assert list(Weight.objects.values_list("activity", "weight", "set_by")) == [(first, 0, by.pk), (first, 3, by.pk)]


def test_the_test_at_the_beginning_weighs_nothing_until_somebody_lets_it(cohort, programme, lessons):
    programme.pre_test_id = lessons[0].translation_key
    programme.save()
    asha = learner_in(cohort)
    sit(asha, lessons[0], wrong=(1, 2, 3, 4))
    sit(asha, lessons[1])
    bring_up(Cohort.objects.get())
    assert GradebookRow.objects.get().total == 100


def test_a_mark_by_hand_stands_until_it_is_taken_back(cohort, lessons):
    asha, by = learner_in(cohort), trainer_of(cohort).user
    stay, key = Enrolment.objects.get(person=asha), str(lessons[1].translation_key)
    sit(asha, lessons[1], wrong=(1, 2, 3))
    mark_by_hand(stay, key, 70, why="She told me the answers: she cannot read them", by=by)
    bring_up(cohort)
    row = GradebookRow.objects.get()
    assert (row.marks[key], row.by_hand, row.total) == (70, [key], 70)
    mark_by_hand(stay, key, None, why="It was somebody else", by=by)
    bring_up(cohort)
    row = GradebookRow.objects.get()
    assert (row.marks[key], row.by_hand) == (40, [])
    history = HandMark.objects.values_list("was", "value", "why", "marked_by")
    assert [(was, value, who) for was, value, _why, who in history] == [(70, None, by.pk), (40, 70, by.pk)]


def test_the_command_names_what_differs_and_mends_it_unless_it_only_checks(cohort, lessons):
    asha = learner_in(cohort)
    sit(asha, lessons[0])
    bring_up(cohort)
    stay = Enrolment.objects.get(person=asha)
    GradebookRow.objects.update(total=3)
    out = StringIO()
    with pytest.raises(CommandError, match="1 rows said otherwise"):
        call_command("rebuild_gradebook", check=True, stdout=out)
    assert (out.getvalue(), GradebookRow.objects.get().total) == (f"differs: {stay.pk}\n", 3)
    call_command("rebuild_gradebook", stdout=out)
    assert GradebookRow.objects.get().total == 100
    call_command("rebuild_gradebook", check=True, stdout=out)
    assert out.getvalue().splitlines()[1:] == [f"mended: {stay.pk}", "1 rows said otherwise than what counts",
                                               "0 rows said otherwise than what counts"]  # fmt: skip
    says_what_counts(cohort)


def test_a_day_of_the_plan_that_is_cancelled_is_asked_for_no_more(cohort):
    learner_in(cohort)
    assert len(bring_up(cohort).days) == 5
    Session.objects.filter(pk=cohort.blocks.first().sessions.first().pk).update(cancelled_at=timezone.now())
    meet(cohort.blocks.last(), 20, makes_up=Session.objects.last())
    meet(cohort.blocks.last(), 9)
    assert len(bring_up(cohort).days) == 4
    assert [line.needs for line in bring_up(cohort).lines({})] == [4, 60]


def half_taken(cohort) -> tuple[Enrolment, list[Session]]:
    """A learner since before the first day, and the sessions held, on whose lists somebody else is marked."""
    asha = learner_in(cohort, joined_days_ago=30)
    take_lists(cohort)
    held = Session.objects.filter(block__cohort=cohort, starts_at__lte=timezone.now()).order_by("starts_at")
    return Enrolment.objects.get(person=asha), list(held)


def lines_now(cohort, stay) -> list:
    book = bring_up(cohort)
    row = GradebookRow.objects.get(pk=stay.pk)
    kept = {stay.person_id: (row.marks, row.approved, row.by_hand)}
    return lines_of_people(cohort, book, kept)[stay.person_id]


def test_days_on_which_she_is_not_marked_yet_are_not_lost(cohort):
    """Two of five days held, four needed: marked on neither she can still have all, absent on both she cannot."""
    stay, held = half_taken(cohort)
    days = lines_now(cohort, stay)[0]
    assert (days.has, days.needs, days.lost, days.is_ahead) == (0, 4, 0, True)
    assert people_out_of_reach(cohort, bring_up(cohort), [stay.person_id]) == {}
    for session, lost in zip(held, (0, 1), strict=True):
        mark(session, stay.person, Presence.ABSENT, by=trainer_of(cohort))
        run_due_jobs()
        assert lines_now(cohort, stay)[0].lost == lost
    assert list(people_out_of_reach(cohort, bring_up(cohort), [stay.person_id])) == [stay.person_id]


def test_a_make_up_for_a_day_on_which_she_is_not_marked_is_not_counted_twice(cohort):
    stay, held = half_taken(cohort)
    meet(cohort.blocks.last(), 10, makes_up=held[0])
    still = days_still_hers(cohort, [stay.person_id])[stay.person_id]
    assert (still.not_marked, still.make_ups) == (2, ())
    mark(held[0], stay.person, Presence.ABSENT, by=trainer_of(cohort))
    still = days_still_hers(cohort, [stay.person_id])[stay.person_id]
    assert (still.not_marked, still.make_ups) == (1, (timezone.localdate() + timedelta(days=10),))


def test_rows_say_what_counts_however_far_lists_are_taken(cohort):
    stay, held = half_taken(cohort)
    bring_up(cohort)
    assert GradebookRow.objects.get(pk=stay.pk).marks["days"] == 0
    assert rebuild([cohort], only_compare=True) == []
    for session, presence, counted in zip(held, (Presence.ABSENT, Presence.LATE), (0, 1), strict=True):
        mark(session, stay.person, presence, by=trainer_of(cohort))
        run_due_jobs()
        bring_up(cohort)
        assert GradebookRow.objects.get(pk=stay.pk).marks["days"] == counted
        assert rebuild([cohort], only_compare=True) == []


def test_days_to_come_are_said_as_of_a_day(cohort):
    learner_in(cohort)
    take_lists(cohort)
    book, today = bring_up(cohort), timezone.localdate()
    assert not book.lines({"days": 1}, book.ahead(today))[0].is_out_of_reach
    assert book.lines({"days": 1}, book.ahead(today + timedelta(days=8)))[0].is_out_of_reach
