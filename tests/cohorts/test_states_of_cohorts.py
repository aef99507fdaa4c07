"""A cohort is planned, opened, runs, finishes and is closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.enums import CohortState
from cohorts.errors import CohortIsOver, CohortNotOpenYet
from cohorts.permissions import cohorts_to_come
from cohorts.queries import steps_of
from cohorts.services import decide_state, follow_all_dates, join_cohort
from cohorts.states import WAY_OF_A_COHORT
from core.states import MoveIsNotAllowed, MoveIsNotYours
from people.enums import Role
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, trainer_of

pytestmark = pytest.mark.django_db
PLANNED, OPEN, RUNNING, FINISHED, CLOSED = CohortState


def cohort_in(days, state, lasts=30):
    day = timezone.localdate() + timedelta(days=days)
    return CohortFactory(starts_on=day, ends_on=day + timedelta(days=lasts), state=state)


def manager_of(cohort):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    return person


@pytest.mark.parametrize(("days", "before", "after"), [
    (1, OPEN, OPEN),
    (0, OPEN, RUNNING),
    (-30, RUNNING, RUNNING),
    (-31, RUNNING, FINISHED),
    (-31, OPEN, FINISHED),
    (-31, PLANNED, PLANNED),
    (-31, CLOSED, CLOSED),
    (5, RUNNING, RUNNING),
])  # fmt: skip
def test_cohorts_begin_on_their_first_day_and_finish_after_their_last(days, before, after):
    cohort = cohort_in(days, before)
    follow_all_dates({"day": timezone.localdate().isoformat()})
    cohort.refresh_from_db()
    assert cohort.state == after


def test_nobody_joins_before_it_is_open_or_after_it_is_closed():
    person = PersonFactory()
    for state, refusal in ((PLANNED, CohortNotOpenYet), (FINISHED, CohortIsOver), (CLOSED, CohortIsOver)):
        with pytest.raises(refusal):
            join_cohort(person, cohort_in(1, state).code, by=person.user)
    for state in (OPEN, RUNNING):
        assert join_cohort(person, cohort_in(1, state).code, by=person.user)


def test_only_a_cohort_that_is_open_is_told_to_everybody():
    shown = cohort_in(1, OPEN)
    for state in (PLANNED, CLOSED):
        cohort_in(1, state)
    assert list(cohorts_to_come()) == [shown]


def test_who_manages_opens_closes_and_opens_again_and_it_stands_where_its_days_are():
    cohort = cohort_in(-3, PLANNED)
    by = manager_of(cohort).user
    decide_state(cohort, "open", by=by)
    assert cohort.state == RUNNING
    decide_state(cohort, "close", by=by)
    assert cohort.state == CLOSED
    decide_state(cohort, "reopen", by=by)
    assert cohort.state == RUNNING


def test_a_trainer_decides_nothing_and_nobody_begins_it_by_hand():
    cohort = cohort_in(1, OPEN)
    with pytest.raises(MoveIsNotYours):
        decide_state(cohort, "close", by=trainer_of(cohort).user)
    with pytest.raises(MoveIsNotAllowed):
        decide_state(cohort, "start", by=manager_of(cohort).user)


def test_the_page_draws_the_way_and_offers_what_may_be_done(sign_in):
    cohort = cohort_in(1, PLANNED)
    client = sign_in(manager_of(cohort))
    page = client.get(f"/cohorts/{cohort.pk}/").text
    assert "Open it to join" in page
    assert "Open it again" not in page
    client.post(f"/cohorts/{cohort.pk}/state/", {"move": "open"})
    cohort.refresh_from_db()
    assert cohort.state == OPEN
    assert "Close it" not in sign_in(trainer_of(cohort)).get(f"/cohorts/{cohort.pk}/").text


def test_the_way_of_a_running_cohort_has_planned_and_open_behind_it():
    places = {step.state: step.place for step in WAY_OF_A_COHORT.steps(RUNNING)}
    assert places == {PLANNED: "before", OPEN: "before", RUNNING: "here", FINISHED: "ahead", CLOSED: "ahead"}


def test_the_list_is_narrowed_to_a_state(sign_in):
    planned = cohort_in(1, PLANNED)
    person = manager_of(planned)
    running = CohortFactory(place=planned.place, state=RUNNING)
    page = sign_in(person).get("/cohorts/?state=planned").text
    assert planned.name in page
    assert running.name not in page


def test_a_closed_cohort_gives_out_no_code(db, sign_in):
    cohort = CohortFactory(code="MVK4P7")
    client, address = sign_in(trainer_of(cohort)), f"/cohorts/{cohort.pk}/"
    assert "MVK4P7" in client.get(address).text
    decide_state(cohort, "close", by=manager_of(cohort).user)
    page = client.get(address).text
    assert "MVK4P7" not in page
    assert "Give out the code" not in page


@pytest.mark.parametrize(("state", "never"), [(RUNNING, ["finished"]), (OPEN, ["running", "finished"]), (FINISHED, [])])
def test_a_cohort_that_was_closed_before_its_end_is_not_said_to_have_finished(state, never):
    cohort = cohort_in(-60 if state == FINISHED else -1 if state == RUNNING else 9, state)
    decide_state(cohort, "close", by=manager_of(cohort).user)
    assert [step.state for step in steps_of(cohort) if step.place == "aside"] == never
    assert steps_of(cohort)[-1].place == "here"
