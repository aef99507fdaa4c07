"""What a page costs on a phone that pays by the megabyte: all but pictures and sound, as it comes over the line."""

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.journeys import ask_mentor, open_lesson

KB = 1024
PICTURES_AND_SOUND = "/uploads/"


def weight_of(page: Page, address: str) -> int:
    """Bytes of headers and bodies of everything the page fetches, nothing of it kept from before."""
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    fetched = [response for response in responses if PICTURES_AND_SOUND not in response.url]
    assert any(response.url.endswith(".css") for response in fetched)
    sizes = [response.request.sizes() for response in fetched]
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)


@pytest.mark.parametrize("address", ["/en/", "/ml/", "/en/courses/move/", "/ml/courses/move/"])
def test_a_page_for_strangers_weighs_less_than_60_kb(phone, address):
    page = phone.context.new_page()
    assert weight_of(page, address) < 60 * KB


@pytest.mark.parametrize("language", ["en", "ml"])
def test_a_lesson_weighs_less_than_80_kb(new_phone, learner, language):
    phone = new_phone()
    phone.is_of(learner)
    page = phone.context.new_page()
    assert weight_of(page, f"/{language}/courses/move/module-1/1a/") < 80 * KB
    expect(page.locator("#step-1")).to_be_attached()


def test_the_page_that_carries_the_questions_of_a_lesson_weighs_less_than_80_kb(new_phone, learner):
    phone = new_phone()
    page = open_lesson(phone, learner)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    fresh = new_phone(storage_state=phone.context.storage_state())
    assert weight_of(fresh.context.new_page(), page.url.split("#")[0]) < 80 * KB


def test_a_talk_weighs_less_than_80_kb(new_phone, learner):
    phone = new_phone()
    page = open_lesson(phone, learner)
    ask_mentor(page)
    fresh = new_phone(storage_state=phone.context.storage_state())
    assert weight_of(fresh.context.new_page(), page.url.split("#")[0]) < 80 * KB
