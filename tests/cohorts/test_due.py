"""What is to do in a cohort stands first on its page, for who teaches it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.attendance.meetings import mark, session_of
from tests.factories import CohortFactory, learner_in, many_learners_in, mentor_of, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


def page_for(client, cohort) -> str:
    return client.get(reverse("cohorts:cohort", args=[cohort.pk])).text


def test_the_list_of_todays_session_is_one_press_away_and_comes_before_all_other_ways(cohort, sign_in):
    session, trainer = session_of(cohort), trainer_of(cohort)
    client = sign_in(trainer)
    page = page_for(client, cohort)
    (button,) = re.findall(r'<a class="button" href="([^"]+)">[^T]*Take attendance', page)
    assert button == reverse("attendance:mark", args=[session.pk])
    assert page.index(button) < page.index("Who has done what")
    mark(session, learner_in(cohort), "present", by=trainer)
    page = page_for(client, cohort)
    assert "Take attendance" not in page
    assert "1 here, 0 absent" in page


def test_what_is_due_leads_to_where_it_is_done(cohort, sign_in):
    session_of(cohort, days=-1)
    page = page_for(sign_in(trainer_of(cohort)), cohort)
    assert f'href="{reverse("attendance:cohort", args=[cohort.pk])}"' in page
    assert "Attendance of 1 session is not taken." in page


@pytest.mark.parametrize("who", [learner_in, mentor_of])
def test_who_does_not_teach_is_asked_for_no_list(who, cohort, sign_in):
    session_of(cohort)
    session_of(cohort, days=-1)
    page = page_for(sign_in(who(cohort)), cohort)
    assert "Take attendance" not in page
    assert "not taken" not in page


def test_where_nothing_is_due_nothing_is_said(cohort, sign_in):
    assert "To do now" not in page_for(sign_in(trainer_of(cohort)), cohort)


def test_what_is_due_costs_the_same_however_many_learn_there(cohort, sign_in):
    trainer = trainer_of(cohort)
    client = sign_in(trainer)
    mark(session_of(cohort), learner_in(cohort), "present", by=trainer)
    session_of(cohort, days=-1)

    def asked() -> int:
        page_for(client, cohort)
        with CaptureQueriesContext(connection) as queries:
            page_for(client, cohort)
        return len(queries)

    of_one = asked()
    many_learners_in(cohort, 30)
    assert asked() == of_one
