"""A full cohort: who waits, in which order they move up, and that nobody is passed."""

import pytest
from django.urls import reverse

from cohorts.errors import CohortIsFull, MoreTakePart, TrainingNotAgreed
from cohorts.models import Cohort, Enrolment
from cohorts.queries import place_in_line
from cohorts.services import change_capacity, decide_state, enrol, join_cohort, wait_for_place, withdraw_learner
from core.models import AuditEntry
from jobs.models import Job
from people.enums import Purpose, Role
from people.models import Person
from people.services import grant_role, withdraw_consent
from tests.factories import CohortFactory, PersonFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory(code="MVK4P7", capacity=1)


@pytest.fixture
def learner(cohort) -> Person:
    return learner_in(cohort)


def wait(person: Person, cohort: Cohort) -> Enrolment:
    return wait_for_place(person, cohort.code, by=person.user)


def standing(*stays: Enrolment) -> list[str]:
    for stay in stays:
        stay.refresh_from_db()
    return [stay.status for stay in stays]


def test_who_waits_knows_her_number_and_takes_no_part(cohort, learner):
    first, second = (wait(PersonFactory(), cohort) for _ in range(2))
    assert [place_in_line(stay) for stay in (first, second)] == [1, 2]
    assert list(Enrolment.objects.active()) == [learner.enrolments.get()]


def test_when_somebody_leaves_the_first_in_line_moves_up_and_is_told(cohort, learner):
    first, second = (wait(PersonFactory(), cohort) for _ in range(2))
    withdraw_learner(learner.enrolments.get(), by=learner.user)
    assert standing(first, second) == ["active", "waiting"]
    assert place_in_line(second) == 1
    told = Job.objects.filter(kind="notice", payload__kind="cohort_moved_up")
    assert [job.payload["person"] for job in told] == [str(first.person_id)]
    assert AuditEntry.objects.get(action="enrolment.moved_up").by is None


def test_when_places_are_added_as_many_move_up(cohort, learner):
    stays = [wait(PersonFactory(), cohort) for _ in range(3)]
    change_capacity(cohort, capacity=3, by=learner.user)
    assert standing(*stays) == ["active", "active", "waiting"]


def test_a_cohort_is_made_no_smaller_than_those_who_take_part(cohort, learner):
    change_capacity(cohort, capacity=2, by=learner.user)
    learner_in(Cohort.objects.get())
    with pytest.raises(MoreTakePart):
        change_capacity(cohort, capacity=1, by=learner.user)
    assert Cohort.objects.get().capacity == 2


def test_nobody_passes_those_who_wait_for_a_place_that_is_free_by_an_oversight(cohort, learner):
    stay = wait(PersonFactory(), cohort)
    Cohort.objects.update(capacity=2)
    with pytest.raises(CohortIsFull):
        join_cohort(PersonFactory(), cohort.code, by=learner.user)
    withdraw_learner(learner.enrolments.get(), by=None)
    assert standing(stay) == ["active"]


def test_who_waits_and_types_the_code_again_keeps_her_number(cohort, learner):
    first, second = (wait(PersonFactory(), cohort) for _ in range(2))
    assert wait(first.person, cohort) == first
    with pytest.raises(CohortIsFull):
        join_cohort(first.person, cohort.code, by=first.person.user)
    assert [place_in_line(stay) for stay in (first, second)] == [1, 2]


def test_where_a_place_is_free_by_now_she_takes_part_at_once():
    assert wait(PersonFactory(), CohortFactory()).status == "active"


def test_who_gives_up_moves_the_others_on_and_frees_no_place(cohort, learner):
    first, second = (wait(PersonFactory(), cohort) for _ in range(2))
    withdraw_learner(first, by=first.person.user)
    assert standing(first, second) == ["withdrawn", "waiting"]
    assert place_in_line(second) == 1


def test_who_takes_back_her_consent_waits_no_longer_and_who_never_gave_it_does_not_wait(
    cohort, learner, django_capture_on_commit_callbacks
):
    stay = wait(PersonFactory(), cohort)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(stay.person, purpose=Purpose.TRAINING, by=stay.person.user)
    assert standing(stay) == ["withdrawn"]
    with pytest.raises(TrainingNotAgreed):
        wait(PersonFactory(consent=False), cohort)


def test_a_trainer_cannot_enrol_past_the_line(cohort, learner):
    stay = wait(PersonFactory(), cohort)
    with pytest.raises(CohortIsFull):
        enrol(stay.person, cohort, by=trainer_of(cohort).user)


def test_the_page_of_a_full_cohort_offers_to_wait_and_says_her_number(cohort, learner, sign_in):
    client = sign_in(PersonFactory())
    assert "Wait for a place" in client.post("/cohorts/join/", {"code": cohort.code}).text
    answer = client.post("/cohorts/join/", {"code": cohort.code, "wait": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("cohorts:my-place", args=[cohort.pk])
    assert "Your number on the waiting list" in answer.text
    client.post(reverse("cohorts:give-up", args=[cohort.pk]))
    assert "you can join again" in client.get(reverse("cohorts:my-place", args=[cohort.pk])).text


def test_the_trainer_sees_who_waits_and_adds_places(cohort, learner, sign_in):
    stay = wait(PersonFactory(name="Lalita Bai"), cohort)
    client, page = sign_in(trainer_of(cohort)), reverse("cohorts:coming-and-going", args=[cohort.pk])
    assert stay.person.name in client.get(page).text
    client.post(reverse("cohorts:change-places", args=[cohort.pk]), {"capacity": "2"})
    assert standing(stay) == ["active"]
    refused = client.post(reverse("cohorts:change-places", args=[cohort.pk]), {"capacity": "1"})
    assert refused.status_code == 422
    assert "More people than that take part already." in refused.text


def test_the_trainer_takes_a_learner_out_with_the_reason_and_finds_it_again(cohort, learner, sign_in):
    client = sign_in(trainer_of(cohort))
    out = reverse("cohorts:withdraw", args=[cohort.pk, learner.pk])
    assert "Choose why" in client.post(out, {"left_for": ""}, follow=True).text
    assert standing(learner.enrolments.get()) == ["active"]
    client.post(out, {"left_for": "moved", "reason": "She married to Hubli."})
    page = client.get(reverse("cohorts:coming-and-going", args=[cohort.pk])).text
    assert "Moved away, or married" in page
    assert "She married to Hubli." in page


def test_a_place_that_was_freed_while_the_cohort_was_closed_is_given_when_it_opens_again(cohort, learner):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    waiting = wait(PersonFactory(), cohort)
    decide_state(cohort, "close", by=manager.user)
    withdraw_learner(learner.enrolments.get(), by=learner.user)
    assert standing(waiting) == ["waiting"]
    decide_state(Cohort.objects.get(), "reopen", by=manager.user)
    assert standing(waiting) == ["active"]
