"""An invitation goes by SMS where who teaches asks for it: by day, once, and what became of it is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import InvitationIsAnswered, NumberTakesNoSms, SmsIsOnItsWay, TooManySmsToday
from cohorts.models import Invitation, InvitationSms
from cohorts.services import ask_for_each, ask_for_sms, invite, inviting_by_sms, send_invitation_sms, take_back
from core.limits import Budget
from jobs.services import run_due_jobs
from people.sms import MemorySms, TerminalSms
from tests.factories import CohortFactory, PersonFactory, trainer_of

pytestmark = pytest.mark.django_db
PHONE = "+919876543210"


@pytest.fixture
def at(monkeypatch):
    """Set the clock to an hour of tomorrow, or of ``days`` after that, and do what is due."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)

    def set_clock(hour, *, minute=0, days=0):
        moment = midnight + timedelta(days=days, hours=hour, minutes=minute)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        run_due_jobs()

    set_clock(10)
    return set_clock


@pytest.fixture
def cohort():
    return CohortFactory(name="Haveri in spring")


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


def invited(cohort, trainer, phone=PHONE, name="Asha"):
    [invitation] = invite(cohort, [(phone, name)], by=trainer.user)
    return invitation


def stands():
    return InvitationSms.objects.values_list("state", "reason").get()


def test_it_says_the_cohort_and_the_link_and_no_word_that_was_typed_beside_the_number(at, cohort, trainer):
    invitation = invited(cohort, trainer, name="You have won, call 1900")
    ask_for_sms(invitation, by=trainer.user)
    at(10, minute=1)
    [(phone, text)] = MemorySms.sent
    assert phone == PHONE
    assert "Haveri in spring" in text
    assert reverse("cohorts:invitation", args=[invitation.pk]) in text
    assert "won" not in text
    assert stands() == ("sent", "")


def test_at_night_it_waits_for_the_morning_and_leaves_once(at, cohort, trainer):
    at(21)
    ask_for_sms(invited(cohort, trainer), by=trainer.user)
    run_due_jobs()
    assert MemorySms.sent == []
    at(8, days=1)
    at(9, days=1)
    assert len(MemorySms.sent) == 1


def test_a_job_that_comes_late_into_the_night_sends_nothing_before_the_morning(at, cohort, trainer):
    ask_for_sms(invited(cohort, trainer), by=trainer.user)
    at(22)
    assert MemorySms.sent == []
    at(8, days=1)
    assert len(MemorySms.sent) == 1


def test_asked_for_twice_is_sent_once_and_what_failed_may_be_asked_for_again(at, cohort, trainer):
    invitation = invited(cohort, trainer)
    message = ask_for_sms(invitation, by=trainer.user)
    with pytest.raises(SmsIsOnItsWay):
        ask_for_sms(invitation, by=trainer.user)
    InvitationSms.objects.filter(pk=message.pk).update(state="failed", reason="away")
    ask_for_sms(invitation, by=trainer.user)
    run_due_jobs()
    send_invitation_sms({"message": message.pk})
    assert len(MemorySms.sent) == 1


def test_what_is_answered_or_taken_back_meanwhile_does_not_leave(at, cohort, trainer):
    at(21)
    invitation = invited(cohort, trainer)
    ask_for_sms(invitation, by=trainer.user)
    take_back(invitation, by=trainer.user)
    at(8, days=1)
    assert MemorySms.sent == []
    assert stands() == ("stopped", "")
    with pytest.raises(InvitationIsAnswered):
        ask_for_sms(invitation, by=trainer.user)


def test_a_gateway_that_is_away_is_tried_three_times(at, cohort, trainer, monkeypatch, settings):
    settings.SMS_BACKEND = "people.sms.TerminalSms"
    tried = []

    def send(self, phone, text):
        tried.append(phone)
        raise OSError

    monkeypatch.setattr(TerminalSms, "send", send)
    ask_for_sms(invited(cohort, trainer), by=trainer.user)
    for minute in (1, 7, 18, 30, 59):
        at(10, minute=minute)
    assert len(tried) == 3
    assert stands() == ("failed", "away")


def test_what_died_on_its_way_is_not_sent_again_by_itself(at, cohort, trainer):
    message = ask_for_sms(invited(cohort, trainer), by=trainer.user)
    long_ago = timezone.now() - timedelta(minutes=3)
    InvitationSms.objects.filter(pk=message.pk).update(state="leaving", left_at=long_ago)
    run_due_jobs()
    assert MemorySms.sent == []
    assert stands() == ("failed", "broken_off")


def test_what_was_just_begun_is_looked_at_again_and_does_not_leave_for_ever(at, cohort, trainer):
    message = ask_for_sms(invited(cohort, trainer), by=trainer.user)
    InvitationSms.objects.filter(pk=message.pk).update(state="leaving", left_at=timezone.now())
    run_due_jobs()
    assert stands() == ("leaving", "")
    at(10, minute=3)
    assert MemorySms.sent == []
    assert stands() == ("failed", "broken_off")


