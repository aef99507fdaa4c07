"""Sessions are moved, cancelled and made up for; what was held never moves."""

import re
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cohorts.errors import NothingMoves, SessionRunsLate, SessionsIntoThePast, SessionWasHeld
from cohorts.models import Session
from cohorts.notices import say_moved, say_moved_outside
from cohorts.planning import Change
from cohorts.queries import sessions_to_change
from cohorts.services import add_make_up, cancel_session, move_sessions, note_holiday, tell_of_tomorrow
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import mark, session_of
from tests.factories import PersonFactory, cohort_on, course_with_lessons, learner_in, mentor_of, trainer_of

VENUE, RAIN = "Hall", "Rain"
MOVED_BY = ("what", "from_day", "days", "first_day", "goes_on", "hour", "venue")


@pytest.mark.django_db
def test_tonight_a_list_may_be_taken_already_and_the_session_is_over_only_when_it_has_begun(sign_in, monkeypatch):
    cohort = cohort_on(course_with_lessons(1))
    trainer, learner = trainer_of(cohort), learner_in(cohort)
    tonight = session_of(cohort, hour=19)
    for minute, said in ((30, "List taken"), (90, "Over")):
        moment = timezone.localtime(tonight.starts_at) + timedelta(minutes=minute - 60)
        monkeypatch.setattr(timezone, "now", lambda at=moment: at)
        if minute < 60:
            mark(tonight, learner, "present", by=trainer)
        page = sign_in(trainer).get(f"/cohorts/{cohort.pk}/sessions/").text
        assert [word for word in ("List taken", "Over") if f">{word}</span>" in page] == [said]


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
    (Change(hour=time(21)), SessionRunsLate),
])  # fmt: skip
def test_what_cannot_be_is_refused(cohort, trainer, change, refusal):
    with pytest.raises(refusal):
        move_sessions(cohort, all_of(cohort), change, by=trainer.user)
    assert days_of(cohort) == [-10, 10, 40]


def test_the_page_shows_old_and_new_and_who_is_told_before_anything_moves(sign_in, cohort, trainer):
    learner_in(cohort)
    client, address = sign_in(trainer), f"/cohorts/{cohort.pk}/sessions/move/"
    by = days_until(weekday_in(13)) - 10
    other = days_until(weekday_in(10 + by + 1)) - 10
    typed = {"what": "block:2", "days": str(by), "form_id": uuid4()}
    page = client.post(address, typed)
    assert days_of(cohort) == [-10, 10, 40]
    assert "Move, and tell 1 person" in page.text
    other_days = client.post(address, typed | {"days": str(other), "confirm": looked_at(page)})
    assert "Move, and tell 1 person" in other_days.text  # what she looked at was something else
    assert days_of(cohort) == [-10, 10, 40]
    for _press in range(2):
        assert client.post(address, typed | {"confirm": looked_at(page)}).status_code == 302
    assert days_of(cohort) == [-10, 10 + by, 40]


def test_moving_to_an_hour_that_is_taken_is_asked_about_first(sign_in, cohort, trainer):
    learner_in(cohort)
    other = cohort_on(course_with_lessons(1, slug="team"), opens_in_days=[0], name="TEAM Wardha")
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    coming = Session.objects.order_by("starts_at")[1]
    there = coming.starts_at + timedelta(days=3)
    Session.objects.create(block=other.blocks.get(), starts_at=there, venue=VENUE, title="Visit")
    client, address = sign_in(trainer), f"/cohorts/{cohort.pk}/sessions/move/"
    typed = {"what": "block:2", "days": "3", "form_id": uuid4()}
    page = client.post(address, typed)
    assert "Are these hours right?" in page.text
    assert f"{timezone.localtime(there):%d-%m-%Y, %H:%M}: Rukmini Hegde trains TEAM Wardha then" in page.text
    assert "Move all the same, and tell" in page.text
    assert client.post(address, typed | {"confirm": looked_at(page)}).status_code == 302
    coming.refresh_from_db()
    assert coming.starts_at == there


