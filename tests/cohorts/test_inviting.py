"""Inviting by phone: whom the number belongs to finds it on her desk, before or after she signs up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.enums import CohortState
from cohorts.errors import CohortIsOver
from cohorts.invitees import invitees_in
from cohorts.models import Cohort, Enrolment, Invitation
from cohorts.permissions import invitations_to
from cohorts.services import accept, decide_state, invite, purge_invitations, refuse, take_back
from core.states import MoveIsNotAllowed, MoveIsNotYours
from jobs.models import Job
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Role
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, UserFactory, learner_in, trainer_of

PHONE = "+919876543210"


@pytest.mark.parametrize(
    ("typed", "phone", "name"),
    [
        ("Asha Pawar, 98765 43210", PHONE, "Asha Pawar"),
        ("9876543210 Asha Pawar", PHONE, "Asha Pawar"),
        ("+91-98765-43210; Asha", PHONE, "Asha"),
        ("९८७६५ ४३२१० आशा पवार", PHONE, "आशा पवार"),
        ("98765 43210", PHONE, ""),
        ("Asha (Haveri) (98765 43210)", PHONE, "Asha (Haveri)"),
    ],
)
def test_a_line_is_a_number_and_a_name_in_any_order(typed, phone, name):
    assert invitees_in(typed).people == [(phone, name)]


def test_a_line_without_a_number_is_said_and_the_same_line_counts_once():
    found = invitees_in("Asha Pawar\nLata 98765 43210\n\nLata 98765-43210\nHouse 12, Main road")
    assert found.people == [(PHONE, "Lata")]
    assert found.not_understood == ["Asha Pawar", "House 12, Main road"]


def test_a_bare_number_is_of_her_who_is_named_with_it_and_two_of_one_phone_are_two():
    assert invitees_in(f"{PHONE}\nLata {PHONE}\n{PHONE} Asha").people == [(PHONE, "Lata"), (PHONE, "Asha")]


WRITTEN = [
    "98765 43210",
    "+91 98765 43210",
    "09876543210",
    "0091 98765 43210",
    "(+91) 98765-43210",
    "+91-(0)98765 43210",
]


@pytest.mark.parametrize("also", WRITTEN)
def test_a_number_is_one_with_its_country_with_a_nought_and_without(also):
    for listed in (f"98765 43210\n{also}", f"{also}\nAsha 98765 43210", f"Asha {also} / 98765 43210"):
        [(phone, name)] = invitees_in(listed).people
        assert (phone, name) == (PHONE, "Asha" if "Asha" in listed else "")
    assert invitees_in(f"Asha {also}\nASHA {PHONE}").people == [(PHONE, "Asha")]


@pytest.mark.parametrize(("first", "then"), [("Asha", ""), ("", "Asha"), ("", ""), ("Asha", "asha")])
def test_who_is_invited_by_number_and_by_name_is_invited_once_and_told_once(cohort, asha, first, then):
    by = trainer_of(cohort).user
    for name, new in ((first, 1), (then, 0)):
        assert len(invite(cohort, [(PHONE, name)], by=by)) == new
    assert Invitation.objects.get().name == (first or then)
    assert Job.objects.filter(payload__kind="cohort_invited").count() == 1


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_line_by_line(text):
    found = invitees_in(text)
    assert all(phone.startswith("+") for phone, _name in found.people)


@pytest.fixture
def cohort(db) -> Cohort:
    return CohortFactory(name="Haveri in spring")


@pytest.fixture
def asha(db):
    return PersonFactory(user=UserFactory(phone=PHONE, phone_verified_at=timezone.now()))


def test_whose_phone_it_is_is_told_and_comes_in(cohort, asha):
    [invitation] = invite(cohort, [(PHONE, "Asha")], by=trainer_of(cohort).user)
    assert [job.payload["person"] for job in Job.objects.filter(payload__kind="cohort_invited")] == [str(asha.pk)]
    stay = accept(invitation, asha, by=asha.user)
    assert stay.status == "active"
    assert (invitation.status, invitation.enrolment) == ("accepted", stay)
    with pytest.raises(MoveIsNotAllowed):
        accept(invitation, asha, by=asha.user)


def test_nobody_accepts_what_was_sent_to_another_phone_or_to_one_she_never_proved(cohort):
    [invitation] = invite(cohort, [(PHONE, "Asha")], by=trainer_of(cohort).user)
    for phone, proved in [("+919876543211", timezone.now()), (PHONE, None)]:
        other = PersonFactory(user=UserFactory(phone=phone, phone_verified_at=proved))
        with pytest.raises(MoveIsNotYours):
            accept(invitation, other, by=other.user)
    assert not Enrolment.objects.exists()


def test_inviting_again_makes_no_second_invitation_and_a_shared_phone_has_one_for_each_name(cohort):
    by = trainer_of(cohort).user
    invite(cohort, [(PHONE, "Asha")], by=by)
    assert [each.name for each in invite(cohort, [(PHONE, "Asha"), (PHONE, "Lata")], by=by)] == ["Lata"]
    assert Invitation.objects.count() == 2


def test_who_accepts_into_a_full_cohort_waits(cohort, asha):
    Cohort.objects.update(capacity=1)
    learner_in(cohort)
    [invitation] = invite(cohort, [(PHONE, "")], by=trainer_of(cohort).user)
    assert accept(invitation, asha, by=asha.user).status == "waiting"


def test_nobody_is_invited_to_a_cohort_that_is_over(asha):
    cohort = CohortFactory(over=True)
    with pytest.raises(CohortIsOver):
        invite(cohort, [(PHONE, "")], by=trainer_of(cohort).user)


def test_a_closed_cohort_invites_nobody_and_its_invitations_wait_until_it_is_opened_again(cohort, asha, sign_in):
    trainer = trainer_of(cohort)
    invite(cohort, [(PHONE, "")], by=trainer.user)
    Cohort.objects.update(state=CohortState.CLOSED)
    assert not invitations_to(asha).exists()
    refused = sign_in(trainer).post(reverse("cohorts:invite", args=[cohort.pk]), {"people": "98765 43211 Lata"})
    assert refused.status_code == 422
    assert "This cohort is over." in refused.text
    assert Invitation.objects.count() == 1
    Cohort.objects.update(state=CohortState.OPEN)
    assert invitations_to(asha).exists()


def test_the_way_from_the_trainers_list_to_her_desk(cohort, sign_in):
    teaching = sign_in(trainer_of(cohort))
    address = reverse("cohorts:invite", args=[cohort.pk])
    refused = teaching.post(address, {"people": "Asha without a number"})
    assert refused.status_code == 422
    assert "Asha without a number" in refused.text
    page = teaching.post(address, {"people": "98765 43210 Asha"}, follow=True).text
    assert "1 invitation is new." in page
    assert "wa.me/919876543210" in page
    asha = PersonFactory(user=UserFactory(phone=PHONE, phone_verified_at=timezone.now()))
    client, invitation = sign_in(asha), Invitation.objects.get()
    assert "You are invited to Haveri in spring" in client.get("/desk/").text
    assert "Yes, I come" in client.get(reverse("cohorts:invitation", args=[invitation.pk])).text
    answered = client.post(reverse("cohorts:answer-invitation", args=[invitation.pk]), {"accept": "1"})
    assert answered.url == reverse("cohorts:cohort", args=[cohort.pk])
    assert "You are invited" not in client.get("/desk/").text


def test_she_says_no_and_the_trainer_takes_back(cohort, asha, sign_in):
    trainer = trainer_of(cohort)
    first, second = invite(cohort, [(PHONE, "Asha"), ("+919876543211", "Lata")], by=trainer.user)
    sign_in(asha).post(reverse("cohorts:answer-invitation", args=[first.pk]), {"refuse": "1"})
    sign_in(trainer).post(reverse("cohorts:take-back", args=[cohort.pk, second.pk]))
    assert set(Invitation.objects.values_list("status", flat=True)) == {"refused", "taken-back"}


def test_phones_are_deleted_180_days_after_the_answer_or_the_last_day_and_stays_stay(cohort, asha):
    trainer = trainer_of(cohort).user
    taken, refused, back, waits = invite(
        cohort, [(PHONE, name) for name in ("Asha", "Lata", "Usha", "Mina")], by=trainer
    )
    accept(taken, asha, by=asha.user)
    refuse(refused, by=asha.user)
    take_back(back, by=trainer)
    answered = Invitation.objects.exclude(pk=waits.pk)
    answered.update(answered_at=timezone.now() - timedelta(days=180) + timedelta(minutes=5))
    purge_invitations({})
    assert Invitation.objects.count() == 4
    answered.update(answered_at=timezone.now() - timedelta(days=180, minutes=5))
    purge_invitations({})
    assert list(Invitation.objects.all()) == [waits]
    assert asha.enrolments.get().status == "active"
    for days, left in ((180, 1), (181, 0)):
        day = timezone.localdate() - timedelta(days=days)
        Cohort.objects.update(starts_on=day, ends_on=day)
        purge_invitations({})
        assert Invitation.objects.count() == left


def test_the_moment_of_each_answer_is_noted(cohort, asha):
    trainer = trainer_of(cohort).user
    invitations = invite(cohort, [(PHONE, name) for name in ("Asha", "Lata", "Usha")], by=trainer)
    accept(invitations[0], asha, by=asha.user)
    refuse(invitations[1], by=asha.user)
    take_back(invitations[2], by=trainer)
    assert not Invitation.objects.filter(answered_at=None).exists()


def test_who_is_invited_to_a_planned_cohort_is_told_when_she_can_come(cohort, asha, sign_in):
    cohort.state = CohortState.PLANNED
    cohort.save()
    trainer, manager = trainer_of(cohort), PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    [invitation] = invite(cohort, [(PHONE, "Asha")], by=trainer.user)
    page = sign_in(asha).get(f"/cohorts/invitations/{invitation.pk}/").text
    assert "One cannot join yet" in page
    assert "Yes, I come" not in page
    decide_state(cohort, "open", by=manager.user)
    run_due_jobs()
    assert Notice.objects.filter(person=asha, kind="cohort_opened").count() == 1
    assert "Yes, I come" in sign_in(asha).get(f"/cohorts/invitations/{invitation.pk}/").text
    assert accept(invitation, asha, by=asha.user).status == "active"


def test_who_is_in_already_and_more_people_than_places_are_said_beside_the_field_and_asked_once(cohort, asha, sign_in):
    teaching, address = sign_in(trainer_of(cohort)), reverse("cohorts:invite", args=[cohort.pk])
    Enrolment.objects.create(cohort=cohort, person=asha)
    Cohort.objects.update(capacity=2)
    answer = teaching.post(address, {"people": "98765 43210"})
    assert answer.status_code == 422
    assert f"In this cohort already: {asha.name}." in answer.context["inviting"].errors["people"][0]
    two = {"people": "98765 43211 Lata\n98765 43212 Usha"}
    answer = teaching.post(address, two)
    assert "Only 1 place is free besides those invited already" in answer.context["inviting"].errors["people"][0]
    assert "98765 43212 Usha" in answer.text
    assert not Invitation.objects.exists()
    asked = {"asked": answer.context["inviting"]["asked"].value()}
    three = {"people": two["people"] + "\n98765 43213 Rekha"}
    assert teaching.post(address, three | asked).status_code == 422  # what was asked was another list
    assert teaching.post(address, two | asked).status_code == 302
    assert Invitation.objects.count() == 2


def test_who_is_invited_or_in_already_takes_no_further_place(cohort, asha, sign_in):
    teaching, address = sign_in(trainer_of(cohort)), reverse("cohorts:invite", args=[cohort.pk])
    Cohort.objects.update(capacity=3)
    assert teaching.post(address, {"people": "98765 43210 Asha\n98765 43211 Lata"}).status_code == 302
    again = teaching.post(address, {"people": "98765 43210 Asha\n98765 43211 Lata\n98765 43212 Usha"})
    assert again.status_code == 302
    assert Invitation.objects.count() == 3
    # She joined by the code meanwhile: her invitation is of the place that she has.
    Enrolment.objects.create(cohort=cohort, person=asha)
    Invitation.objects.filter(name="Usha").delete()
    (said,) = (
        teaching.post(address, {"people": "98765 43210 Asha\n98765 43213 Rekha"}).context["inviting"].errors["people"]
    )
    assert asha.name in said
    assert "free" not in said


def test_a_daughter_is_invited_by_the_phone_of_her_mother_who_is_in(cohort, asha, sign_in):
    Enrolment.objects.create(cohort=cohort, person=asha)
    address = reverse("cohorts:invite", args=[cohort.pk])
    assert sign_in(trainer_of(cohort)).post(address, {"people": "98765 43210 Kavita"}).status_code == 302


def test_who_is_asked_about_places_presses_again_for_the_good_ones(cohort, sign_in):
    Cohort.objects.filter(pk=cohort.pk).update(capacity=1)
    client, address = sign_in(trainer_of(cohort)), reverse("cohorts:invite", args=[cohort.pk])
    typed = {"people": "Asha\nLata 98765 43210\nMeena 98765 43211", "good": "1"}
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "Invite the 2 good ones" in page.text


def test_every_line_without_a_number_is_named_and_the_good_ones_are_invited_by_one_more_press(cohort, sign_in):
    client, address = sign_in(trainer_of(cohort)), reverse("cohorts:invite", args=[cohort.pk])
    bad = [f"Asha of house {number}" for number in range(5)]
    typed = {"people": "\n".join([*bad, "Lata 98765 43210"])}
    page = client.post(address, typed)
    assert page.status_code == 422
    assert all(line in page.context["form"].errors["people"][0] for line in bad)
    assert "Invite the 1 good one" in page.text
    assert not Invitation.objects.exists()
    answer = client.post(address, typed | {"good": "1"}, follow=True).text
    assert "Not invited, for no phone number is in: Asha of house 0; " in answer
    assert Invitation.objects.get().name == "Lata"
