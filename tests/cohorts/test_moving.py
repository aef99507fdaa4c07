"""Sessions are moved, cancelled and made up for; what was held never moves."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.errors import NothingMoves, SessionsIntoThePast, SessionsRunLate, SessionWasHeld
from cohorts.models import Session
from cohorts.planning import Change, Meeting, moved
from cohorts.services import add_make_up, cancel_session, move_sessions
from jobs.services import run_due_jobs
from notifications.models import Notice
from tests.factories import cohort_on, course_with_lessons, learner_in, mentor_of, trainer_of

NOW = datetime(2026, 12, 1, 9)
VENUE = "Hall"


def meeting(key, *moment, minutes=150):
    return Meeting(key, 1, datetime(2026, 12, *moment), minutes, VENUE)


def test_all_go_as_many_days_on():
    found = moved([meeting(1, 7, 10), meeting(2, 8, 10)], Change(days=3), now=NOW)
    assert [(each.meeting.key, each.begins_at) for each in found] == [
        (1, datetime(2026, 12, 10, 10)),
        (2, datetime(2026, 12, 11, 10)),
    ]


def test_the_first_goes_to_the_day_and_the_others_as_far():
    found = moved([meeting(2, 9, 10), meeting(1, 7, 10)], Change(first_day=date(2027, 1, 4)), now=NOW)
    assert [each.begins_at for each in found] == [datetime(2027, 1, 4, 10), datetime(2027, 1, 6, 10)]


def test_the_hour_is_that_of_the_first_of_each_day_and_the_rest_follow_as_they_did():
    met = [meeting(1, 7, 10, 30), meeting(2, 7, 13), meeting(3, 8, 10, 30)]
    found = moved(met, Change(hour=time(9)), now=NOW)
    assert [each.begins_at for each in found] == [
        datetime(2026, 12, 7, 9),
        datetime(2026, 12, 7, 11, 30),
        datetime(2026, 12, 8, 9),
    ]


def test_a_new_venue_moves_no_hour():
    (found,) = moved([meeting(1, 7, 10)], Change(venue="School"), now=NOW)
    assert (found.begins_at, found.venue) == (datetime(2026, 12, 7, 10), "School")


def test_what_has_begun_and_what_would_stay_is_not_moved():
    assert moved([meeting(1, 1, 9), meeting(2, 1, 8)], Change(days=3), now=NOW) == []
    assert moved([meeting(1, 7, 10)], Change(venue=VENUE), now=NOW) == []


@given(
    st.lists(st.integers(-20, 60), min_size=1, max_size=20, unique=True),
    st.integers(-10, 40),
)
def test_order_and_distance_stay_and_nothing_held_moves(days, by):
    met = [Meeting(number, 1, NOW + timedelta(days=day), 150, VENUE) for number, day in enumerate(days)]
    found = moved(met, Change(days=by), now=NOW)
    assert all(each.meeting.begins_at > NOW for each in found)
    assert all(each.begins_at - each.meeting.begins_at == timedelta(days=by) for each in found)
    if by:
        assert len(found) == sum(day > 0 for day in days)


@pytest.fixture
def cohort(db):
    """Three blocks of a day: one was held ten days ago, two are to come in ten and forty days."""
    cohort = cohort_on(course_with_lessons(3), opens_in_days=[-10, 10, 40])
    for block in cohort.blocks.all():
        begins_at = timezone.make_aware(datetime.combine(block.starts_on, time(10, 30)))
        lesson = block.lessons.get().lesson
        Session.objects.create(block=block, lesson=lesson, starts_at=begins_at, venue=VENUE)
    return cohort


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


def days_of(cohort):
    today = timezone.localdate()
    return [(timezone.localdate(each.starts_at) - today).days for each in Session.objects.order_by("block__number")]


def all_of(cohort):
    return list(Session.objects.values_list("pk", flat=True))


def test_blocks_and_the_last_day_follow_and_what_was_held_stays(cohort, trainer):
    before = cohort.ends_on
    move_sessions(cohort, all_of(cohort), Change(days=7), by=trainer.user)
    assert days_of(cohort) == [-10, 17, 47]
    today = timezone.localdate()
    assert [(block.starts_on - today).days for block in cohort.blocks.all()] == [-10, 17, 47]
    cohort.refresh_from_db()
    assert cohort.ends_on == before + timedelta(days=7)


def test_everybody_who_goes_there_is_told_once_of_many_sessions(cohort, trainer):
    learner, mentor = learner_in(cohort), mentor_of(cohort)
    move_sessions(cohort, all_of(cohort), Change(days=7), by=trainer.user)
    run_due_jobs()
    told = Notice.objects.filter(kind="sessions_moved")
    assert {notice.person for notice in told} == {learner, mentor}
    assert told.count() == 2
    assert told.first().data["number"] == 2


@pytest.mark.parametrize(("change", "refusal"), [
    (Change(), NothingMoves),
    (Change(days=-20), SessionsIntoThePast),
    (Change(hour=time(21)), SessionsRunLate),
])  # fmt: skip
def test_what_cannot_be_is_refused(cohort, trainer, change, refusal):
    with pytest.raises(refusal):
        move_sessions(cohort, all_of(cohort), change, by=trainer.user)
    assert days_of(cohort) == [-10, 10, 40]


def test_the_page_shows_old_and_new_and_who_is_told_before_anything_moves(sign_in, cohort, trainer):
    learner_in(cohort)
    client, address = sign_in(trainer), f"/cohorts/{cohort.pk}/sessions/move/"
    typed = {"what": "block:2", "days": "3", "form_id": uuid4()}
    page = client.post(address, typed)
    assert days_of(cohort) == [-10, 10, 40]
    assert "Move, and tell 1 person" in page.text
    for _press in range(2):
        client.post(address, typed | {"confirm": "1"})
    assert days_of(cohort) == [-10, 13, 40]


def test_everything_from_a_day_on(sign_in, cohort, trainer):
    day = (timezone.localdate() + timedelta(days=20)).strftime("%d-%m-%Y")
    typed = {"what": "from", "from_day": day, "days": "2", "confirm": "1"}
    sign_in(trainer).post(f"/cohorts/{cohort.pk}/sessions/move/", typed)
    assert days_of(cohort) == [-10, 10, 42]


def test_a_cancelled_session_is_met_no_more_and_everybody_is_told(sign_in, cohort, trainer):
    learner = learner_in(cohort)
    session = Session.objects.order_by("starts_at")[1]
    client = sign_in(trainer)
    assert "1 person is told at once" in client.get(f"/cohorts/{cohort.pk}/sessions/{session.pk}/cancel/").text
    client.post(f"/cohorts/{cohort.pk}/sessions/{session.pk}/cancel/")
    run_due_jobs()
    session.refresh_from_db()
    assert session.cancelled_at
    assert Notice.objects.get(kind="session_cancelled").person == learner
    assert "Cancelled" in client.get(f"/cohorts/{cohort.pk}/sessions/").text


def test_what_was_held_is_not_cancelled(cohort, trainer):
    with pytest.raises(SessionWasHeld):
        cancel_session(Session.objects.order_by("starts_at")[0], by=trainer.user)


def test_a_make_up_session_is_on_the_same_lesson_and_opens_no_block_anew(sign_in, cohort, trainer):
    learner_in(cohort)
    missed = Session.objects.order_by("starts_at")[0]
    blocks = list(cohort.blocks.values_list("starts_on", "ends_on"))
    day = timezone.localdate() + timedelta(days=5)
    typed = {"missed": missed.pk, "day": day.strftime("%d-%m-%Y"), "hour": "10:00", "venue": "School"}
    sign_in(trainer).post(f"/cohorts/{cohort.pk}/sessions/make-up/", typed)
    run_due_jobs()
    added = Session.objects.get(makes_up=missed)
    assert (added.lesson, added.venue, timezone.localdate(added.starts_at)) == (missed.lesson, "School", day)
    assert list(cohort.blocks.values_list("starts_on", "ends_on")) == blocks
    assert Notice.objects.filter(kind="session_added").count() == 1


def test_a_make_up_session_after_the_last_day_lets_the_cohort_go_on(cohort, trainer):
    missed = Session.objects.order_by("starts_at")[0]
    at = (timezone.now() + timedelta(days=200)).replace(hour=6)
    add_make_up(missed, starts_at=at, venue=VENUE, by=trainer.user)
    cohort.refresh_from_db()
    assert cohort.ends_on == timezone.localdate(at)


def test_one_session_moved_says_so_in_one_sentence(sign_in, cohort, trainer):
    learner = learner_in(cohort)
    session = Session.objects.order_by("starts_at")[1]
    move_sessions(cohort, [session.pk], Change(days=1), by=trainer.user)
    run_due_jobs()
    assert "Moved: the session of" in sign_in(learner).get("/notices/").text


def test_the_sessions_cost_the_same_queries_with_many_of_them(sign_in, cohort, trainer, django_assert_max_num_queries):
    client, block = sign_in(trainer), cohort.blocks.last()
    client.get(f"/cohorts/{cohort.pk}/sessions/")
    asked = []
    for more in (0, 40):
        at = timezone.now() + timedelta(days=30)
        Session.objects.bulk_create(
            Session(block=block, title=f"Visit {number}", starts_at=at, venue=VENUE) for number in range(more)
        )
        with django_assert_max_num_queries(20) as queries:
            client.get(f"/cohorts/{cohort.pk}/sessions/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
