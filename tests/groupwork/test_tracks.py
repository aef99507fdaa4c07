"""How far a trainee has come: steps ahead with their day, taken back and kept; what came of a cohort."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.services import withdraw_learner
from core.models import AuditEntry
from core.states import MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing
from groupwork.enums import STEP, Milestone
from groupwork.errors import NothingToTakeBack
from groupwork.models import TrackStep
from groupwork.queries import milestone_of, outcome_in, outcome_lines, tracks_in, way_in
from groupwork.services import set_milestone, take_step_back
from groupwork.states import LADDER, TRACK, ahead_of
from jobs.services import run_due_jobs
from offline.kinds import pages_of_today
from people.enums import Purpose, Role
from people.services import grant_role, withdraw_consent
from submissions.fields import query_dict
from submissions.kinds import Handed
from submissions.services import take
from tests.factories import CohortFactory, PersonFactory, learner_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _began(cohort):
    cohort.starts_on = DAY
    cohort.save()


@pytest.fixture
def manager(cohort):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    return person


def test_the_ladder_goes_up_by_one_step_or_several_and_never_down():
    for place, milestone in enumerate(LADDER):
        assert set(ahead_of(milestone)) & set(LADDER) == set(LADDER[place + 1 :])
    assert ahead_of(Milestone.SELF_RELIANT) == ahead_of(Milestone.DROPPED) == ahead_of(Milestone.EMPLOYED) == []
    assert Milestone.EMPLOYED not in ahead_of(Milestone.LAUNCHED)
    assert {str(step.state) for step in TRACK.steps(Milestone.ENROLLED)} == set(Milestone.values)


@pytest.mark.parametrize("of_one", [True, False])
def test_no_step_lies_before_the_first_day_of_the_cohort(sign_in, cohort, asha, trainer, of_one):
    stay = cohort.enrolments.get(person=asha)
    address = f"/groupwork/cohorts/{cohort.pk}/tracks/" + (f"{stay.pk}/" if of_one else "")
    typed = {"milestone": Milestone.MARKET_RESEARCHED, "reached_on": "09-11-2026"} | (
        {} if of_one else {"stay": stay.pk}
    )
    page = sign_in(trainer).post(address, typed)
    assert page.status_code == 422
    assert "The cohort began on 10-11-2026. Type that day or a later one." in page.text
    assert not TrackStep.objects.exists()
    assert sign_in(trainer).post(address, {**typed, "reached_on": "10-11-2026"}).status_code == 302


def test_nobody_is_trained_before_the_last_day_of_the_cohort(sign_in, cohort, asha, trainer):
    def first_line():
        cohort.refresh_from_db()
        return outcome_lines(cohort, trainer)[0]

    last = timezone.localdate() + timedelta(days=3)
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=last)
    assert (first_line().label, first_line().text) == (f"In training until {last:%d-%m-%Y}", "1")
    assert "these figures are provisional" in sign_in(trainer).get(f"/groupwork/cohorts/{cohort.pk}/tracks/").text
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert first_line().label == "Trained"


def test_a_step_is_kept_with_its_day_and_who_set_it(stay, trainer):
    set_milestone(stay, Milestone.PILOTED, reached_on=DAY, by=trainer.user)
    with pytest.raises(MoveIsNotAllowed):
        set_milestone(stay, Milestone.COMPETENT, reached_on=DAY, by=trainer.user)
    step = TrackStep.objects.get()
    assert (step.came_from, step.milestone, step.reached_on) == ("enrolled", "piloted", DAY)
    assert milestone_of(stay) == Milestone.PILOTED
    assert AuditEntry.objects.filter(action="track.moved", by=trainer.user).count() == 1


def test_who_stops_does_so_for_a_reason(stay, trainer):
    with pytest.raises(ReasonIsMissing):
        set_milestone(stay, Milestone.DROPPED, reached_on=DAY, by=trainer.user)
    set_milestone(stay, Milestone.DROPPED, reached_on=DAY, reason="Moved to Pune", by=trainer.user)
    assert TrackStep.objects.get().reason == "Moved to Pune"


def test_she_does_not_set_it_herself(stay, asha):
    with pytest.raises(MoveIsNotYours):
        set_milestone(stay, Milestone.LAUNCHED, reached_on=DAY, by=asha.user)


def test_a_step_set_by_mistake_is_taken_back_and_stays_in_the_history(stay, trainer):
    with pytest.raises(NothingToTakeBack):
        take_step_back(stay, by=trainer.user)
    set_milestone(stay, Milestone.COMPETENT, reached_on=DAY, by=trainer.user)
    set_milestone(stay, Milestone.DROPPED, reached_on=DAY, reason="Ill", by=trainer.user)
    take_step_back(stay, by=trainer.user)
    assert milestone_of(stay) == Milestone.COMPETENT
    set_milestone(stay, Milestone.LAUNCHED, reached_on=DAY, by=trainer.user)
    assert TrackStep.objects.count() == 3
    outcome = outcome_in(stay.cohort)
    assert (outcome.trained, outcome.started, outcome.stopped) == (1, 1, 0)


def test_who_leaves_after_a_step_stays_in_the_outcome_and_who_leaves_before_does_not(cohort, stay, salma, trainer):
    set_milestone(stay, Milestone.LAUNCHED, reached_on=DAY, by=trainer.user)
    for each in (stay, salma.enrolments.get()):
        withdraw_learner(each, by=trainer.user)
    outcome = outcome_in(cohort)
    assert (outcome.trained, outcome.started) == (1, 1)


def test_who_took_back_her_consent_is_counted_and_her_track_is_shown_to_nobody(cohort, stay, asha, trainer, sign_in):
    set_milestone(stay, Milestone.LAUNCHED, reached_on=DAY, by=trainer.user)
    assert "Asha Pawar" in sign_in(trainer).get(f"/groupwork/cohorts/{cohort.pk}/tracks/").text
    withdraw_consent(asha, purpose=Purpose.TRAINING, by=asha.user)
    run_due_jobs()
    assert outcome_in(cohort).started == 1
    assert "Asha Pawar" not in sign_in(trainer).get(f"/groupwork/cohorts/{cohort.pk}/tracks/").text


def test_few_are_told_of_to_their_trainer_alone(cohort, stay, trainer, manager):
    for _ in range(5):
        learner_in(cohort)
    set_milestone(stay, Milestone.LAUNCHED, reached_on=DAY, by=trainer.user)
    assert [line.text for line in outcome_lines(cohort, trainer)][:2] == ["6", "1 (17 %)"]
    assert [line.text for line in outcome_lines(cohort, manager)][:2] == ["6", "fewer than 5"]
    assert len(tracks_in(cohort, trainer)) == 6
    assert tracks_in(cohort, manager) == []  # nobody has agreed to share her results


def test_the_pages_say_it_and_the_next_step_is_set_there(cohort, stay, asha, trainer, sign_in):
    client, address = sign_in(trainer), f"/groupwork/cohorts/{cohort.pk}/tracks/{stay.pk}/"
    assert client.post(address, {"milestone": "dropped", "reached_on": "10-11-2026"}).status_code == 422
    assert client.post(address, {"milestone": "market-researched", "reached_on": "10-11-2026"}).status_code == 302
    assert "Market looked into" in client.get(f"/groupwork/cohorts/{cohort.pk}/tracks/").text
    assert "10-11-2026" in client.get(address).text
    assert client.post(f"{address}back/").status_code == 302
    assert "Taken back" in client.get(address).text
    assert "Enrolled" in sign_in(asha).get(f"/groupwork/cohorts/{cohort.pk}/").text


def note(person, about, key=None, **fields):
    sent = {"milestone": "launched", "reached_on": "10-11-2026", "reason": "", "asked": "milestone=launched", **fields}
    return take(person, Handed(id=key or uuid4(), kind=STEP, about=about, fields=query_dict(sent)))


def test_a_step_that_was_noted_without_a_line_is_taken_once_whoever_it_names(cohort, stay, trainer, salma):
    key, hers = uuid4(), salma.enrolments.get()
    told = [note(trainer, str(cohort.pk), key, stay=str(stay.pk)).standing for _ in range(2)]
    assert told == ["applied", "duplicate"]
    assert note(trainer, f"{cohort.pk}/{hers.pk}").standing == "applied"
    assert [milestone_of(each) for each in (stay, hers)] == [Milestone.LAUNCHED] * 2
    assert set(TrackStep.objects.values_list("reached_on", "recorded_by")) == {(DAY, trainer.user.pk)}


def test_what_is_wrong_with_a_step_is_said_and_where_she_stands(cohort, stay, trainer):
    about = f"{cohort.pk}/{stay.pk}"
    refused = note(trainer, about, milestone="dropped")
    assert (refused.standing, refused.field) == ("refused", "reason")
    assert note(trainer, str(cohort.pk)).field == "stay"
    note(trainer, about)
    assert "Business started" in str(note(trainer, about, milestone="piloted").sentence)


def test_a_step_is_noted_by_who_teaches_and_sees_her_results(cohort, stay, asha, manager):
    elsewhere = learner_in(CohortFactory()).enrolments.get()
    assert note(asha, f"{cohort.pk}/{stay.pk}").code == "not_yours"
    assert note(manager, f"{cohort.pk}/{stay.pk}").code == "not_yours"  # she has not agreed to share them
    assert note(manager, f"{cohort.pk}/{elsewhere.pk}").code == "not_yours"
    assert note(manager, f"{elsewhere.cohort_id}").code == "not_yours"
    assert not TrackStep.objects.exists()


def test_the_page_for_steps_is_kept_on_the_phone_also_after_the_last_day(cohort, trainer):
    today = timezone.localdate()
    Cohort.objects.update(starts_on=today - timedelta(days=99), ends_on=today - timedelta(days=9))
    addresses = [page.address for page in pages_of_today.get("tracks")(trainer.user)]
    assert addresses == [f"/groupwork/cohorts/{cohort.pk}/tracks/"]


def test_a_step_of_any_trainee_is_written_down_on_the_list_by_its_button(cohort, stay, trainer, sign_in):
    client, address = sign_in(trainer), f"/groupwork/cohorts/{cohort.pk}/tracks/"
    sent = {"stay": str(stay.pk), "milestone": "market-researched", "reached_on": "10-11-2026", "id": str(uuid4())}
    assert client.post(address, {**sent, "stay": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, sent).headers["Location"] == address
    assert TrackStep.objects.count() == 1


@pytest.mark.parametrize("number", [1, 8])
def test_the_list_asks_the_database_as_often_for_many(cohort, trainer, number, django_assert_num_queries):
    for _ in range(number):
        stay = learner_in(cohort).enrolments.get()
        set_milestone(stay, Milestone.LAUNCHED, reached_on=timezone.localdate(), by=trainer.user)
    with django_assert_num_queries(2):
        assert len(tracks_in(cohort, trainer)) == number


def test_steps_without_a_day_were_passed_over_and_are_not_done(cohort, stay, asha, trainer, sign_in):
    set_milestone(stay, Milestone.PRODUCT_CHOSEN, reached_on=DAY, by=trainer.user)
    set_milestone(stay, Milestone.SELF_RELIANT, reached_on=DAY, by=trainer.user)
    places = {step.state: step.place for step in way_in(asha, cohort)}
    done = [state for state, place in places.items() if place == "before"]
    assert done == [Milestone.ENROLLED, Milestone.PRODUCT_CHOSEN]
    assert places[Milestone.COMPETENT] == "passed"
    page = sign_in(trainer).get(f"/groupwork/cohorts/{cohort.pk}/tracks/{stay.pk}/").text
    assert (page.count("(passed over)"), page.count("(done)")) == (5, 2)
    assert (outcome_in(cohort).started, outcome_in(cohort).carrying) == (1, 1)  # who stands alone has started


def test_who_leaves_steps_out_is_asked_once_whether_they_were_done(cohort, trainer, stay):
    about = f"{cohort.pk}/{stay.pk}"
    said = {"milestone": "self-reliant", "reached_on": "10-11-2026"}
    outcome = take(trainer, step(about, said))
    assert (outcome.code, outcome.field) == ("asked", "milestone")
    assert "6 steps lie between" in str(outcome.sentence)
    assert take(trainer, step(about, {**said, "milestone": "product-chosen", "asked": "milestone=self-reliant"})).code
    assert take(trainer, step(about, {**said, "asked": "milestone=self-reliant"})).is_kept
    assert milestone_of(stay) == Milestone.SELF_RELIANT


def test_nothing_is_asked_of_the_next_step_or_of_another_end(cohort, trainer, stay):
    day = {"reached_on": "10-11-2026"}
    assert take(trainer, step(str(cohort.pk), {**day, "stay": stay.pk, "milestone": "market-researched"})).is_kept
    assert take(trainer, step(str(cohort.pk), {**day, "stay": stay.pk, "milestone": "product-chosen"})).is_kept
    assert take(trainer, step(str(cohort.pk), {**day, "stay": stay.pk, "milestone": "employed"})).is_kept


def test_a_phone_is_told_what_to_ask_of_each_trainee(sign_in, cohort, trainer, stay):
    set_milestone(stay, Milestone.PILOTED, reached_on=DAY, by=trainer.user)
    page = sign_in(trainer).get(reverse("groupwork:tracks", args=[cohort.pk]))
    assert page.context["form"].for_the_phone["at"] == {str(stay.pk): "piloted"}
    assert len(page.context["form"].for_the_phone["questions"]) == len(LADDER) - 2
    assert 'id="steps-asked"' in page.text


def step(about, said):
    return Handed(id=uuid4(), kind=STEP, about=about, fields=query_dict(said))
