"""A cohort in figures, for who teaches it: who was there, what was known before and after, what was read."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from attendance.enums import Presence
from cohorts.enums import LeavingReason
from cohorts.models import Enrolment, Session
from cohorts.services import withdraw_learner
from courses.models import Lesson
from courses.services import finish_lesson
from gradebook.services import mark_by_hand
from people.enums import Purpose, Role
from people.services import give_consent, grant_role
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import seen, sit
from tests.factories import PersonFactory, learner_in, many_learners_in, trainer_of
from tests.gradebook.conftest import meet, take_lists

pytestmark = pytest.mark.django_db

WRONG_BEFORE = [(1, 2, 3), (1, 2, 3), (1, 2, 3, 4), (1,), (1, 2, 3)]
WRONG_AFTER = [(1, 2), (1,), (1,), (), (1, 2, 3)]
"""40, 40, 20, 80, 40 percent, and 60, 80, 80, 100, 40."""


@pytest.fixture
def programme(programme, lessons):
    """The first lesson is its test at the beginning, the second that at the end."""
    programme.pre_test = Lesson.objects.get(pk=lessons[0].translation_key)
    programme.save()
    return programme


def figures(cohort) -> str:
    return reverse("gradebook:figures", args=[cohort.pk])


def page_of(cohort, sign_in):
    return sign_in(trainer_of(cohort)).get(figures(cohort))


def took_both(cohort, lessons, number: int = 5):
    """So many of the five pairs; each has read the first lesson."""
    people = [learner_in(cohort, joined_days_ago=10) for _ in range(number)]
    for person, before, after in zip(people, WRONG_BEFORE, WRONG_AFTER, strict=False):
        finish_lesson(person, lessons[0])
        sit(person, lessons[0], wrong=before)
        sit(person, lessons[1], wrong=after)
    return people


def test_before_any_of_it_the_page_says_what_will_stand_there(cohort, sign_in):
    words = seen(page_of(cohort, sign_in).text)
    assert "No list was taken yet." in words
    assert "Nobody has taken both tests yet." in words
    assert "as soon as you may see the results of five learners" in words
    assert "0 of 5 days held" in words
    cohort.programme = None
    cohort.save()
    assert "The programme names no test at the beginning" in seen(page_of(cohort, sign_in).text)


def test_each_day_held_is_a_column_and_the_drawing_says_its_finding(cohort, sign_in):
    asha, mary, salma = (learner_in(cohort, joined_days_ago=10) for _ in range(3))
    first, second = Session.objects.filter(block__cohort=cohort, starts_at__lte=timezone.now()).order_by("starts_at")
    for person in (asha, mary):
        mark(first, person, Presence.PRESENT, by=PersonFactory())
    mark(first, salma, Presence.LATE, by=PersonFactory())
    mark(second, asha, Presence.PRESENT, by=PersonFactory())
    mark(second, mary, Presence.ABSENT, by=PersonFactory())
    page = page_of(cohort, sign_in)
    days = page.context["figures"].attendance
    numbers = {series.name: [point.value for point in series.points] for series in days.series}
    assert numbers == {"Present": [2, 1], "Late": [1, 0], "Absent": [0, 1], "Not known": [0, 1]}
    fewest = f"Fewest came on {date_format(timezone.localdate(second.starts_at))}: 1 of 2."
    assert days.finding == f"80% were there on average, on 2 days held. {fewest}"
    assert f'role="img" aria-label="Attendance by day. {days.finding}"' in page.text
    assert "2 of 5 days held" in seen(page.text)


def test_of_several_days_on_which_as_few_came_it_is_said_how_many_they_are(cohort, sign_in):
    asha, mary = (learner_in(cohort, joined_days_ago=10) for _ in range(2))
    first, second = Session.objects.filter(block__cohort=cohort, starts_at__lte=timezone.now()).order_by("starts_at")
    third = meet(first.block, -6)
    for session, came in ((first, 1), (second, 2), (third, 1)):
        for person, is_there in ((asha, True), (mary, came == 2)):
            mark(session, person, Presence.PRESENT if is_there else Presence.ABSENT, by=PersonFactory())
    days = page_of(cohort, sign_in).context["figures"].attendance
    day = date_format(timezone.localdate(first.starts_at))
    assert days.finding.endswith(f" Fewest came on 2 days, first on {day}: 1 of 2.")
    mark(second, mary, Presence.ABSENT, by=PersonFactory())
    assert "Fewest" not in page_of(cohort, sign_in).context["figures"].attendance.finding


def test_a_day_hardly_marked_is_not_the_one_to_which_the_fewest_came(cohort, sign_in):
    asha, mary, salma = (learner_in(cohort, joined_days_ago=10) for _ in range(3))
    first, second = Session.objects.filter(block__cohort=cohort, starts_at__lte=timezone.now()).order_by("starts_at")
    third = meet(first.block, -6)
    for person in (asha, mary, salma):
        mark(first, person, Presence.PRESENT, by=PersonFactory())
    mark(third, asha, Presence.PRESENT, by=PersonFactory())
    mark(third, mary, Presence.ABSENT, by=PersonFactory())
    mark(second, asha, Presence.ABSENT, by=PersonFactory())
    fewest = date_format(timezone.localdate(third.starts_at))
    assert page_of(cohort, sign_in).context["figures"].attendance.finding.endswith(f"Fewest came on {fewest}: 1 of 2.")


def test_a_day_without_a_list_leads_to_where_it_is_taken(cohort, sign_in):
    page = page_of(cohort, sign_in)
    assert "2 days have no list yet" in page.text
    assert reverse("attendance:cohort", args=[cohort.pk]) in page.text
    take_lists(cohort)
    assert "no list yet" not in page_of(cohort, sign_in).text


def test_five_who_took_both_tests_are_compared(cohort, lessons, sign_in):
    took_both(cohort, lessons)
    sit(learner_in(cohort), lessons[0])
    page = page_of(cohort, sign_in)
    words = seen(page.text)
    assert "5 learners took both tests: 44.0% before, 72.0% after, 28.0 points more." in words
    assert "On average 44.0% → 72.0%" in words
    assert "In the middle (median) 40.0% → 80.0%" in words
    assert "Reached 60% 1 → 4" in words
    assert "Did better 4 of 5" in words
    assert "1 has not taken the test at the end." in words
    bands = {
        series.name: [point.value for point in series.points]
        for series in page.context["figures"].before_and_after.series
    }
    assert bands == {"Before": [0, 1, 3, 0, 1], "After": [0, 0, 1, 1, 3]}


def test_of_four_pairs_no_figure_is_shown(cohort, lessons, sign_in):
    took_both(cohort, lessons, 4)
    words = seen(page_of(cohort, sign_in).text)
    assert "4 learners have taken both tests. From five on" in words
    assert "On average" not in words
    assert "% before" not in words


def test_what_was_written_by_hand_counts_and_a_second_try_at_the_first_test_does_not(cohort, lessons, sign_in):
    people = took_both(cohort, lessons)
    sit(people[0], lessons[0])
    assert "44.0% before" in page_of(cohort, sign_in).text
    stay, trainer = Enrolment.objects.get(person=people[0]), trainer_of(cohort)
    mark_by_hand(stay, str(lessons[0].translation_key), 20, why="On paper", by=trainer.user)
    mark_by_hand(stay, str(lessons[1].translation_key), 100, why="On paper", by=trainer.user)
    assert "40.0% before, 80.0% after" in page_of(cohort, sign_in).text


def test_who_manages_the_cohort_sees_figures_of_who_shares_results_and_all_the_days(cohort, lessons, sign_in):
    people = took_both(cohort, lessons)
    take_lists(cohort)
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    for person in people[:4]:
        give_consent(person, purpose=Purpose.SHARING, language="en", by=person.user)
    client = sign_in(manager)
    words = seen(client.get(figures(cohort)).text)
    assert "4 learners have taken both tests." in words
    assert "those whose results you may see: 4." in words
    assert "2 days held" in words
    give_consent(people[4], purpose=Purpose.SHARING, language="en", by=people[4].user)
    assert "44.0% before" in client.get(figures(cohort)).text


def test_who_has_left_counts_for_the_days_before_and_in_no_test(cohort, lessons, sign_in):
    people = took_both(cohort, lessons)
    take_lists(cohort)
    stay = Enrolment.objects.get(person=people[0])
    withdraw_learner(stay, by=trainer_of(cohort).user, left_for=LeavingReason.WORK)
    shown = page_of(cohort, sign_in).context["figures"]
    assert [day.of for day in shown.days.held] == [6, 6]
    assert len(shown.tests.pairs) == 4


def test_no_week_ends_after_today_and_the_drawing_says_what_half_have_read(cohort, lessons, sign_in):
    took_both(cohort, lessons)
    today = timezone.localdate()
    cohort.starts_on, cohort.ends_on = today - timedelta(days=10), today + timedelta(days=60)
    cohort.save()
    page = page_of(cohort, sign_in)
    weeks, difficulty = page.context["figures"].others
    assert weeks.labels == [date_format(today - timedelta(days=4), "j M"), date_format(today, "j M")]
    assert weeks.at == pytest.approx([0, 4 / 7])
    assert weeks.finding == f"By {date_format(today)} half of the learners had read 1 lesson to the end, or more."
    assert not difficulty.is_empty
    assert page.text.count("<polygon") == 1


def test_the_page_and_the_report_cost_as_many_queries_however_many_learn(cohort, lessons, sign_in):
    took_both(cohort, lessons)
    client, report = sign_in(trainer_of(cohort)), reverse("gradebook:print-report", args=[cohort.pk])

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def fill(number):
        many_learners_in(cohort, number)
        meeting = Session.objects.filter(block__cohort=cohort).order_by("starts_at").first()
        for stay in Enrolment.objects.filter(cohort=cohort).select_related("person")[:40]:
            mark(meeting, stay.person, Presence.PRESENT, by=PersonFactory())

    fill(35)
    of_few = [cost(figures(cohort)), cost(report)]
    fill(360)
    assert [cost(figures(cohort)), cost(report)] == of_few
    # The report asks what is due as the desk does, of one cohort in as many queries as of many, and which try counts.
    assert max(of_few) <= 38
