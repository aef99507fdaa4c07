"""A press that takes its time says so at once, and says no more when it is over."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journeys import come_in, open_lesson
from tests.browser.phone import inspect, wait_for


def hold_back(page):
    """Whatever is asked of the portal from now on is not answered until it is let go."""
    held = []
    page.route("**/submissions/", lambda route: held.append(route))
    return held


@pytest.mark.parametrize("press", ["Ask your mentor", "I have read this"])
def test_at_the_end_of_a_lesson_a_press_says_at_once_that_it_is_heard(phone, learner, press):
    page = open_lesson(phone, learner)
    lesson, held = page.url, hold_back(page)
    button = page.get_by_role("button", name=press)
    button.tap(no_wait_after=True)
    expect(button).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("status").filter(has_text="One moment")).to_be_visible()
    inspect(page)
    wait_for(page, lambda: held)
    for route in held:
        route.continue_()
    page.unroute("**/submissions/")
    expect(page).not_to_have_url(re.compile(f"^{re.escape(lesson)}"))
    page.go_back()
    expect(page.get_by_role("status").filter(has_text="One moment")).to_have_count(0)


def test_where_nobody_answers_the_moment_ends_in_what_can_be_done_here(phone, learner):
    page = open_lesson(phone, learner)
    phone.expect_trouble("ERR_FAILED")
    page.route("**/submissions/", lambda route: route.abort())
    page.get_by_role("button", name="Ask your mentor").tap()
    expect(page.get_by_text("No network now. Write here what you want to know")).to_be_visible()
    expect(page.get_by_text("One moment")).to_have_count(0)
    assert page.locator("[aria-busy]").count() == 0


def test_a_plain_form_says_it_too(phone, learner):
    page = come_in(phone, learner, "/cohorts/join/")
    page.route("**/cohorts/join/", lambda route: route.fulfill(status=204))  # nothing comes of it yet
    page.get_by_role("textbox").fill("XXXXXX")
    join = page.get_by_role("main").get_by_role("button").last
    join.click(no_wait_after=True)
    expect(join).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("status").filter(has_text="One moment")).to_be_visible()