def test_what_somebody_else_moved_meanwhile_is_looked_at_once_more(sign_in, cohort, trainer):
    coming = Session.objects.order_by("starts_at")[1]
    client, address = sign_in(trainer), f"/cohorts/{cohort.pk}/sessions/move/?what=session:{coming.pk}"
    typed = {"first_day": f"{timezone.localdate() + timedelta(days=20):%d-%m-%Y}", "form_id": uuid4()}
    page = client.post(address, typed)
    move_sessions(cohort, [coming.pk], Change(days=2), by=PersonFactory().user)
    assert client.post(address, typed | {"confirm": looked_at(page)}).status_code != 302
    assert days_of(cohort) == [-10, 12, 40]


def looked_at(page) -> str:
    (mark,) = re.findall(r'name="confirm" value="([^"]+)"', page.text)
    return mark


def test_the_page_names_the_sessions_and_who_is_told_and_leaves_out_holidays_where_asked(sign_in, cohort, trainer):
    learner, client = learner_in(cohort, name="Asha Kumari"), sign_in(trainer)
    day = weekday_in(13)
    note_holiday(cohort.place, day=day, name="Harvest", by=None)
    address = f"/cohorts/{cohort.pk}/sessions/move/"
    typed = {"what": "block:2", "first_day": day.strftime("%d-%m-%Y"), "form_id": uuid4()}
    page = client.post(address, typed).text
    assert "Harvest" in page
    assert f"Who is told: {learner.name}" in page
    assert re.search(r"<th [^>]*>Lesson 2</th>", page)
    assert "Harvest" not in client.post(address, typed | {"goes_on": "on"}).text


def test_of_one_session_the_new_day_is_asked_first_and_nothing_that_is_for_several(sign_in, cohort, trainer):
    coming, client = Session.objects.order_by("starts_at")[1], sign_in(trainer)
    address = f"/cohorts/{cohort.pk}/sessions/move/?what=session:{coming.pk}"
    page = client.get(address).text
    shown = re.findall(r'name="([a-z_]+)"', page[page.index('<form class="form"') :])
    assert [name for name in shown if name in MOVED_BY] == ["first_day", "hour", "venue"]
    assert "The new day" in page
    assert "Lesson 2" in page
    nothing = client.post(address, {"form_id": uuid4()})
    assert nothing.status_code == 422
    assert nothing.context["form"].errors["first_day"]
    sunday = weekday_in(12) + timedelta(days=7 - weekday_in(12).isoweekday())
    typed = {"first_day": sunday.strftime("%d-%m-%Y"), "form_id": uuid4()}
    looked = client.post(address, typed)
    assert "Sunday" in looked.text  # it is said, and it is what she named
    assert client.post(address, typed | {"confirm": looked_at(looked)}).status_code == 302
    assert days_of(cohort) == [-10, (sunday - timezone.localdate()).days, 40]


def test_of_one_session_a_day_gone_by_is_refused_beside_the_day(sign_in, cohort, trainer):
    coming = Session.objects.order_by("starts_at")[1]
    address = f"/cohorts/{cohort.pk}/sessions/move/?what=session:{coming.pk}"
    page = sign_in(trainer).post(address, {"first_day": "01-01-2020", "form_id": uuid4()})
    assert page.context["form"].errors["first_day"]


def test_an_address_of_a_session_that_does_not_move_asks_what_does(sign_in, cohort, trainer):
    held, client = Session.objects.order_by("starts_at")[0], sign_in(trainer)
    for what in (f"session:{held.pk}", "session:0", "block:2", "nothing"):
        page = client.get(f"/cohorts/{cohort.pk}/sessions/move/", {"what": what}).text
        assert 'name="what"' in page, what
        assert re.search(r'name="goes_on"[^>]* checked', page), what


