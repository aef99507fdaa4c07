"""A list opens one hour before its session begins, and the day counts once that has begun."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.errors import SessionIsToCome
from attendance.opening import is_code_shown, is_open
from attendance.queries import days_held_in, days_of, sessions_to_be_in
from tests.attendance.meetings import mark, session_of

BEGINS = datetime(2026, 11, 28, 18, 20, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "opens"), [(-301, False), (-61, False), (-60, True), (0, True), (9000, True)])
def test_a_list_opens_one_hour_before_its_session_begins(minutes, opens):
    assert is_open(BEGINS, BEGINS + timedelta(minutes=minutes)) is opens


@pytest.fixture
def begins_in(session):
    """Has the session begin in so many minutes."""

    def change(minutes):
        session.starts_at = timezone.now() + timedelta(minutes=minutes)
        session.save()
        return session

    return change


def test_a_mark_much_too_early_is_refused_with_when_to_come_back(sign_in, begins_in, trainer, lakshmi):
    session = begins_in(62)
    with pytest.raises(SessionIsToCome):
        mark(session, lakshmi, "present", by=trainer)
    page = reverse("attendance:mark", args=[session.pk])
    client = sign_in(trainer)
    assert "It is too early" in client.post(page, {f"state:{lakshmi.pk}": "present"}).text
    opens = timezone.localtime(session.starts_at) - timedelta(hours=1)
    assert f"Attendance is taken from {opens:%d-%m-%Y}" in client.get(page).text


def test_the_day_is_held_once_its_session_has_begun(cohort, begins_in, trainer, lakshmi):
    mark(begins_in(30), lakshmi, "present", by=trainer)
    assert days_of(cohort, [lakshmi.pk])[lakshmi.pk].held == 0
    assert days_held_in([cohort.pk])[cohort.pk].held == ()
    begins_in(-1)
    assert days_of(cohort, [lakshmi.pk])[lakshmi.pk].percent == 100
    assert len(days_held_in([cohort.pk])[cohort.pk].held) == 1


def test_no_code_is_shown_or_taken_before_the_list_is_open(sign_in, begins_in, trainer, lakshmi):
    session = begins_in(62)
    assert "code-box__code" not in sign_in(trainer).get(reverse("attendance:show-code", args=[session.pk])).text
    assert not sessions_to_be_in(lakshmi).exists()


def test_the_list_of_tomorrow_lies_closed_in_its_page_and_that_of_later_does_not(sign_in, cohort, trainer, lakshmi):
    client = sign_in(trainer)
    tomorrow, later = (
        client.get(reverse("attendance:mark", args=[session_of(cohort, days=days, hour=12).pk])).text for days in (1, 2)
    )
    assert '<form class="roll" method="post" novalidate hidden' in tomorrow
    assert "data-opens" in tomorrow
    assert 'class="roll"' not in later


@pytest.mark.parametrize(("minutes", "shown"), [(-61, False), (-60, True), (150, True), (209, True), (210, False)])
def test_a_code_is_shown_until_an_hour_after_the_end(minutes, shown):
    assert is_code_shown(BEGINS, BEGINS + timedelta(minutes=150), BEGINS + timedelta(minutes=minutes)) is shown


def test_no_code_is_shown_or_taken_long_after_the_end_and_it_says_so(sign_in, begins_in, trainer, lakshmi):
    session = begins_in(-20 * 60)
    session.minutes = 150
    session.save()
    client = sign_in(trainer)
    page = client.get(reverse("attendance:show-code", args=[session.pk])).text
    assert "code-box__code" not in page
    assert "The session is over: its code was shown until" in page
    offered = reverse("attendance:show-code", args=[session.pk])
    assert offered not in client.get(reverse("attendance:session", args=[session.pk])).text
    assert not sessions_to_be_in(lakshmi).exists()
