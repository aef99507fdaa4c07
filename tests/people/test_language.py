"""Choosing the language to read in."""

from urllib.parse import quote

import pytest

from tests.factories import PersonFactory


def choose(client, language, **query):
    return client.get(f"/people/language/{language}/", query, headers={"sec-fetch-site": "same-origin"})


@pytest.mark.parametrize("language", ["en", "hi", "kn", "ml"])
def test_a_stranger_keeps_the_language_in_a_cookie(client, language):
    answer = choose(client, language, next="/people/notice/")
    assert (answer.status_code, answer["Location"]) == (302, "/people/notice/")
    cookie = answer.cookies["django_language"]
    assert (cookie.value, cookie["samesite"]) == (language, "Lax")
    assert cookie["max-age"] > 60 * 60 * 24 * 300
    assert f'<html lang="{language}"' in client.get("/people/notice/").content.decode()


def test_a_person_keeps_it_with_her_and_nobody_else_does(client, sign_in):
    asha, salma = PersonFactory(language="en"), PersonFactory(language="kn")
    choose(sign_in(asha), "ml")
    asha.refresh_from_db()
    salma.refresh_from_db()
    assert (asha.language, salma.language) == ("ml", "kn")


@pytest.mark.parametrize("language", ["xx", "fr", "zh-hans", "HI", "e-n"])
def test_a_language_the_portal_does_not_speak_is_not_found_and_nothing_is_kept(client, sign_in, language):
    asha = PersonFactory(language="hi")
    answer = choose(sign_in(asha), language)
    asha.refresh_from_db()
    assert (answer.status_code, asha.language) == (404, "hi")
    assert "django_language" not in answer.cookies


def test_a_choice_is_not_sent_by_a_form(client):
    assert client.post("/people/language/hi/").status_code == 405


@pytest.mark.parametrize("page", ["/account/login/", "/account/signup/", "/account/login/code/"])
def test_the_pages_of_signing_in_offer_all_languages(client, page):
    shown = client.get(page).content.decode()
    for language in ("en", "hi", "kn", "ml"):
        assert f'href="/people/language/{language}/?next={quote(page, safe="")}"' in shown


def test_the_page_for_the_code_offers_all_languages(client, sms):
    client.post("/account/signup/", {"phone": "98450 12345"})
    shown = client.get("/account/phone/verify/").content.decode()
    assert all(f'lang="{language}" hreflang' in shown for language in ("en", "hi", "kn", "ml"))


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_on_somebody_elses_page_chooses_no_language_for_her(sign_in, site):
    asha = PersonFactory(language="hi")
    answer = sign_in(asha).get("/people/language/kn/?next=/notices/", headers={"sec-fetch-site": site})
    asha.refresh_from_db()
    assert (answer["Location"], asha.language) == ("/notices/", "hi")
    assert "django_language" not in answer.cookies


@pytest.mark.parametrize(
    ("page", "cookies"), [("http://testserver/notices/", 1), ("https://elsewhere.example/", 0), ("", 0)]
)
def test_where_the_browser_does_not_say_whose_link_it_is_only_one_on_our_page_chooses(client, page, cookies):
    answer = client.get("/people/language/kn/", headers={"referer": page})
    assert len(answer.cookies) == cookies
