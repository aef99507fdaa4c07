"""The days of each learner beside her lessons, on the page of who trains them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendance.days import Meeting, Plan, Stay, days_of_one, strip_of
from attendance.enums import DayState, Presence
from attendance.queries import day_strips, days_of
from cohorts.models import Cohort, Enrolment
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import mark, session_of
from tests.cohorts.test_trainers_page import cell_of, learners
from tests.factories import CohortFactory, PersonFactory, learner_in, many_learners_in, trainer_of

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (16, 17, 18, 19))
FROM_MONDAY = [Stay(uuid4(), MONDAY)]


def test_each_day_held_stands_for_her_in_order_and_a_make_up_is_no_day_of_its_own():
    plan = [Meeting(1, MONDAY), Meeting(2, TUESDAY), Meeting(3, WEDNESDAY), Meeting(4, THURSDAY, makes_up=2)]
    hers = {1: ["late"], 3: ["absent"], 4: ["present"]}
    assert strip_of(Plan(plan, {1, 2, 3, 4}), hers, FROM_MONDAY) == (
        (MONDAY, DayState.PRESENT),
        (TUESDAY, DayState.MADE_UP),
        (WEDNESDAY, DayState.MISSED),
    )


def test_a_day_without_a_list_does_not_stand_and_one_in_doubt_counts_as_missed():
    plan = [Meeting(1, MONDAY), Meeting(2, TUESDAY)]
    assert strip_of(Plan(plan, {2}), {2: ["present", "absent"]}, FROM_MONDAY) == ((TUESDAY, DayState.MISSED),)


@pytest.mark.parametrize(
    ("hers", "today", "state"),
    [
        ({}, TUESDAY, DayState.OPEN),
        ({2: ["absent"]}, TUESDAY, DayState.OPEN),  # she may come after noon
        ({2: ["absent"], 3: ["absent"]}, TUESDAY, DayState.MISSED),
        ({3: ["late"]}, TUESDAY, DayState.PRESENT),
        ({}, WEDNESDAY, DayState.OPEN),  # nobody has said that she was absent
        ({2: ["absent"]}, WEDNESDAY, DayState.OPEN),
        ({2: ["absent"], 3: ["absent"]}, WEDNESDAY, DayState.MISSED),
    ],
)
def test_while_its_day_runs_nobody_has_missed_it_of_whom_something_is_still_to_be_said(hers, today, state):
    plan = Plan([Meeting(1, MONDAY), Meeting(2, TUESDAY), Meeting(3, TUESDAY)], {1, 2, 3})
    assert strip_of(plan, {1: ["absent"], **hers}, FROM_MONDAY, today=today) == (
        (MONDAY, DayState.MISSED),
        (TUESDAY, state),
    )


def test_a_session_of_a_day_gone_by_without_any_list_leaves_nothing_open():
    plan = Plan([Meeting(1, MONDAY), Meeting(2, MONDAY)], {1})
    assert strip_of(plan, {1: ["absent"]}, FROM_MONDAY, today=TUESDAY) == ((MONDAY, DayState.MISSED),)


def test_a_make_up_counts_once_it_has_begun():
    plan, hers = [Meeting(1, MONDAY), Meeting(2, TUESDAY, makes_up=1)], {1: ["absent"], 2: ["present"]}
    for begun, state in (({1}, DayState.MISSED), ({1, 2}, DayState.MADE_UP)):
        assert strip_of(Plan(plan, begun), hers, FROM_MONDAY) == ((MONDAY, state),)
        assert days_of_one(Plan(plan, begun), hers, FROM_MONDAY).made_up == len(begun) - 1


def test_who_joins_tomorrow_is_not_waited_for_today():
    plan = Plan([Meeting(1, MONDAY)], {1})
    assert strip_of(plan, {}, [Stay(uuid4(), TUESDAY)], today=MONDAY) == ((MONDAY, DayState.NOT_IN),)


def test_a_day_before_she_joined_is_asked_for_and_made_up_and_is_not_said_to_be_missed():
    plan = [Meeting(1, MONDAY), Meeting(2, TUESDAY), Meeting(3, WEDNESDAY), Meeting(4, THURSDAY, makes_up=1)]
    stays, taken, hers = [Stay(uuid4(), WEDNESDAY)], {1, 2, 3, 4}, {3: ["absent"], 4: ["present"]}
    states = [state for _day, state in strip_of(Plan(plan, taken), hers, stays)]
    assert states == [DayState.MADE_UP, DayState.NOT_IN, DayState.MISSED]
    days = days_of_one(Plan(plan, taken), hers, stays)
    assert (days.held, days.counted) == (3, 1)


def test_a_day_between_two_stays_is_not_said_to_be_missed_but_where_she_is_marked():
    plan = [Meeting(1, MONDAY), Meeting(2, TUESDAY), Meeting(3, WEDNESDAY), Meeting(4, THURSDAY)]
    stays = [Stay(uuid4(), MONDAY, TUESDAY), Stay(uuid4(), THURSDAY)]
    states = [state for _day, state in strip_of(Plan(plan, {1, 2, 3, 4}), {3: ["absent"]}, stays)]
    assert states == [DayState.OPEN, DayState.NOT_IN, DayState.MISSED, DayState.OPEN]


def days_on_page(page: str, name: str) -> str:
    row = page[page.index(f">{name}</a>") :]
    return cell_of(row[: row.index("</tr>")], "Lessons read").partition(" Days ")[2]


@pytest.mark.django_db
class TestOnThePage:
    def test_the_strips_say_of_each_what_is_counted_of_her_elsewhere(self, cohort: Cohort):
        people = [learner_in(cohort) for _ in range(3)]
        trainer, elsewhere = trainer_of(cohort), session_of(CohortFactory(), days=-1)
        mark(elsewhere, people[0], Presence.PRESENT, by=trainer)
        first = session_of(cohort, days=-2)
        assert day_strips(cohort, [people[0].pk]) == {}
        mark(first, people[0], Presence.LATE, by=trainer)
        mark(session_of(cohort, days=-1), people[1], Presence.PRESENT, by=trainer)
        mark(session_of(cohort, days=0, makes_up=first), people[2], Presence.PRESENT, by=trainer)
        keys = [person.pk for person in people]
        for some in (keys, keys[:1], []):
            strips, days = day_strips(cohort, some), days_of(cohort, some)
            counted = {
                key: (
                    sum(state != "open" for _day, state in strip),
                    sum(state in ("present", "made-up") for _day, state in strip),
                )
                for key, strip in strips.items()
            }
            assert counted == {key: (hers.held, hers.counted) for key, hers in days.items()}

    def test_her_days_stand_beside_her_lessons(self, cohort: Cohort, sign_in):
        asha, salma = learner_in(cohort, name="Asha"), learner_in(cohort, name="Salma")
        trainer = trainer_of(cohort)
        for days, there in ((-3, [asha, salma]), (-2, [asha]), (-1, [asha])):
            session = session_of(cohort, days=days)
            for person in (asha, salma):
                mark(session, person, Presence.PRESENT if person in there else Presence.ABSENT, by=trainer)
        missed = session_of(cohort, days=-2, hour=12)
        mark(session_of(cohort, days=0, makes_up=missed), salma, Presence.PRESENT, by=trainer)
        page = sign_in(trainer).get(learners(cohort)).text
        assert days_on_page(page, "Asha") == "●●● 3 / 3"
        assert days_on_page(page, "Salma") == "● ◐ ○ 2 / 3"
        assert 'aria-label="Days there: 1, made up: 1, missed: 1"' in page
        file = b"".join(sign_in(trainer).get(learners(cohort), {"file": "csv"}).streaming_content).decode()
        assert "2 / 3" in file

    def test_a_day_before_she_joined_is_drawn_apart(self, cohort: Cohort, sign_in):
        early, late = learner_in(cohort, name="Asha"), learner_in(cohort, name="Salma", joined_days_ago=1)
        trainer = trainer_of(cohort)
        Enrolment.objects.create(cohort=CohortFactory(), person=late, joined_at=timezone.now() - timedelta(days=9))
        for days in (-3, -1):
            mark(session_of(cohort, days=days), early, Presence.PRESENT, by=trainer)
        page = sign_in(trainer).get(learners(cohort)).text
        assert days_on_page(page, "Salma") == "– ? 0 / 1"
        assert "missed: 0. Not in the cohort then: 1. Not marked yet: 1" in page
        hers = sign_in(late).get(reverse("attendance:mine", args=[cohort.pk])).text
        assert hers.count("Not in the cohort then") == 1
        assert "0 of 1 day held (0%)" in hers
        assert "1 day is not marked yet." in hers

    def test_a_list_of_today_that_is_half_marked_says_of_the_others_that_they_are_not_marked_yet(
        self, cohort: Cohort, sign_in
    ):
        asha, salma = learner_in(cohort, name="Asha"), learner_in(cohort, name="Salma")
        trainer = trainer_of(cohort)
        mark(session_of(cohort), asha, Presence.PRESENT, by=trainer)
        page = sign_in(trainer).get(learners(cohort)).text
        assert days_on_page(page, "Salma") == "? 0 / 0"
        assert "Days there: 0, made up: 0, missed: 0. Not marked yet: 1" in page
        hers = sign_in(salma).get(reverse("attendance:mine", args=[cohort.pk])).text
        assert "Not marked yet" in hers
        assert ">Missed<" not in hers

    def test_who_may_not_see_her_results_sees_no_days_of_hers_there(self, cohort: Cohort, sign_in):
        asha = learner_in(cohort, name="Asha")
        mark(session_of(cohort, days=-1), asha, Presence.PRESENT, by=trainer_of(cohort))
        manager = PersonFactory()
        grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
        assert days_on_page(sign_in(manager).get(learners(cohort)).text, "Asha") == ""

    def test_the_days_cost_three_queries_however_many_learners_there_are(self, cohort: Cohort, sign_in):
        asha, trainer = learner_in(cohort, name="Asha"), trainer_of(cohort)
        client = sign_in(trainer)

        def asked() -> int:
            client.get(learners(cohort))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("cohorts:learners", args=[cohort.pk]))
            return len(queries)

        before = asked()
        mark(session_of(cohort, days=-1), asha, Presence.PRESENT, by=trainer)
        with_a_list = asked()
        assert with_a_list == before + 2
        many_learners_in(cohort, 60)
        assert asked() == with_a_list