def test_many_sessions_moved_are_told_with_their_first_and_last_day_and_the_list_of_them(sign_in, cohort, trainer):
    learner = learner_in(cohort)
    move_sessions(cohort, all_of(cohort), Change(days=1), by=trainer.user)
    run_due_jobs()
    page = sign_in(learner).get("/notices/").text
    first, last = (timezone.localdate() + timedelta(days=days) for days in (11, 41))
    assert f"they are from {first:%d-%m-%Y} at 10:30 to {last:%d-%m-%Y}" in page
    assert Notice.objects.get(kind="sessions_moved").link == "/cohorts/timetable/"


def test_everything_from_a_day_on(sign_in, cohort, trainer):
    day = (timezone.localdate() + timedelta(days=20)).strftime("%d-%m-%Y")
    typed = {"what": "from", "from_day": day, "days": "2"}
    client, address = sign_in(trainer), f"/cohorts/{cohort.pk}/sessions/move/"
    client.post(address, typed | {"confirm": looked_at(client.post(address, typed))})
    assert days_of(cohort) == [-10, 10, 42]


def test_a_cancelled_session_is_met_no_more_and_everybody_is_told(sign_in, cohort, trainer):
    learner = learner_in(cohort)
    session = Session.objects.order_by("starts_at")[1]
    client = sign_in(trainer)
    assert "1 person is told at once" in client.get(f"/cohorts/{cohort.pk}/sessions/{session.pk}/cancel/").text
    address = f"/cohorts/{cohort.pk}/sessions/{session.pk}/cancel/"
    for nothing in ({}, {"reason": "  "}, {"reason": "x" * 161}):
        assert client.post(address, nothing).status_code == 422
    client.post(address, {"reason": "The river is over the road"})
    run_due_jobs()
    session.refresh_from_db()
    assert session.cancelled_at
    assert Notice.objects.get(kind="session_cancelled").person == learner
    for viewer, pages in ((trainer, ("sessions/", "")), (learner, ("", f"calendar/?month={session.starts_at:%Y-%m}"))):
        for page in pages:
            assert "The river is over the road" in sign_in(viewer).get(f"/cohorts/{cohort.pk}/{page}").text
    for page in ("/notices/", "/cohorts/timetable/"):
        assert "The river is over the road" in sign_in(learner).get(page).text


def test_what_was_held_is_not_cancelled(cohort, trainer):
    with pytest.raises(SessionWasHeld):
        cancel_session(Session.objects.order_by("starts_at")[0], reason=RAIN, by=trainer.user)


def test_a_make_up_session_is_on_the_same_lesson_and_opens_no_block_anew(sign_in, cohort, trainer):
    learner_in(cohort)
    missed = Session.objects.order_by("starts_at")[0]
    blocks = list(cohort.blocks.values_list("starts_on", "ends_on"))
    day = weekday_in(5)
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


@pytest.mark.parametrize(("what", "moved"), [("session", 1), ("from", 2)])
def test_why_sessions_move_is_told_in_the_portal_alone_to_who_goes_there(sign_in, cohort, trainer, what, moved):
    learner, client = learner_in(cohort), sign_in(trainer)
    coming = Session.objects.order_by("starts_at")[1]
    key = {"session": f"session:{coming.pk}", "from": "from"}[what]
    address = f"/cohorts/{cohort.pk}/sessions/move/?what={key}"
    typed = {"what": "from", "first_day": f"{timezone.localdate() + timedelta(days=12):%d-%m-%Y}", "form_id": uuid4()}
    assert client.post(address, typed | {"reason": "x" * 161}).status_code == 422
    typed["reason"] = "The river is over the road"
    page = client.post(address, typed)
    assert 'value="The river is over the road"' in page.text
    client.post(address, typed | {"confirm": looked_at(page)})
    run_due_jobs()
    notice = Notice.objects.get(kind="sessions_moved", person=learner)
    assert notice.data["number"] == moved
    for viewer, read in ((trainer, f"/cohorts/{cohort.pk}/sessions/"), (learner, "/notices/")):
        assert "Why: The river is over the road" in sign_in(viewer).get(read).text
    assert "river" not in say_moved_outside(learner, [notice.data])[0]


