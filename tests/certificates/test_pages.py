"""What the pages of certificates say, and to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates import services
from certificates.models import Certificate
from certificates.validity import last_day
from cohorts.models import Programme
from people.enums import Purpose, Role
from people.models import Consent
from people.services import grant_role, withdraw_consent
from tests.certificates.certificates import CertificateFactory, certificate_of
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def page_of(client, certificate, language="en"):
    address = reverse("certificates:certificate", args=[certificate.number])
    return client.get(address, headers={"accept-language": language}).text


def test_anybody_is_told_that_it_is_valid_and_no_more_than_stands_on_it(client):
    asha = PersonFactory(name="Asha Pawar", contact_phone="+919876512345", place=PlaceFactory(name="Hosahalli"))
    found = certificate_of(asha, cohort_name="MOVE at Nadipura", place=PlaceFactory(name="Nadipura"))
    page = page_of(client, found)
    assert "This certificate is valid" in page
    for said in ("Asha Pawar", "MOVE facilitator", "Nadi Teera Trust", found.number_in_groups):
        assert said in page
    for unsaid in ("98765", "Hosahalli", "Nadipura", asha.user.username, str(asha.pk)):
        assert unsaid not in page


def test_the_title_is_said_in_the_language_of_who_reads_it_where_there_is_one(client):
    found = certificate_of(language="kn", titles={"en": "MOVE facilitator", "hi": "मूव सहजकर्ता"})
    assert '<dd lang="hi">मूव सहजकर्ता</dd>' in page_of(client, found, language="hi")
    assert '<dd lang="en">MOVE facilitator</dd>' in page_of(client, found, language="ml")


def test_the_page_says_what_a_certificate_is_worth_today(client):
    today = timezone.localdate()
    lapsed = CertificateFactory(issued_on=today - timedelta(days=9), valid_until=today - timedelta(days=1))
    revoked, replaced = certificate_of(), certificate_of(PersonFactory(name="Aasha"))
    services.revoke(revoked, reason="Somebody else sat the test", by=None)
    services.replace(replaced, name="Asha", reason="Spelt wrong", by=None)
    assert "has lapsed" in page_of(client, lapsed)
    assert f"It counts no more until {lapsed.organisation} renews it, under a new number." in page_of(client, lapsed)
    assert "was taken back" in page_of(client, revoked)
    assert "somebody else" not in page_of(client, revoked).lower()
    assert "was replaced" in page_of(client, replaced)


@pytest.mark.parametrize("end", ["revoke", "replace"])
def test_of_what_ended_anybody_is_told_that_it_ended_and_nothing_of_whose_it_was(client, end):
    found = certificate_of(PersonFactory(name="Aasha Pawar"), valid_months=24)
    if end == "revoke":
        services.revoke(found, reason="Issued by mistake", by=None)
    else:
        services.replace(found, name="Asha Pawar", reason="Spelt wrong", by=None)
    page = page_of(client, found)
    assert found.number_in_groups in page
    assert not [said for said in ("Pawar", "MOVE facilitator", "Valid until</dt><dd>") if said in page]


def test_she_reads_from_which_day_on_hers_can_be_renewed(sign_in):
    found = certificate_of(valid_months=24)
    mine, client = reverse("certificates:mine"), sign_in(found.person)
    opens = found.valid_until - timedelta(days=59)
    assert f"It can be renewed from {opens:%d-%m-%Y} on." in client.get(mine).text
    lapsed = "runs from the day on which it is renewed"
    for days in (59, 0, -1):  # from the sixtieth day before it ends, that one too, and after it
        today = timezone.localdate()
        Certificate.objects.update(issued_on=today - timedelta(days=9), valid_until=today + timedelta(days=days))
        page = client.get(mine).text
        assert ("no day is lost" in page, lapsed in page) == (days >= 0, days < 0)
    Certificate.objects.update(valid_until=None)
    assert "can be renewed" not in client.get(mine).text


@pytest.mark.parametrize(("end", "said"), [("revoke", "was taken back on"), ("replace", "was replaced on")])
def test_the_square_of_what_ended_says_that_it_is_ours_and_no_more(client, end, said):
    found = certificate_of(PersonFactory(name="Aasha Pawar"))
    if end == "revoke":
        services.revoke(found, reason="Issued by mistake", by=None)
    else:
        services.replace(found, name="Asha Pawar", reason="Spelt wrong", by=None)
    page = page_of(client, found)
    assert f"This paper was signed here, and {said}" in page
    for unsaid in ("Signed by this portal", 'data-says="name"', 'data-says="title"'):
        assert unsaid not in page
    assert 'data-says="name"' in page_of(client, certificate_of())


@pytest.mark.parametrize(
    ("number", "said"),
    [("48271930566", "No certificate has this number. Check the digits, or it is not real."),
     ("48271930565", "One of the digits is wrong. Look at it again.")],
)  # fmt: skip
def test_an_address_of_no_certificate_says_so_and_lets_the_number_be_typed_again(client, number, said):
    answer = client.get(reverse("certificates:certificate", args=[number]))
    assert answer.status_code == 404
    assert said in answer.text
    assert f'value="{number}"' in answer.text
    assert f'action="{reverse("certificates:check")}"' in answer.text


def test_where_a_credential_leads_stands_what_the_award_asks_for(client):
    programme = Programme.objects.create(name="MOVE", organisation=OrganisationFactory(), days_percent=80)
    certificate_of(PersonFactory(name="Asha Pawar"), key=str(programme.pk), valid_months=24)
    certificate_of(key="bookkeeping")
    page = client.get(reverse("certificates:award", args=[programme.pk]), headers={"accept-language": "hi"}).text
    assert "मूव सहजकर्ता" in page
    page = client.get(reverse("certificates:award", args=[programme.pk])).text
    assert "She is there on at least 80% of the days." in page
    assert "24 months" in page
    assert "Asha Pawar" not in page
    assert "She has completed the training" in client.get(reverse("certificates:award", args=["bookkeeping"])).text
    assert client.get(reverse("certificates:award", args=["nothing"])).status_code == 404


def test_who_withdraws_her_consent_is_named_no_more(client, sign_in):
    found = certificate_of(PersonFactory(name="Asha Pawar"))
    Consent.objects.filter(person=found.person, purpose=Purpose.TRAINING).update(withdrawn_at=timezone.now())
    page = page_of(client, found)
    assert "This certificate is valid" in page
    assert "Asha Pawar" not in page
    assert "MOVE facilitator" not in page
    paper = reverse("certificates:print", args=[found.number])
    assert sign_in(found.person).get(paper).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [("482", "has eleven digits"), ("one two", "has eleven digits"), ("482 7193 0565", "digits is wrong"), ("", "")],
)
def test_a_number_mistyped_is_told_so_beside_the_field(client, typed, said):
    answer = client.get(reverse("certificates:check"), {"number": typed})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_number_is_found_however_it_is_spaced_and_in_whatever_digits(client):
    found = certificate_of()
    for typed in (found.number_in_groups, found.number.translate(str.maketrans("0123456789", "०१२३४५६७८९"))):
        answer = client.get(reverse("certificates:check"), {"number": typed})
        assert answer["Location"] == reverse("certificates:certificate", args=[found.number])


def test_who_goes_through_the_numbers_is_stopped(client, settings):
    found = certificate_of()
    assert [client.get(reverse("certificates:certificate", args=[found.number])).status_code for _ in range(61)][
        59:
    ] == [200, 429]


def test_a_learner_finds_her_certificate_and_the_paper(sign_in):
    found = certificate_of(PersonFactory(name="Asha Pawar"))
    client = sign_in(found.person)
    assert "MOVE facilitator" in client.get(reverse("certificates:mine")).text
    answer = client.get(reverse("certificates:print", args=[found.number]))
    assert answer.content.startswith(b"%PDF-")


def test_the_list_is_narrowed_by_what_a_certificate_is_worth(sign_in):
    manager, trust = PersonFactory(), OrganisationFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=trust, by=None)
    valid = certificate_of(PersonFactory(name="Asha Pawar"), organisation=trust)
    revoked = certificate_of(PersonFactory(name="Salma Khatoon"), organisation=trust)
    certificate_of(PersonFactory(name="Mary Thomas"))
    services.revoke(revoked, reason="Issued by mistake", by=None)
    client = sign_in(manager)
    page = client.get(reverse("certificates:list")).text
    assert "Asha Pawar" in page
    assert "Salma Khatoon" in page
    assert "Mary Thomas" not in page
    page = client.get(reverse("certificates:list"), {"standing": "revoked"}).text
    assert "Asha Pawar" not in page
    assert "Salma Khatoon" in page
    assert "Asha Pawar" in client.get(reverse("certificates:list"), {"q": valid.number_in_groups}).text


def test_who_took_back_her_consent_is_counted_and_not_named_and_who_has_the_number_finds_it(sign_in):
    manager, trust, asha = PersonFactory(), OrganisationFactory(), PersonFactory(name="Asha Pawar")
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=trust, by=None)
    found = CertificateFactory(person=asha, organisation=trust)
    client, address = sign_in(manager), reverse("certificates:list")
    assert "Asha Pawar" in client.get(address).text
    withdraw_consent(asha, purpose=Purpose.TRAINING, by=asha.user)
    shown = client.get(address).text
    assert "1 more is of somebody who took back her consent" in shown
    detail = client.get(reverse("certificates:detail", args=[found.number])).text
    assert found.number_in_groups in detail
    for page in (shown, detail, client.get(address, {"q": "Asha"}).text):
        assert "Asha Pawar" not in page


def test_who_keeps_certificates_is_led_from_her_desk_to_those_that_lapse_soon(sign_in):
    manager, trust, today = PersonFactory(), OrganisationFactory(), timezone.localdate()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=trust, by=None)
    client, list_of_lapsing = sign_in(manager), reverse("certificates:list") + "?standing=lapsing"
    for name, days in (("Asha Pawar", 59), ("Salma Khatoon", 60), ("Mary Thomas", -1)):
        dates = {"issued_on": today - timedelta(days=9), "valid_until": today + timedelta(days=days)}
        CertificateFactory(person=PersonFactory(name=name), organisation=trust, **dates)
    desk = client.get("/desk/").text
    assert "1 lapses within 60 days." in desk
    assert list_of_lapsing in desk
    page = client.get(list_of_lapsing).text
    assert [name for name in ("Asha Pawar", "Salma Khatoon", "Mary Thomas") if name in page] == ["Asha Pawar"]
    assert "lapses within" not in sign_in(PersonFactory()).get("/desk/").text


def test_the_list_asks_as_much_of_forty_as_of_four(sign_in, django_assert_max_num_queries):
    manager, trust = PersonFactory(), OrganisationFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=trust, by=None)
    client = sign_in(manager)
    for more in (4, 36):
        for _ in range(more):
            CertificateFactory(organisation=trust)
        with django_assert_max_num_queries(12):
            client.get(reverse("certificates:list"))


def test_a_manager_puts_a_name_right_on_the_page(sign_in):
    manager = PersonFactory()
    old = certificate_of(PersonFactory(name="Aasha Pawar"))
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=old.organisation, by=None)
    sent = {"name": "Asha Pawar", "reason": "Spelt wrong"}
    answer = sign_in(manager).post(reverse("certificates:replace", args=[old.number]), sent)
    new = Certificate.objects.standing().get()
    assert answer["Location"] == reverse("certificates:detail", args=[new.number])
    assert new.name == "Asha Pawar"


def replacing(sign_in, certificate, **sent):
    """What a manager is answered who puts ``certificate`` right so."""
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=certificate.organisation, by=None)
    sent = {"name": certificate.name, "language": certificate.language, "reason": "Wrong", **sent}
    return sign_in(manager).post(reverse("certificates:replace", args=[certificate.number]), sent)


def test_a_paper_in_the_wrong_language_is_put_right_without_another_name(sign_in):
    old = certificate_of(PersonFactory(name="Asha Pawar"), language="en")
    assert replacing(sign_in, old).status_code == 422
    assert replacing(sign_in, old, language="kn").status_code == 302
    old.refresh_from_db()
    assert (old.status, old.replaced_by.language, old.replaced_by.name) == ("replaced", "kn", "Asha Pawar")


def test_a_name_very_unlike_the_one_before_is_asked_about_once(sign_in):
    old = certificate_of(PersonFactory(name="Asha Pawar"))
    answer = replacing(sign_in, old, name="Sunita Devi")
    assert answer.status_code == 422
    assert "Is this still the same person? It was Asha Pawar before." in answer.text
    asked = answer.context["form"]["asked"].value()
    assert replacing(sign_in, old, name="Mary Thomas", asked=asked).status_code == 422
    assert replacing(sign_in, old, name="Sunita Devi", asked=asked).status_code == 302


@pytest.mark.parametrize(("name", "sign"), [
    ("Asha Pawar 😀", "“😀” (GRINNING FACE)"),
    ("<b>Asha Pawar</b>", "“&lt;” (LESS-THAN SIGN)"),
    ("આશા Pawar", "(GUJARATI LETTER AA)"),
])  # fmt: skip
def test_a_sign_that_the_paper_would_leave_blank_or_that_no_name_has_is_refused_by_its_name(sign_in, name, sign):
    old = certificate_of(PersonFactory(name="Asha Pawar"))
    answer = replacing(sign_in, old, name=name)
    assert answer.status_code == 422
    assert sign in answer.text
    assert Certificate.objects.get() == old


def test_a_name_too_long_for_the_paper_is_told_so_in_plain_words(sign_in):
    answer = replacing(sign_in, certificate_of(), name="Asha " * 25)
    assert "The name is too long for the paper: 120 letters at most. Shorten it." in answer.text


@pytest.mark.parametrize(("days", "is_offered"), [(60, False), (59, True), (-1, True)])
def test_renewing_is_offered_from_the_day_on_which_it_can_be_done(sign_in, days, is_offered):
    manager, today = PersonFactory(), timezone.localdate()
    found = CertificateFactory(issued_on=today - timedelta(days=9), valid_until=today + timedelta(days=days))
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    client, renewing = sign_in(manager), reverse("certificates:renew", args=[found.number])
    page = client.get(reverse("certificates:detail", args=[found.number])).text
    assert (renewing in page) is is_offered
    assert ("It can be renewed from" in page) is not is_offered
    assert client.get(renewing).status_code == (200 if is_offered else 302)


def test_who_renews_reads_first_until_when_the_new_one_counts(sign_in):
    manager, today = PersonFactory(), timezone.localdate()
    found = CertificateFactory(issued_on=today - timedelta(days=90), valid_until=today - timedelta(30), valid_months=24)
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    client, renewing = sign_in(manager), reverse("certificates:renew", args=[found.number])
    page = client.get(renewing).text
    assert f"counts at once, until {last_day(today, 24):%d-%m-%Y}" in page
    assert "the days since are covered by none" in page
    client.post(renewing)
    assert Certificate.objects.standing().get().issued_on == today


def test_of_who_took_back_her_consent_the_page_to_renew_says_no_name(sign_in):
    manager, today = PersonFactory(), timezone.localdate()
    found = certificate_of(valid_months=1)
    Certificate.objects.filter(pk=found.pk).update(valid_until=today)
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    withdraw_consent(found.person, purpose=Purpose.TRAINING, by=found.person.user)
    answer = sign_in(manager).get(reverse("certificates:renew", args=[found.number]))
    assert answer.url == reverse("certificates:detail", args=[found.number])


def test_who_looks_after_certificates_is_led_to_them_from_her_own(sign_in):
    manager, found = PersonFactory(), certificate_of()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    mine, led_to = reverse("certificates:mine"), f'href="{reverse("certificates:list")}">'
    (link,) = [part for part in sign_in(manager).get(mine).text.split("<a ") if "Certificates you look after" in part]
    assert led_to in link
    assert "Certificates you look after" not in sign_in(found.person).get(mine).text


def test_what_never_lapses_holds_for_ever_in_the_list_too(sign_in):
    manager, found = PersonFactory(), certificate_of()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    assert "For ever" in sign_in(manager).get(reverse("certificates:list")).text
