"""A person's timetable over all her cohorts, and the calendar her phone subscribes to."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from cohorts.calendar_file import edition_of
from cohorts.models import CalendarFeed, Cohort, Session
from cohorts.permissions import can_attend, cohorts_attended_by
from cohorts.services import make_feed, withdraw_learner
from courses.models import LessonPage
from courses.queries import titles_as_written
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import mark
from tests.factories import (
    CohortFactory,
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    trainer_of,
)

PAGE = "/cohorts/timetable/"

pytestmark = pytest.mark.django_db


def meet(cohort, in_days, title, *, hour=10, venue="Panchayat hall"):
    block = cohort.blocks.first() or cohort.blocks.create(
        number=1, title="First", starts_on=cohort.starts_on, ends_on=cohort.ends_on
    )
    day = timezone.localdate() + timedelta(days=in_days)
    begins = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)
    return Session.objects.create(block=block, starts_at=begins, venue=venue, title=title)


def fetched(client, feed):
    return client.get(reverse("cohorts:feed", args=[feed.token]))


def entries(client, feed):
    calendar = Calendar.from_ical(fetched(client, feed).content)
    return {str(entry["summary"]): entry for entry in calendar.walk("VEVENT")}


def test_the_list_has_her_sessions_of_all_cohorts_by_day_and_no_others(sign_in):
    first, second, third = CohortFactory(name="MOVE Wardha"), CohortFactory(name="TEAM Nagpur"), CohortFactory()
    asha = learner_in(first)
    grant_role(asha, role=Role.MENTOR, over=second, by=None)
    meet(first, 2, "Goal game")
    meet(second, 1, "Market visit")
    meet(third, 1, "Of strangers")
    meet(first, -1, "Yesterday's")
    page = sign_in(asha).get(PAGE).text
    assert page.index("Market visit") < page.index("Goal game")
    assert "MOVE Wardha" in page
    assert "Of strangers" not in page
    assert "Yesterday's" not in page


def test_a_month_shows_what_was_and_leads_to_the_months_beside_it(sign_in):
    cohort = CohortFactory()
    asha = learner_in(cohort)
    meet(cohort, -40, "Long ago")
    meet(cohort, 40, "To come")
    client = sign_in(asha)
    page = client.get(PAGE, {"month": ""}).text
    assert 'rel="prev"' in page
    assert 'rel="next"' in page
    month = f"{timezone.localdate() - timedelta(days=40):%Y-%m}"
    assert "Long ago" in client.get(PAGE, {"month": month}).text


def test_an_empty_timetable_says_what_would_stand_there(sign_in):
    client = sign_in(PersonFactory())
    assert "Nothing is planned yet" in client.get(PAGE).text
    assert "Nothing is planned in this month" in client.get(PAGE, {"month": "2031-05"}).text


def test_a_lesson_is_named_in_her_language(sign_in):
    course = course_with_lessons(2)
    cohort, lesson = cohort_on(course), lessons_of(course)[0].translation_key
    session = meet(cohort, 1, "")
    Session.objects.filter(pk=session.pk).update(lesson_id=lesson)
    client = sign_in(learner_in(cohort))
    client.cookies["django_language"] = "hi"
    title, written_in = titles_as_written([lesson], "hi")[lesson]
    assert f'<h3 lang="{written_in}">{title}</h3>' in client.get(PAGE).text
    LessonPage.objects.filter(translation_key=lesson, locale__language_code="hi").update(
        title="लक्ष्य", content_language="hi"
    )
    assert '<h3 lang="hi">लक्ष्य</h3>' in client.get(PAGE).text


def test_who_attends_is_one_rule_in_both_shapes():
    cohort, other = CohortFactory(), CohortFactory()
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    gone = learner_in(cohort)
    withdraw_learner(gone.enrolments.get(), by=None)
    expected = {learner_in(cohort): True, trainer_of(cohort): True, manager: False, gone: False, None: False}
    for person, attends in expected.items():
        assert can_attend(person, cohort) is attends
        assert (cohort in cohorts_attended_by(person)) is attends
        assert not can_attend(person, other)
    assert set(Cohort.objects.all()) == {cohort, other}


@pytest.mark.parametrize("sessions", [3, 40])
def test_a_long_timetable_asks_no_more_often_than_a_short_one(sign_in, sessions):
    course = course_with_lessons(2)
    cohort, lesson = cohort_on(course), lessons_of(course)[0].translation_key
    asha = learner_in(cohort)
    for day in range(sessions):
        session = meet(cohort, day, "")
        Session.objects.filter(pk=session.pk).update(lesson_id=lesson)
    client = sign_in(asha)
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(PAGE)
    assert len(asked) <= 7


def test_a_phone_fetches_her_sessions_without_signing_in_and_no_name_of_anybody(client):
    cohort = CohortFactory(name="MOVE Wardha")
    asha = learner_in(cohort, name="Asha Kumari")
    trainer = trainer_of(cohort)
    session = meet(cohort, 1, "Goal game")
    feed = make_feed(asha, by=asha.user)
    answer = fetched(client, feed)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Asha" not in answer.text
    assert trainer.name not in answer.text
    (entry,) = entries(client, feed).values()
    assert entry["uid"] == f"session-{session.pk}@127.0.0.1"
    assert entry["dtstart"].dt == session.starts_at
    assert entry["dtend"].dt == session.ends_at
    assert str(entry["status"]) == "CONFIRMED"
    assert "Panchayat hall" in str(entry["location"])


def test_what_is_moved_keeps_its_name_and_is_a_later_edition_whichever_way_it_was_moved(client, monkeypatch):
    cohort = CohortFactory()
    asha = learner_in(cohort)
    session = meet(cohort, 1, "Goal game")
    feed = make_feed(asha, by=asha.user)
    seen = [entries(client, feed)["Goal game"]]
    later = timezone.now()
    for way in ("update", "save", "bulk"):
        later += timedelta(minutes=5)
        monkeypatch.setattr(timezone, "now", lambda at=later: at)
        session.refresh_from_db()
        session.starts_at += timedelta(days=1)
        if way == "update":
            Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at)
        elif way == "save":
            session.save(update_fields=["starts_at"])
        else:
            Session.objects.bulk_update([session], ["starts_at"])
        seen.append(entries(client, feed)["Goal game"])
    assert len({str(entry["uid"]) for entry in seen}) == 1
    assert [entry["sequence"] for entry in seen] == sorted({entry["sequence"] for entry in seen})
    assert len({entry["last-modified"].dt for entry in seen}) == 4
    assert seen[-1]["dtstart"].dt == seen[0]["dtstart"].dt + timedelta(days=3)


def test_what_is_cancelled_stays_in_the_calendar_and_says_so(client):
    cohort = CohortFactory()
    asha = learner_in(cohort)
    session = meet(cohort, 1, "Goal game")
    feed = make_feed(asha, by=asha.user)
    Session.objects.filter(pk=session.pk).update(cancelled_at=timezone.now(), cancelled_for="Rain")
    entry = entries(client, feed)["Cancelled: Goal game"]
    assert str(entry["status"]) == "CANCELLED"
    assert "Rain" in str(entry["description"])


def test_a_make_up_stands_by_its_name_with_whom_it_is_for_and_with_nobody_who_was_there(sign_in, client):
    cohort = CohortFactory()
    came, missed_it, trainer = learner_in(cohort), learner_in(cohort), trainer_of(cohort)
    held, make_up = meet(cohort, -1, "Goal game"), meet(cohort, 2, "Goal game")
    mark(held, came, "present", by=trainer)
    mark(held, missed_it, "absent", by=trainer)
    Session.objects.filter(pk=make_up.pk).update(makes_up=held)
    for person, goes in ((came, False), (missed_it, True), (trainer, True)):
        assert ("Make-up session" in sign_in(person).get(PAGE).text) is goes
        found = entries(client, make_feed(person, by=person.user))
        assert ("Make-up session: Goal game" in found) is goes
        assert (f"Next: {make_up.starts_at:%d-%m-%Y}" in sign_in(person).get("/desk/").text) is goes


def test_an_edition_counts_minutes_and_never_goes_back():
    assert edition_of(datetime(2026, 1, 1, 1, 30, tzinfo=UTC)) == 90
    assert edition_of(datetime(2025, 1, 1, tzinfo=UTC)) == 0
    assert edition_of(datetime(2026, 1, 1, 1, 30, 59, tzinfo=UTC)) == 90


def test_what_did_not_change_is_not_sent_again(client):
    asha = learner_in(CohortFactory())
    feed = make_feed(asha, by=asha.user)
    first = fetched(client, feed)
    again = client.get(reverse("cohorts:feed", args=[feed.token]), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_address_ends_the_old_one_and_an_account_that_is_closed_ends_both(client):
    asha = PersonFactory()
    old = make_feed(asha, by=asha.user)
    new = make_feed(asha, by=asha.user)
    assert old.token != new.token
    assert [fetched(client, feed).status_code for feed in (old, new)] == [404, 200]
    asha.user.is_active = False
    asha.user.save()
    assert fetched(client, new).status_code == 404


def test_who_left_a_cohort_has_its_sessions_in_her_calendar_no_more(client):
    cohort = CohortFactory()
    asha = learner_in(cohort)
    meet(cohort, 1, "Goal game")
    feed = make_feed(asha, by=asha.user)
    withdraw_learner(asha.enrolments.get(), by=asha.user)
    assert entries(client, feed) == {}


def test_the_page_about_it_makes_the_address_once_asked_and_tells_when_it_was_fetched(sign_in, client):
    asha = PersonFactory()
    browser = sign_in(asha)
    page = browser.get("/cohorts/timetable/phone/").text
    assert "/cohorts/feed/" not in page
    browser.post("/cohorts/timetable/phone/anew/")
    feed = CalendarFeed.objects.get(person=asha)
    page = browser.get("/cohorts/timetable/phone/").text
    assert f"webcal://testserver/cohorts/feed/{feed.token}.ics" in page
    assert "No calendar has fetched it yet" in page
    fetched(client, feed)
    assert "A calendar last fetched it on" in browser.get("/cohorts/timetable/phone/").text


def test_her_calendar_is_in_the_language_she_reads_in(client):
    asha = PersonFactory(language="hi")
    feed = make_feed(asha, by=asha.user)
    assert fetched(client, feed).status_code == 200