def test_without_a_reason_nothing_is_said_of_one(sign_in, cohort, trainer):
    learner = learner_in(cohort)
    move_sessions(cohort, all_of(cohort), Change(days=1), by=trainer.user)
    run_due_jobs()
    assert "Why:" not in sign_in(learner).get("/notices/").text


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


def make_up(client, cohort, missed, *, day, hour="10:00", **more):
    typed = {"missed": missed.pk, "day": day.strftime("%d-%m-%Y"), "hour": hour, "venue": "School", "form_id": uuid4()}
    return client.post(f"/cohorts/{cohort.pk}/sessions/make-up/", typed | more)


def days_until(day):
    return (day - timezone.localdate()).days


def weekday_in(days):
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=day.isoweekday() == 7)


def test_a_make_up_into_the_night_is_refused_beside_its_hour(sign_in, cohort, trainer):
    held = Session.objects.order_by("starts_at").first()
    page = make_up(sign_in(trainer), cohort, held, day=weekday_in(40), hour="21:30")
    assert list(page.context["form"].errors) == ["hour"]


def test_a_make_up_at_an_hour_that_is_taken_is_asked_about_and_made_by_a_second_press(sign_in, cohort, trainer):
    held, coming = Session.objects.order_by("starts_at")[:2]
    day, client = timezone.localdate(coming.starts_at), sign_in(trainer)
    page = make_up(client, cohort, held, day=day, hour="11:00")
    assert "This cohort meets then already" in page.text
    assert not Session.objects.filter(makes_up=held).exists()
    other_hour = f"{day.isoformat()}T12:00:00"
    assert "Nothing is added yet" in make_up(client, cohort, held, day=day, hour="11:00", confirm=other_hour).text
    (value,) = re.findall(r'name="confirm" value="([^"]+)"', page.text)
    assert make_up(client, cohort, held, day=day, hour="11:00", confirm=value).status_code == 302
    assert Session.objects.get(makes_up=held)


def test_an_hour_at_which_the_trainer_is_in_another_cohort_is_said(sign_in, cohort, trainer):
    other = cohort_on(course_with_lessons(1, slug="team"), opens_in_days=[0], name="TEAM Wardha")
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    held, coming = Session.objects.order_by("starts_at")[:2]
    day = weekday_in(20)
    begins_at = timezone.make_aware(datetime.combine(day, time(10)))
    Session.objects.create(block=other.blocks.get(), starts_at=begins_at, venue=VENUE, title="Visit")
    client = sign_in(trainer)
    assert "Rukmini Hegde trains TEAM Wardha then" in make_up(client, cohort, held, day=day, hour="9:00").text
    typed = {"what": f"session:{coming.pk}", "first_day": day.strftime("%d-%m-%Y"), "hour": "11:00"}
    page = client.post(f"/cohorts/{cohort.pk}/sessions/move/", typed | {"form_id": uuid4()})
    assert "Rukmini Hegde trains TEAM Wardha then" in page.text
    assert make_up(client, cohort, held, day=day, hour="14:00").status_code == 302


def test_a_make_up_is_told_to_whom_it_is_for_and_to_who_teaches(cohort, trainer):
    came, missed_it, mentor = learner_in(cohort), learner_in(cohort, joined_days_ago=20), mentor_of(cohort)
    held = Session.objects.order_by("starts_at")[0]
    mark(held, came, "present", by=trainer)
    at = timezone.localtime() + timedelta(days=1)
    added = add_make_up(held, starts_at=at.replace(hour=11), venue=VENUE, by=trainer.user)
    tell_of_tomorrow({"day": timezone.localdate().isoformat()})
    move_sessions(cohort, [added.pk], Change(venue="School"), by=trainer.user)
    added.refresh_from_db()
    cancel_session(added, reason=RAIN, by=trainer.user)
    while run_due_jobs():
        pass
    for kind in ("session_added", "cohort_sessions", "sessions_moved", "session_cancelled"):
        told = {notice.person for notice in Notice.objects.filter(kind=kind)}
        assert told - {trainer} == {missed_it, mentor}, kind


