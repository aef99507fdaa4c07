"""Saying who one is, and agreeing to be trained."""

import re
from urllib.parse import quote

import pytest

from core.models import AuditEntry
from jobs.models import Job
from notifications.queries import said
from people.models import Consent, NoticeVersion, Person, User
from tests.factories import PersonFactory, PlaceFactory, UserFactory

PAGE = "/people/introduce/"


@pytest.fixture
def places():
    """A state with one district."""
    karnataka = PlaceFactory(level="state", name="Karnataka")
    return karnataka, PlaceFactory(level="district", name="Nadi", parent=karnataka)


@pytest.fixture
def form(places):
    """The form, filled in as it should be."""
    return {
        "name": "Savitri Bai",
        "gender": "woman",
        "language": "hi",
        "of_age": "on",
        "purposes": ["training", "story"],
        "place_state": places[0].pk,
        "place_district": places[1].pk,
    }


@pytest.fixture
def newcomer(sign_in):
    """Somebody who has just signed up."""
    return sign_in(UserFactory())


def test_who_has_signed_up_is_asked_who_she_is_before_anything_else(newcomer):
    for page in ("/desk/", "/people/me/", "/people/me/pin/", "/notices/"):
        assert newcomer.get(page)["Location"] == PAGE


def test_she_becomes_a_person_with_her_place_and_goes_on_in_her_language(newcomer, form, places):
    answer = newcomer.post(PAGE, form)
    person = Person.objects.get()
    assert answer["Location"] == "/people/language/hi/?next=/desk/"
    assert (person.name, person.gender, person.language) == ("Savitri Bai", "woman", "hi")
    assert (person.place, person.user_id) == (places[1], int(newcomer.session["_auth_user_id"]))
    assert newcomer.get(answer["Location"], follow=True).status_code == 200


def test_what_she_agreed_to_is_kept_with_the_notice_she_read_and_its_language(newcomer, form):
    NoticeVersion.objects.create(version=2, texts={"en": {"title": "New", "body": "New."}})
    newcomer.cookies["django_language"] = "kn"
    newcomer.post(PAGE, form)
    person = Person.objects.get()
    kept = Consent.objects.filter(withdrawn_at=None).order_by("purpose")
    assert [consent.purpose for consent in kept] == ["story", "training"]
    for consent in kept:
        assert (consent.person, consent.taken_by, consent.mode) == (person, person.user, "tap")
        assert (consent.notice.version, consent.language) == (2, "en")
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {"person.registered", "consent.given"}


def test_the_language_kept_with_a_consent_is_the_one_the_notice_was_shown_in(newcomer, form, privacy_notice):
    privacy_notice.texts["kn"] = {"title": "ನಾವು ಏನು ಇಡುತ್ತೇವೆ", "body": "ನಿಮ್ಮ ಹೆಸರು."}
    privacy_notice.save()
    newcomer.cookies["django_language"] = "kn"
    newcomer.post(PAGE, form)
    assert set(Consent.objects.values_list("language", flat=True)) == {"kn"}


def test_nothing_is_agreed_to_before_she_ticks_it(newcomer):
    assert "checked" not in str(newcomer.get(PAGE).context["form"]["purposes"])
    assert "checked" not in str(newcomer.get(PAGE).context["form"]["of_age"])


@pytest.mark.parametrize("purposes", [[], ["story"], ["sharing", "story"], ["nonsense"]])
def test_without_consent_to_be_trained_nothing_is_made(newcomer, form, purposes):
    answer = newcomer.post(PAGE, {**form, "purposes": purposes})
    assert answer.status_code == 422
    assert "purposes" in answer.context["form"].errors
    assert not Person.objects.exists()
    assert not Consent.objects.exists()
    assert not AuditEntry.objects.exists()
    assert not Job.objects.exists()


def test_minors_are_refused_in_plain_words(newcomer, form):
    del form["of_age"]
    answer = newcomer.post(PAGE, form)
    assert answer.status_code == 422
    assert "people of 18 years and older" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(("field", "typed"), [
    ("name", ""),
    ("name", "   "),
    ("name", "\u200b\u2060"),
    ("name", "\u3164"),
    ("name", "x" * 121),
    ("gender", "other"),
    ("language", "fr"),
    ("place_state", ""),
    ("place_state", "9" * 40),
    ("place_state", "karnataka"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(newcomer, form, field, typed):
    answer = newcomer.post(PAGE, {**form, field: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    field = field.removesuffix("_state")
    assert field in answer.context["form"].errors
    assert f'href="#id_{field}"' in page
    assert "field__error" in page
    if field != "name":
        assert 'value="Savitri Bai"' in page
    assert not Person.objects.exists()


def test_what_she_is_is_asked_for_in_a_sentence_that_reads(newcomer, form):
    answer = newcomer.post(PAGE, {**form, "gender": ""})
    assert answer.context["form"].errors["gender"] == ["Choose what you are, or that you would rather not say."]


def test_a_name_is_kept_in_one_normal_form(newcomer, form):
    newcomer.post(PAGE, {**form, "name": " \u0958मला "})
    assert Person.objects.get().name == "\u0915\u093cमला"


def test_she_is_welcomed_once(newcomer, form, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        newcomer.post(PAGE, form)
    (notice,) = Person.objects.get().notices.all()
    assert notice.kind == "welcome"
    (line,) = said(notice.person, [notice])
    assert "Savitri" in line.text
    assert "Bai" not in line.text


def test_who_is_known_is_not_asked_again(sign_in, form):
    asha = PersonFactory()
    assert sign_in(asha).post(PAGE, form)["Location"] == "/desk/"
    assert Person.objects.get() == asha


@pytest.mark.parametrize("headers", [{}, {"referer": f"http://testserver{PAGE}"}])
def test_a_stranger_is_sent_to_sign_in(client, form, headers):
    assert client.post(PAGE, form, headers=headers)["Location"] == f"/account/login/?next={quote(PAGE, safe='')}"
    assert not Person.objects.exists()


def test_the_list_of_what_is_wrong_stands_first_and_takes_the_focus_and_the_title_says_so(newcomer, form):
    del form["purposes"]
    page = newcomer.post(PAGE, {**form, "name": ""}).content.decode()
    assert "<title>Error: Who are you?" in page
    assert page.index("error-summary") < page.index("<h1>")
    assert page.count("autofocus") == 1
    assert re.search(r'class="error-summary"[^>]*autofocus', page)
    named = re.findall(r'<li><a href="#id_(\w+)">', page)
    assert named == sorted(named, key=lambda name: page.index(f'name="{name}'))


def test_a_page_without_trouble_has_neither(newcomer):
    page = newcomer.get(PAGE).content.decode()
    assert "<title>Who are you?" in page
    assert "error-summary" not in page


def test_of_two_presses_at_the_same_time_the_second_waits_for_the_first(newcomer, form, locked):
    newcomer.post(PAGE, form)
    assert User in locked
