"""Who keeps up with the plan: the rule, the same rule inside the database, and the list narrowed by it."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Attempt
from assessments.services import start_attempt
from cohorts import queries
from cohorts.enums import Standing
from cohorts.models import Enrolment
from cohorts.pace import LessonOnPlan, first_undone_on, last_begun_on, work_left
from cohorts.services import sum_up
from courses.lateness import catches_up, days_over
from courses.models import LessonProgress
from courses.services import finish_lesson
from people.enums import Purpose, Role
from people.services import give_consent, grant_role
from tests.cohorts.test_trainers_page import sit
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    questions_on,
    trainer_of,
)

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10)
KEYS = [uuid4() for _ in range(3)]
PLAN = [
    LessonOnPlan(key, TODAY + timedelta(days=days), asks)
    for key, days, asks in zip(KEYS, [-14, -7, 7], [True, False, True], strict=True)
]


def pace(read=(), passed=(), days_ago=None):
    seen_at = None if days_ago is None else NOW - timedelta(days=days_ago)
    left = work_left(PLAN, read={KEYS[n] for n in read}, passed={KEYS[n] for n in passed}, today=NOW.date())
    return left.pace(seen_at, NOW)


def test_a_block_is_over_when_another_has_begun_after_it():
    days = [TODAY - timedelta(days=14), TODAY - timedelta(days=14), TODAY, TODAY + timedelta(days=1)]
    assert days_over(days, TODAY) == {TODAY - timedelta(days=14)}
    assert days_over(days, TODAY - timedelta(days=1)) == set()


@pytest.mark.parametrize(("read", "passed", "late"), [((), (), 1), ((0,), (), 1), ((0,), (0,), 0), ((1,), (0,), 1)])
def test_late_is_what_is_not_read_and_passed_of_a_block_that_is_over(read, passed, late):
    assert len(pace(read, passed, days_ago=0).late) == late


@pytest.mark.parametrize(("days_ago", "late"), [(0, 0), (6, 0), (7, 1)])
def test_nothing_is_late_to_who_joined_less_than_a_week_ago(days_ago, late):
    joined_on = TODAY - timedelta(days=days_ago)
    is_new = catches_up(joined_on, NOW.date())
    assert len(work_left(PLAN, read=(), passed=(), today=NOW.date(), is_new=is_new).late) == late


def test_stuck_is_who_has_something_open_and_opened_nothing_for_a_week():
    assert pace(days_ago=7).stuck_since == NOW - timedelta(days=7)
    assert pace(days_ago=6).stuck_since is None
    assert pace((0, 1), (0,), days_ago=9).stuck_since is None
    assert pace().stuck_since is None


def test_who_has_opened_nothing_has_not_begun_and_who_has_done_all_is_through():
    assert not pace().has_begun
    assert not pace((0, 1, 2), (0,), days_ago=0).is_finished
    assert pace((0, 1, 2), (0, 2), days_ago=0).is_finished
    assert not work_left([], read=(), passed=(), today=NOW.date()).is_finished


@given(
    st.lists(st.tuples(st.integers(-30, 30), st.booleans(), st.booleans(), st.booleans()), max_size=8),
    st.integers(-35, 35),
)
def test_the_first_day_undone_says_on_any_day_what_the_rule_says(lessons, days):
    today = TODAY + timedelta(days=days)
    plan = [LessonOnPlan(uuid4(), TODAY + timedelta(days=day), asks) for day, asks, _read, _passed in lessons]
    read = {each.key for each, (_day, _asks, is_read, _passed) in zip(plan, lessons, strict=True) if is_read}
    passed = {each.key for each, (_day, _asks, _read, is_passed) in zip(plan, lessons, strict=True) if is_passed}
    left = work_left(plan, read=read, passed=passed, today=today)
    undone_on, begun_on = first_undone_on(plan, read=read, passed=passed), last_begun_on(plan, today)
    assert bool(left.late) == (undone_on is not None and begun_on is not None and undone_on < begun_on)
    assert left.waits == (undone_on is not None and undone_on <= today)
    assert left.is_finished == (undone_on is None)


@pytest.fixture
def course(db):
    """Of four lessons, the first with questions."""
    course = course_with_lessons(4)
    questions_on(lessons_of(course)[0])
    return course


@pytest.fixture
def cohort(course):
    """Two blocks are over, one runs and one is to come."""
    return cohort_on(course, opens_in_days=[-21, -14, -7, 7])


@pytest.fixture
def people(course, cohort):
    """{name: learner}, who stand as STANDING says."""
    lessons = lessons_of(course)
    found = {name: learner_in(cohort, name=name) for name in ("Asha", "Bina", "Chitra", "Devi", "Esha")}
    for lesson in lessons[:3]:
        finish_lesson(found["Asha"], lesson)
    sit(found["Asha"], lessons[0])
    for lesson in lessons:
        finish_lesson(found["Bina"], lesson)
    sit(found["Bina"], lessons[0])
    finish_lesson(found["Chitra"], lessons[0])
    finish_lesson(found["Devi"], lessons[0])
    sit(found["Devi"], lessons[0])
    found["Farida"] = learner_in(cohort, name="Farida", joined_days_ago=6)
    found["Gita"] = learner_in(cohort, name="Gita", joined_days_ago=0)
    away = timezone.now() - timedelta(days=9)
    LessonProgress.objects.filter(person__in=[found["Asha"], found["Devi"]]).update(seen_at=away)
    Attempt.objects.filter(person__in=[found["Asha"], found["Devi"]]).update(started_at=away)
    return found


STANDING = {
    Standing.LATE: {"Chitra", "Devi", "Esha"},
    Standing.STUCK: {"Devi"},
    Standing.NOT_BEGUN: {"Esha", "Farida", "Gita"},
    Standing.FINISHED: {"Bina"},
}


def test_the_database_says_of_everybody_what_the_rule_says(cohort, people):
    plan = sum_up(cohort)
    keys = [entry.key for entry in queries.lesson_entries(cohort, "en")]
    found = queries.learners_for(trainer_of(cohort), cohort)
    rows = queries.learner_progress(list(found), keys, plan.lessons)
    by_rule = {
        Standing.LATE: {row.person.name for row in rows if row.pace.late},
        Standing.STUCK: {row.person.name for row in rows if row.pace.stuck_since},
        Standing.NOT_BEGUN: {row.person.name for row in rows if not row.pace.has_begun},
        Standing.FINISHED: {row.person.name for row in rows if row.pace.is_finished},
    }
    stays = Enrolment.objects.active().filter(cohort=cohort)
    by_database = {
        standing: set(stays.filter(queries.stands(standing)).values_list("person__name", flat=True))
        for standing in Standing
    }
    by_summary = {
        standing: set(
            queries.in_time(stays, plan).filter(queries.stands_so(standing)).values_list("person__name", flat=True)
        )
        for standing in Standing
    }
    assert by_rule == by_database == by_summary == STANDING


@pytest.mark.parametrize(("days_ago", "stands"), [(0, {"late"}), (9, {"late", "stuck"})])
def test_who_has_only_begun_the_questions_of_a_lesson_has_begun(course, cohort, sign_in, days_ago, stands):
    hema = learner_in(cohort, name="Hema")
    start_attempt(hema, lessons_of(course)[0].translation_key)
    Attempt.objects.update(started_at=timezone.now() - timedelta(days=days_ago))
    stays = Enrolment.objects.filter(cohort=cohort)
    assert {each.value for each in Standing if stays.filter(queries.stands(each)).exists()} == stands
    client = sign_in(trainer_of(cohort))
    page = client.get(reverse("cohorts:learners", args=[cohort.pk]), {"sort": "-seen"})
    told = {cell.column.key: cell.value for cell in page.context["list"].rows[0]}
    assert timezone.localdate(told["seen"]) == timezone.localdate() - timedelta(days=days_ago)
    assert "Not begun" not in told["standing"]
    assert ("Stuck" in told["standing"]) == ("stuck" in stands)
    assert (told["passed"], told["tries"], told["marks"]) == (0, 0, None)
    assert 'aria-label="0 passed, 0 read, 1 begun, 3 not yet"' in page.text
    assert "Who has not begun is counted as late too" in page.text


def test_what_is_late_in_the_list_is_late_on_the_page_of_the_cohort_and_the_desk(cohort, people, sign_in):
    chitra = sign_in(people["Chitra"])
    assert "2 lessons of days gone by wait." in chitra.get(reverse("desk:home")).text
    page = chitra.get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert page.count('<span class="badge badge--trouble">Late</span>') == 2
    assert "2 late" in sign_in(trainer_of(cohort)).get(reverse("cohorts:learners", args=[cohort.pk])).text


def test_who_learns_in_two_cohorts_is_late_in_each_by_its_own_plan_wherever_it_is_looked_at(
    course, cohort, people, sign_in
):
    chitra = people["Chitra"]
    later = cohort_on(course, opens_in_days=[-8, -1, 20, 40])
    since = timezone.now() - timedelta(days=7)
    Enrolment.objects.create(cohort=later, person=chitra, enrolled_by=chitra.user, joined_at=since)
    for where, late in ((cohort, 2), (later, 1)):
        mine = sign_in(chitra).get(reverse("cohorts:cohort", args=[where.pk])).text
        assert mine.count('<span class="badge badge--trouble">Late</span>') == late
        address = reverse("cohorts:learner", args=[where.pk, chitra.pk])
        assert f"{late} late" in sign_in(trainer_of(where)).get(address).text
    course_page = sign_in(chitra).get("/en/courses/move/").text
    assert course_page.count('<span class="badge badge--trouble">Late</span>') == 2


def test_a_newcomer_is_late_nowhere(cohort, people, sign_in):
    gita = sign_in(people["Gita"])
    assert "of days gone by" not in gita.get(reverse("desk:home")).text
    assert ">Late</span>" not in gita.get(reverse("cohorts:cohort", args=[cohort.pk])).text
    address = reverse("cohorts:learner", args=[cohort.pk, people["Gita"].pk])
    assert ">Late</span>" not in sign_in(trainer_of(cohort)).get(address).text


@pytest.mark.parametrize("standing", Standing)
def test_the_list_is_narrowed_to_who_stands_so_and_the_top_says_how_many(cohort, people, sign_in, standing):
    client = sign_in(trainer_of(cohort))
    address = reverse("cohorts:learners", args=[cohort.pk])
    assert f'<a href="?standing={standing.value}">{len(STANDING[standing])}</a>' in client.get(address).text
    shown = client.get(address, {"standing": standing.value}).context["list"].rows
    assert {row[0].value for row in shown} == STANDING[standing]
    file = b"".join(client.get(address, {"standing": standing.value, "file": "csv"}).streaming_content).decode()
    assert {name for name in people if f"{name}," in file} == STANDING[standing]


def test_a_standing_that_there_is_not_shows_nobody_and_is_said_in_our_own_words(cohort, people, sign_in):
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:learners", args=[cohort.pk]), {"standing": "moon"})
    assert page.context["list"].rows == []
    assert "This list has no such choice. Choose another." in page.text
    assert "Select a valid choice" not in page.text


def test_the_top_says_how_far_they_are_on_the_average_and_what_lies_behind(cohort, people, sign_in):
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:learners", args=[cohort.pk]))
    assert "1.3 of 4" in page.text
    assert page.context["standing"].expected == 2


def test_who_does_not_share_her_results_is_not_found_by_how_she_stands(cohort, people, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    give_consent(people["Devi"], purpose=Purpose.SHARING, language="en", by=people["Devi"].user)
    client = sign_in(manager)
    address = reverse("cohorts:learners", args=[cohort.pk])
    page = client.get(address, {"standing": "late"})
    assert [row[0].value for row in page.context["list"].rows] == ["Devi"]
    assert '<a href="?standing=late">1</a>' in page.text


def test_the_dots_are_said_in_words(cohort, people, sign_in):
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:learners", args=[cohort.pk])).text
    assert 'aria-label="1 passed, 2 read, 0 begun, 1 not yet"' in page


def test_the_list_can_show_a_learner_beside_itself(cohort, people, sign_in):
    client = sign_in(trainer_of(cohort))
    address = reverse("cohorts:learner", args=[cohort.pk, people["Devi"].pk])
    page, card = client.get(address).text, client.get(address, {"part": "card"}).text
    assert "<html" in page
    assert "<html" not in card
    for words in ("1 of 4 lessons read (25%), questions of 1 passed", "Stuck since", "Late", "Give a new PIN"):
        assert words in page
        assert words in card
