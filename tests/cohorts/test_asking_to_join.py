"""Asking to join a cohort without its code, and the trainer's answer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import TakesNoApplications, TrainingNotAgreed
from cohorts.models import Cohort, Enrolment
from cohorts.services import apply_to, approve, decline, join_cohort
from core.states import MoveIsNotYours, ReasonIsMissing
from jobs.models import Job
from people.models import Person
from tests.factories import CohortFactory, PersonFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory(code="MVK4P7", name="Haveri in spring", starts_on=timezone.localdate() + timedelta(days=9))


def ask(cohort: Cohort, person: Person | None = None) -> Enrolment:
    person = person or PersonFactory()
    return apply_to(cohort, person, by=person.user)


def notices(kind: str) -> list[str]:
    return [job.payload["person"] for job in Job.objects.filter(kind="notice", payload__kind=kind)]


def test_who_asks_takes_no_part_until_she_is_taken_and_the_trainer_is_told(cohort):
    trainer = trainer_of(cohort)
    stay = ask(cohort)
    assert stay.status == "applied"
    assert not Enrolment.objects.active().exists()
    assert notices("cohort_asked") == [str(trainer.pk)]
    approve(stay, by=trainer.user)
    assert Enrolment.objects.active().get() == stay
    assert notices("cohort_joined") == [str(stay.person_id)]


def test_asking_twice_is_one_stay(cohort):
    first = ask(cohort)
    assert ask(cohort, first.person) == first
    assert Enrolment.objects.count() == 1


def test_who_is_taken_into_a_full_cohort_waits_for_a_place(cohort):
    Cohort.objects.update(capacity=1)
    learner_in(cohort)
    stay = ask(cohort)
    approve(stay, by=trainer_of(cohort).user)
    assert stay.status == "waiting"
    assert notices("cohort_waits") == [str(stay.person_id)]


def test_who_is_not_taken_is_told_why_and_may_ask_again(cohort):
    stay, trainer = ask(cohort), trainer_of(cohort)
    with pytest.raises(ReasonIsMissing):
        decline(stay, by=trainer.user, reason=" ")
    decline(stay, by=trainer.user, reason="It is for Haveri only.")
    assert (stay.status, stay.reason) == ("declined", "It is for Haveri only.")
    assert ask(cohort, stay.person).status == "applied"


def test_who_was_not_taken_has_not_left_and_what_she_was_told_is_not_in_her_words(cohort, sign_in):
    stay, trainer = ask(cohort, PersonFactory(name="Salma Khatoon")), trainer_of(cohort)
    decline(stay, by=trainer.user, reason="It is for Haveri only.")
    page = sign_in(trainer).get(reverse("cohorts:coming-and-going", args=[cohort.pk])).text
    not_taken, left = page[page.index('id="not-taken"') :].split('id="left"')
    assert "Salma Khatoon" in not_taken
    assert "What she was told: It is for Haveri only." in not_taken
    assert "Nobody has left." in left
    assert "Salma Khatoon" not in left


def test_nobody_takes_herself_in(cohort):
    stay = ask(cohort)
    with pytest.raises(MoveIsNotYours):
        approve(stay, by=stay.person.user)
    with pytest.raises(MoveIsNotYours):
        decline(stay, by=trainer_of(CohortFactory()).user, reason="No.")


def test_who_asked_and_then_types_the_code_takes_part_with_the_same_stay(cohort):
    stay = ask(cohort)
    assert join_cohort(stay.person, "MVK4P7", by=stay.person.user) == stay
    assert Enrolment.objects.active().count() == 1


@pytest.mark.parametrize("kept_shut", [{"state": "planned"}, {"state": "closed"}, {"starts_on": timezone.localdate()}])
def test_a_cohort_that_has_begun_or_takes_nobody_cannot_be_asked(cohort, kept_shut):
    Cohort.objects.update(**kept_shut)
    with pytest.raises(TakesNoApplications):
        ask(cohort)


def test_who_did_not_agree_to_be_trained_is_led_to_where_she_agrees(cohort, sign_in):
    with pytest.raises(TrainingNotAgreed):
        ask(cohort, PersonFactory(consent=False))
    page = sign_in(PersonFactory(consent=False)).get(reverse("cohorts:apply", args=[cohort.pk])).text
    assert "To the page “About me”" in page
    assert "Ask to join" not in page


def test_who_takes_part_or_asked_already_is_not_offered_to_ask(cohort, sign_in):
    for person, way in ((learner_in(cohort), "cohort"), (ask(cohort).person, "my-place")):
        answer = sign_in(person).get(reverse("cohorts:apply", args=[cohort.pk]))
        assert (answer.status_code, answer.url) == (302, reverse(f"cohorts:{way}", args=[cohort.pk]))


def test_the_way_from_the_list_to_the_answer(cohort, sign_in):
    asha, trainer = PersonFactory(name="Asha Pawar"), trainer_of(cohort)
    assert "Haveri in spring" in sign_in(asha).get(reverse("cohorts:open")).text
    answer = sign_in(asha).post(reverse("cohorts:apply", args=[cohort.pk]), follow=True)
    assert "You asked on" in answer.text
    assert "You asked to join. The trainer answers." in sign_in(asha).get("/desk/").text
    assert "1 person asks to join." in sign_in(trainer).get("/desk/").text
    page = reverse("cohorts:coming-and-going", args=[cohort.pk])
    assert "Asha Pawar" in sign_in(trainer).get(page).text
    stay = asha.enrolments.get()
    address = reverse("cohorts:answer-application", args=[cohort.pk, stay.pk])
    assert "Write why" in sign_in(trainer).post(address, {"reason": ""}, follow=True).text
    sign_in(trainer).post(address, {"reason": "Too far for you."})
    assert "Too far for you." in sign_in(asha).get(reverse("cohorts:my-place", args=[cohort.pk])).text
    sign_in(asha).post(reverse("cohorts:apply", args=[cohort.pk]))
    again = asha.enrolments.get(status="applied")
    sign_in(trainer).post(reverse("cohorts:answer-application", args=[cohort.pk, again.pk]), {"approve": "1"})
    assert sign_in(asha).get(reverse("cohorts:my-place", args=[cohort.pk])).url == reverse(
        "cohorts:cohort", args=[cohort.pk]
    )


def test_who_teaches_a_cohort_and_learns_in_it_stands_once_on_her_desk_and_once_in_its_list(cohort, sign_in):
    trainer = trainer_of(cohort)
    Enrolment.objects.create(cohort=cohort, person=trainer)  # a role given over the place afterwards asks nobody
    desk = sign_in(trainer).get("/desk/").text
    assert desk.count(f'href="/cohorts/{cohort.pk}/learners/"') == 1
    assert desk.count(f'href="/cohorts/{cohort.pk}/"') == 0
    listed = sign_in(trainer).get(reverse("cohorts:learners", args=[cohort.pk]) + "?file=csv")
    rows = b"".join(listed.streaming_content).decode()
    assert rows.count(f"\r\n{trainer.name},") == 1
