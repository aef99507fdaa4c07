"""On a shared phone the next reader does not find the pages of the last one."""

from uuid import UUID

import pytest

from tests.factories import PersonFactory, front_page
from tests.people.doors import ASK_CODE, PHONE, SIGN_IN, SIGN_UP, member

PERSONAL = ["/people/me/", "/people/me/pin/", "/people/who/", "/desk/", "/cohorts/join/", "/notices/", "/talks/"]


def kept_by_nobody(answer):
    return {"no-store", "private"} <= {word.strip() for word in answer.get("Cache-Control", "").split(",")}


@pytest.mark.parametrize("page", PERSONAL)
def test_a_personal_page_is_not_stored(sign_in, page):
    answer = sign_in(PersonFactory()).get(page)
    assert answer.status_code == 200
    assert kept_by_nobody(answer)


@pytest.mark.parametrize("page", ["/en/", "/people/notice/", f"/cohorts/{UUID(int=1)}/", "/people/language/hi/"])
def test_nor_is_any_other_page_made_for_somebody_signed_in(sign_in, page):
    front_page()
    assert kept_by_nobody(sign_in(PersonFactory()).get(page))


def test_nor_is_what_a_form_answers(sign_in):
    client = sign_in(PersonFactory())
    assert kept_by_nobody(client.post("/people/me/pin/", {"pin": "1", "again": "1"}))
    assert kept_by_nobody(client.post("/people/me/consent/story/", {"give": "yes"}))


def test_nor_is_a_door_with_what_was_typed_into_it(client):
    member(PHONE)
    for page in (SIGN_IN, SIGN_UP, ASK_CODE):
        assert kept_by_nobody(client.get(page))
        assert kept_by_nobody(client.post(page, {"login": "M104208", "password": "x", "phone": "1"}))


def test_what_anybody_may_read_may_be_stored(client):
    assert not kept_by_nobody(client.get("/people/notice/"))


def test_after_signing_out_her_pages_are_closed(sign_in):
    client = sign_in(PersonFactory())
    client.post("/account/logout/")
    for page in PERSONAL:
        assert client.get(page)["Location"].startswith("/account/login/")
