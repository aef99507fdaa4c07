"""Several cohorts in figures, for who teaches or manages them."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from courses.services import finish_lesson
from people.enums import Role
from people.services import grant_role
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, trainer_of

pytestmark = pytest.mark.django_db

ADDRESS = "/cohorts/figures/"


@pytest.fixture
def course():
    return course_with_lessons(4)


@pytest.fixture
def cohort(course):
    """Six learners, of whom three have read the first two of four lessons."""
    cohort = cohort_on(course, opens_in_days=[-7, -3, 5], name="Asha cohort")
    people = [learner_in(cohort) for _ in range(6)]
    for person in people[:3]:
        for lesson in lessons_of(course)[:2]:
            finish_lesson(person, lesson)
    return cohort


def rows(page):
    return {row[0].value: [cell.value for cell in row[4:]] for row in page.context["list"].rows}


def test_each_cohort_stands_with_its_learners_the_share_read_and_who_keeps_up(cohort, sign_in):
    page = sign_in(trainer_of(cohort)).get(ADDRESS)
    assert rows(page) == {cohort.name: [6, 25, 3, 0, 3, 0]}
    assert f"{reverse('cohorts:learners', args=[cohort.pk])}?standing=late" in page.text


def test_the_share_of_fewer_than_five_is_not_shown(course, cohort, sign_in):
    small = cohort_on(course, opens_in_days=[-7, -3, 5], name="Small cohort")
    learner_in(small)
    trainer = trainer_of(small)
    assert rows(sign_in(trainer).get(ADDRESS)) == {small.name: [1, None, 1, 0, 1, 0]}


def test_what_was_read_is_drawn_by_month_and_by_cohort(course, cohort, sign_in):
    for person in cohort.enrolments.all()[3:5]:
        finish_lesson(person.person, lessons_of(course)[0])
    by_month, by_cohort = sign_in(trainer_of(cohort)).get(ADDRESS).context["charts"]
    assert by_month.labels[-1] == date_format(timezone.localdate(), "M")
    assert by_month.series[0].points[-1].shown == 8
    assert [(point.label, point.shown) for point in by_cohort.series[0].points] == [(cohort.name, 33)]


def test_they_are_searched_filtered_and_taken_along(course, cohort, sign_in):
    trainer = trainer_of(cohort)
    other = cohort_on(course, opens_in_days=[-7, -3, 5], name="Bina cohort")
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    client = sign_in(trainer)
    assert set(rows(client.get(ADDRESS))) == {cohort.name, other.name}
    assert set(rows(client.get(ADDRESS, {"q": "bina"}))) == {other.name}
    assert rows(client.get(ADDRESS, {"time": "over"})) == {}
    file = b"".join(client.get(ADDRESS, {"file": "csv"}).streaming_content).decode()
    assert "Asha cohort" in file


def test_ten_cohorts_cost_no_more_queries_than_one(course, cohort, sign_in, django_assert_max_num_queries):
    trainer = trainer_of(cohort)
    client = sign_in(trainer)
    client.get(ADDRESS)
    with django_assert_max_num_queries(18):
        client.get(ADDRESS)
    for number in range(9):
        grant_role(trainer, role=Role.TRAINER, over=cohort_on(course, name=f"Cohort {number}"), by=None)
    with django_assert_max_num_queries(18):
        assert len(rows(client.get(ADDRESS))) == 10