def test_a_held_session_is_not_cancelled_and_the_page_says_why(sign_in, cohort, trainer):
    client, held = sign_in(trainer), Session.objects.order_by("starts_at")[0]
    address = f"/cohorts/{cohort.pk}/sessions/{held.pk}/cancel/"
    for answer in (client.get(address), client.post(address, {"reason": RAIN})):
        assert answer.status_code == 422
        assert "What was held stays" in answer.text
        assert "Cancel the session" not in answer.text


def test_a_list_that_was_taken_before_the_hour_makes_it_held(cohort, trainer):
    session = Session.objects.order_by("starts_at")[1]
    soon = timezone.now() + timedelta(minutes=40)
    Session.objects.filter(pk=session.pk).update(starts_at=soon)
    session.refresh_from_db()
    mark(session, learner_in(cohort), "present", by=trainer)
    with pytest.raises(SessionWasHeld):
        cancel_session(session, reason=RAIN, by=trainer.user)
    with pytest.raises(NothingMoves):
        move_sessions(cohort, [session.pk], Change(days=2), by=trainer.user)


def test_however_many_sessions_are_still_to_begin_today_they_are_asked_together(cohort, monkeypatch):
    asked = []
    for number in (1, 3):
        soon = timezone.localtime().replace(hour=12, minute=0)
        for session in Session.objects.order_by("pk")[:number]:
            Session.objects.filter(pk=session.pk).update(starts_at=soon)
        monkeypatch.setattr(timezone, "now", lambda at=soon - timedelta(hours=2): at)
        with CaptureQueriesContext(connection) as queries:
            lines = sessions_to_change(cohort, "en")
        asked.append(len(queries))
        assert sum(not line.has_begun for line in lines) >= number
    assert asked == [3, 3]


def test_a_session_whose_list_is_taken_is_not_offered_to_be_moved_or_cancelled(sign_in, cohort, trainer):
    session, client = Session.objects.order_by("starts_at")[1], sign_in(trainer)
    soon = timezone.now() + timedelta(minutes=40)
    Session.objects.filter(pk=session.pk).update(starts_at=soon)
    session.refresh_from_db()
    ways = [f"?what=session:{session.pk}", f"/{session.pk}/cancel/"]
    page = client.get(f"/cohorts/{cohort.pk}/sessions/").text
    assert all(way in page for way in ways)
    mark(session, learner_in(cohort), "present", by=trainer)
    page = client.get(f"/cohorts/{cohort.pk}/sessions/").text
    assert not any(way in page for way in ways)
    assert f"?for={session.pk}" in page


def test_cancelled_twice_tells_once_and_promises_nothing(sign_in, cohort, trainer):
    learner_in(cohort)
    session, client = Session.objects.order_by("starts_at")[1], sign_in(trainer)
    address = f"/cohorts/{cohort.pk}/sessions/{session.pk}/cancel/"
    assert "The session is cancelled" in client.post(address, {"reason": RAIN}, follow=True).text
    again = client.post(address, {"reason": RAIN}, follow=True).text
    assert "This session is cancelled already." in again
    assert "The session is cancelled" not in again
    run_due_jobs()
    assert Notice.objects.filter(kind="session_cancelled").count() == 1


@pytest.mark.parametrize("number", [1, 17])
def test_who_is_told_of_a_move_reads_where_it_is_now_also_where_the_place_alone_changed(number):
    at = "2026-12-07T10:30:00+05:30"
    moved = {"cohort": "MOVE", "number": number, "before": at, "at": at, "until": at, "venue": "The mill"}
    assert "The mill" in say_moved(PersonFactory.build(), [moved])[0]
