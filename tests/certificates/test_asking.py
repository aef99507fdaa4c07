"""Who oversees a certificate and may not end it asks who may."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from certificates import services
from certificates.errors import AskedAlready
from certificates.models import Certificate, EndingRequest
from core.states import MoveIsNotAllowed
from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import said
from people.enums import Purpose, Role
from people.services import grant_role, withdraw_consent
from tests.certificates.certificates import certificate_of
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    """She runs a cohort of her organisation; the programme is of another, whose name is on the paper."""
    hers = OrganisationFactory(name="Malnad Mahila Sangha")
    person = PersonFactory(name="Padma", organisation=hers)
    grant_role(person, role=Role.PARTNER, over=hers, by=None)
    return person


@pytest.fixture
def found(partner):
    return certificate_of(cohort=CohortFactory(organisation=partner.organisation).pk)


@pytest.fixture
def manager(found):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    return person


def address(what, certificate):
    return reverse(f"certificates:{what}", args=[certificate.number])


def news_of(person):
    run_due_jobs()
    return [line.text for line in said(person, Notice.objects.filter(person=person))]


def test_a_partner_asks_and_it_lies_on_the_desk_of_who_may(sign_in, partner, manager, found):
    client = sign_in(partner)
    assert "Ask to take it back or put it right" in client.get(address("detail", found)).text
    assert client.post(address("ask-to-end", found), {"reason": ""}).status_code == 422
    assert client.post(address("ask-to-end", found), {"reason": "It is her sister"}).status_code == 302
    page = client.get(address("detail", found)).text
    assert "It is her sister" in page
    assert "Not answered yet" in page
    assert "Ask to take it back or put it right" not in page
    client = sign_in(manager)
    assert "Of 1 it is asked that it be taken back or put right." in client.get("/desk/").text
    assert found.name in client.get(reverse("certificates:list"), {"standing": "asked"}).text
    page = client.get(address("detail", found)).text
    assert "Padma asked on" in page
    assert "It is her sister" in page


def test_it_is_asked_once_until_it_is_answered(partner, found):
    services.ask_to_end(found, reason="It is her sister", by=partner)
    with pytest.raises(AskedAlready):
        services.ask_to_end(found, reason="Again", by=partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        EndingRequest.objects.create(certificate=found, reason="By the side")
    services.leave_as_it_is(found, reason="It is she", by=None)
    services.ask_to_end(found, reason="Look again", by=partner)


@pytest.mark.parametrize(("end", "told"), [
    (lambda row: services.revoke(row, reason="Her sister", by=None), "It was taken back."),
    (lambda row: services.replace(row, name="Another", reason="Spelt wrong", by=None), "Another took its place."),
    (lambda row: services.leave_as_it_is(row, reason="It is she", by=None), "It stays as it is: read why."),
])  # fmt: skip
def test_who_asked_is_told_what_became_of_it(partner, found, end, told):
    services.ask_to_end(found, reason="It is her sister", by=partner)
    end(found)
    assert not Certificate.objects.asked_to_be_ended().exists()
    assert news_of(partner) == [f"You asked about certificate {found.number_in_groups}. {told}"]


def test_renewing_leaves_open_what_was_asked_and_takes_it_along(partner, found):
    today = timezone.localdate()
    Certificate.objects.filter(pk=found.pk).update(valid_until=today, valid_months=12)
    found.refresh_from_db()
    asked = services.ask_to_end(found, reason="It is her sister", by=partner)
    following = services.renew(found, reason="Renewed", by=None)
    assert list(following.ending_requests.open()) == [asked]
    assert list(Certificate.objects.asked_to_be_ended()) == [following]
    assert news_of(partner) == []


def test_what_ended_while_she_wrote_is_asked_about_no_more(partner, found):
    services.revoke(Certificate.objects.get(pk=found.pk), reason="Her sister", by=None)
    with pytest.raises(MoveIsNotAllowed):
        services.ask_to_end(found, reason="It is her sister", by=partner)


def test_the_desk_counts_what_the_list_names(sign_in, partner, manager, found):
    services.ask_to_end(found, reason="It is her sister", by=partner)
    withdraw_consent(found.person, purpose=Purpose.TRAINING, by=found.person.user)
    assert "it is asked that it be taken back" not in sign_in(manager).get("/desk/").text


def test_who_keeps_it_answers_that_it_stays_and_who_asked_reads_why(sign_in, partner, manager, found):
    services.ask_to_end(found, reason="It is her sister", by=partner)
    client = sign_in(manager)
    assert client.post(address("leave", found), {"reason": ""}).status_code == 422
    assert client.post(address("leave", found), {"reason": "She brought her card"}).status_code == 302
    page = sign_in(partner).get(address("detail", found)).text
    assert "She brought her card" in page
    assert "Ask to take it back or put it right" in page


def test_who_may_end_it_has_nobody_to_ask_and_who_does_not_see_it_finds_nothing(sign_in, manager, found):
    sent = {"reason": "It is her sister"}
    assert sign_in(manager).post(address("ask-to-end", found), sent).status_code == 404
    assert sign_in(PersonFactory()).post(address("ask-to-end", found), sent).status_code == 404
