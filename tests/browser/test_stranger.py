"""A stranger looks around: what this is, what is taught, in her language."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phone import inspect

LESSON_TITLES = {
    "Hindi": ("hi", "हिन्दी", "लक्ष्य तय करने का खेल"),
    "Kannada": ("kn", "ಕನ್ನಡ", "ಗುರಿ ಇಡುವ ಆಟ"),
    "Malayalam": ("ml", "മലയാളം", "ലക്ഷ്യം വയ്ക്കുന്ന കളി"),
}


def choose_language(page: Page, name: str) -> None:
    page.locator(".language-menu summary").tap()
    page.locator(".language-menu").get_by_role("link", name=name).tap()


def test_home_says_what_the_centre_is_and_leads_to_courses_story_partners_and_signing_in(phone):
    page = phone.open("/en/")
    expect(page.get_by_role("heading", name="First listen to the market", level=1)).to_be_visible()
    expect(page.get_by_text("Centre of Excellence", exact=True)).to_be_visible()
    courses = page.get_by_role("region", name="Courses")
    expect(courses.get_by_role("link")).to_have_text(["MOVE", "TED", "TEAM"])
    expect(page.get_by_role("region", name="Partners").get_by_role("listitem")).to_have_count(5)
    expect(page.get_by_role("link", name="You are learning already? Sign in")).to_be_visible()
    chain = page.get_by_role("region", name="One chain")
    expect(chain.get_by_text("Who completes the training gets a certificate")).to_be_hidden()
    chain.get_by_text("Certificate", exact=True).tap()
    expect(chain.get_by_text("Who completes the training gets a certificate")).to_be_visible()
    inspect(page)

    page.get_by_role("link", name="Read the story").tap()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    inspect(page)


def test_a_stranger_tries_a_lesson_from_the_front_page_and_is_led_to_sign_up(phone):
    page = phone.open("/en/")
    page.get_by_role("link", name="Try a lesson").first.tap()
    expect(page.get_by_role("heading", name="Goal setting game", level=1)).to_be_visible()
    inspect(page)
    page.locator("#end").get_by_role("link", name="Sign up").tap()
    expect(page.get_by_role("heading", name="Sign up", level=1)).to_be_visible()


def test_where_the_network_goes_a_lesson_to_try_says_that_nothing_of_it_is_kept(phone):
    page = phone.open("/en/courses/move/module-1/1a/")
    hint = page.get_by_text(
        "No network now. Read on here and leave this page open: nothing of it is kept on the phone."
    )
    expect(page.get_by_text("What you write here is not kept.")).to_be_visible()
    expect(hint).to_have_count(2)
    expect(hint.first).to_be_hidden()
    phone.lose_network()
    expect(hint.first).to_be_visible()
    expect(page.locator("#end").filter(has=hint)).to_be_visible()
    inspect(page)
    phone.find_network()
    expect(hint.first).to_be_hidden()


def test_the_menu_opens_by_touch_and_leads_to_signing_in(phone):
    page = phone.open("/en/")
    menu = page.get_by_role("navigation", name="Main")
    expect(menu.get_by_role("link", name="Sign in")).to_be_hidden()
    menu.get_by_text("Menu").tap()
    inspect(page)
    menu.get_by_role("link", name="Sign in").tap()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


def test_the_list_of_courses_leads_to_a_course(phone):
    page = phone.open("/en/courses/")
    inspect(page)
    page.get_by_role("link", name="TEAM").tap()
    expect(page.get_by_role("heading", name="TEAM", level=1)).to_be_visible()
    inspect(page)


def test_a_course_page_is_read_in_four_languages_by_the_menu(phone):
    page = phone.open("/en/courses/move/")
    expect(page.get_by_role("heading", name="MOVE", level=1)).to_be_visible()
    expect(page.get_by_text("Goal setting game")).to_be_visible()
    expect(page.get_by_role("link", name="Goal setting game")).to_be_visible()
    expect(page.get_by_role("link", name="Tower building game")).to_have_count(0)
    inspect(page)
    for code, name, lesson in LESSON_TITLES.values():
        choose_language(page, name)
        expect(page).to_have_url(re.compile(f"/{code}/courses/move/$"))
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.get_by_text(lesson, exact=True)).to_be_visible()
        inspect(page)


@pytest.mark.parametrize("address", ["/people/notice/", "/account/signup/", "/account/login/code/", "/nothing-here/"])
def test_other_pages_for_strangers_fit_the_phone(phone, address):
    phone.expect_trouble("status of 404")
    page = phone.open(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    inspect(page)


def test_what_was_searched_for_can_be_mended_where_it_was_typed(phone):
    page = phone.open("/search/?q=pricing")
    expect(page.get_by_role("main").get_by_role("link", name="Pricing", exact=True)).to_be_visible()
    words = page.get_by_label("What are you looking for?")
    words.tap()
    words.fill("eatery")
    page.get_by_role("main").get_by_role("button", name="Search").tap()
    expect(page.get_by_role("main").get_by_role("link", name="Eatery game", exact=True)).to_be_visible()
    inspect(page)