def test_what_was_stopped_may_be_asked_for_again(at, cohort, trainer):
    invitation = invited(cohort, trainer)
    message = ask_for_sms(invitation, by=trainer.user)
    InvitationSms.objects.filter(pk=message.pk).update(state="stopped")
    assert ask_for_sms(invitation, by=trainer.user).state == "waiting"


def test_while_tries_are_not_counted_together_it_waits(at, cohort, trainer, monkeypatch):
    monkeypatch.setattr("people.services.messages.limits_are_shared", lambda: False)
    ask_for_sms(invited(cohort, trainer), by=trainer.user)
    at(10, minute=1)
    assert stands() == ("waiting", "away")
    monkeypatch.undo()


def test_beyond_the_share_of_a_day_all_are_invited_and_who_gets_no_sms_is_named(
    at, cohort, trainer, sign_in, monkeypatch
):
    monkeypatch.setattr(inviting_by_sms, "OF_ONE_STAFF", Budget("few", most=1, seconds=60))
    typed = {"people": "98765 43210 Asha\n98765 43211 Lata", "by_sms": "on"}
    page = sign_in(trainer).post(reverse("cohorts:invite", args=[cohort.pk]), typed, follow=True).text
    assert "no SMS goes to them: +919876543211 Lata" in page
    assert Invitation.objects.count() == 2
    assert InvitationSms.objects.get().invitation.name == "Asha"


@pytest.mark.parametrize("phone", ["+14155552671", "+918044445555"])
def test_abroad_and_to_a_land_line_none_is_sent_nor_offered(at, cohort, trainer, phone, sign_in):
    with pytest.raises(NumberTakesNoSms):
        ask_for_sms(invited(cohort, trainer, phone), by=trainer.user)
    assert ask_for_each(Invitation.objects.all(), by=trainer.user) == (list(Invitation.objects.all()), [])
    page = sign_in(trainer).get(reverse("cohorts:coming-and-going", args=[cohort.pk])).text
    assert "Invited, no answer yet" in page
    assert "Send an SMS with the link" not in page


def test_one_person_sends_no_more_than_her_share_and_one_phone_gets_no_more_than_three(
    at, cohort, trainer, monkeypatch
):
    for number, name in enumerate(("Asha", "Lata", "Meena", "Rekha"), start=1):
        ask_for_sms(invited(cohort, trainer, name=name), by=trainer.user)
        at(10, minute=number)
    assert len(MemorySms.sent) == 3
    states = InvitationSms.objects.order_by("pk").values_list("state", "reason")
    assert list(states) == [("sent", "")] * 3 + [("failed", "budget")]
    monkeypatch.setattr(inviting_by_sms, "OF_ONE_STAFF", Budget("few", most=1, seconds=60))
    ask_for_sms(invited(cohort, trainer, "+919876543211"), by=trainer.user)
    with pytest.raises(TooManySmsToday):
        ask_for_sms(invited(cohort, trainer, "+919876543212"), by=trainer.user)


def test_it_goes_alike_whether_the_number_has_an_account_or_none(at, cohort, trainer):
    PersonFactory(user__phone=PHONE, user__phone_verified_at=timezone.now())
    for phone in (PHONE, "+919876543211"):
        ask_for_sms(invited(cohort, trainer, phone), by=trainer.user)
    run_due_jobs()
    assert [phone for phone, _text in MemorySms.sent] == [PHONE, "+919876543211"]


def test_the_page_offers_it_and_says_what_became_of_it(at, cohort, trainer, sign_in):
    client, invitation = sign_in(trainer), invited(cohort, trainer)
    address = reverse("cohorts:coming-and-going", args=[cohort.pk])
    page = client.get(address).text
    assert "Send an SMS with the link" in page
    assert "Told 0 of 1 person." in page
    page = client.post(reverse("cohorts:invite-by-sms", args=[cohort.pk, invitation.pk]), follow=True).text
    assert "The SMS leaves on" in page
    run_due_jobs()
    page = client.get(address).text
    assert "Told 1 of 1 person." in page
    assert "Send an SMS with the link" not in page


def test_a_list_is_invited_by_sms_with_one_tick(at, cohort, trainer, sign_in):
    typed = {"people": "98765 43210 Asha\n080 4444 5555 Lata", "by_sms": "on"}
    page = sign_in(trainer).post(reverse("cohorts:invite", args=[cohort.pk]), typed, follow=True).text
    assert "Who has no Indian mobile number gets no SMS" in page
    run_due_jobs()
    assert [phone for phone, _text in MemorySms.sent] == [PHONE]


def test_more_invitations_than_places_of_the_page_ask_no_more_often(
    cohort, trainer, sign_in, django_assert_max_num_queries
):
    client, address = sign_in(trainer), reverse("cohorts:coming-and-going", args=[cohort.pk])
    client.get(address)
    people = [(f"+9198765{number:05}", "") for number in range(30)]
    ask_for_each(invite(cohort, people[:2], by=trainer.user), by=trainer.user)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    ask_for_each(invite(cohort, people[2:], by=trainer.user), by=trainer.user)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
