"""The plan of a cohort by months, and its code to hang up."""

from datetime import date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cohorts.models import Cohort, Session
from cohorts.months import month_to_show, months_between, weeks_of_month
from cohorts.paper import code_on_paper
from core.models import Place
from core.periods import Month
from tests.factories import cohort_on, course_with_lessons, learner_in, mentor_of, trainer_of

DECEMBER = Month(2026, 12)
DAYS = [date(2026, 11, 30), date(2027, 2, 1)]


def test_a_month_has_whole_weeks_from_monday_with_what_is_held_on_each_day():
    weeks = weeks_of_month(
        DECEMBER,
        [(date(2026, 12, 12), "one"), (date(2026, 12, 12), "two"), (date(2026, 11, 30), "before")],
        blocks={1: date(2026, 12, 12)},
        today=date(2026, 12, 1),
    )
    assert {len(week) for week in weeks} == {7}
    days = {each.day: each for week in weeks for each in week}
    assert weeks[0][0].day == date(2026, 11, 30)
    assert (days[date(2026, 12, 12)].holds, days[date(2026, 12, 12)].begins) == (["one", "two"], [1])
    assert days[date(2026, 11, 30)].is_other
    assert days[date(2026, 11, 30)].holds == []
    assert [day for day, each in days.items() if each.is_today] == [date(2026, 12, 1)]


def test_months_run_from_the_first_day_to_the_last():
    assert [str(month) for month in months_between(DAYS)] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months_between([]) == []


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2026-12", "2026-12"), ("", "2026-11"), ("x", "2026-11"), ("2020-01", "2026-11"), ("2031-01", "2027-02")],
)
def test_a_month_outside_gives_way_to_the_nearest(asked, shown):
    assert str(month_to_show(asked, months_between(DAYS), date(2026, 11, 27))) == shown


@pytest.mark.parametrize("asked", ["9999-12", "0001-01", "2031-05", ""])
def test_a_cohort_without_a_day_shows_the_month_of_today_whatever_is_asked(asked):
    assert str(month_to_show(asked, [], date(2026, 11, 27))) == "2026-11"


@pytest.fixture
def cohort(db):
    cohort = cohort_on(course_with_lessons(2), opens_in_days=[-40, 0])
    begins = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time())) + timedelta(hours=10)
    Session.objects.create(block=cohort.blocks.last(), starts_at=begins, venue="Panchayat hall", title="Opening")
    return cohort


def test_who_sees_the_cohort_sees_its_month_with_hour_and_venue(cohort, sign_in):
    address = reverse("cohorts:calendar", args=[cohort.pk])
    for person in (learner_in(cohort), trainer_of(cohort), mentor_of(cohort)):
        page = sign_in(person).get(address).text
        assert "Opening" in page
        assert "Panchayat hall" in page
        assert "Block 2 begins" in page
    earlier = sign_in(trainer_of(cohort)).get(address, {"month": str(Month.of(cohort.blocks.first().starts_on))}).text
    assert "Panchayat hall" not in earlier


def test_the_code_is_sent_and_hung_up_and_an_empty_cohort_says_what_to_do(cohort, sign_in):
    client = sign_in(trainer_of(cohort))
    page = client.get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert "What to do next" in page
    assert quote(f"?code={cohort.code}", safe="") in page
    paper = client.get(reverse("cohorts:print-code", args=[cohort.pk]))
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    learner_in(cohort)
    assert "What to do next" not in client.get(reverse("cohorts:cohort", args=[cohort.pk])).text


@pytest.mark.parametrize("language", ["en", "hi", "kn", "ml"])
def test_the_notice_for_the_wall_is_one_sheet_in_every_language(language):
    cohort = Cohort(name="MOVE for the women of Nadipura, second round", code="MVNADE", place=Place(name="Nadipura"))
    first = (timezone.now(), "Community hall beside the milk society, Nadipura")
    with translation.override(language):
        paper = code_on_paper(cohort, "https://portal.example/cohorts/join/?code=MVNADE", first, language=language)
    assert paper.count(b"/Type /Page\n") == 1
