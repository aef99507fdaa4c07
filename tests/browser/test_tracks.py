"""A trainer hears in a village how far somebody is, and writes it down without a line."""

from playwright.sync_api import expect

from portal.demo import TRAINER
from tests.browser.journeys import cohort_on_desk, come_in
from tests.browser.phone import inspect


def test_a_step_is_noted_without_a_line_and_stands_when_there_is_one(new_phone, learner):
    hers = new_phone()
    page = come_in(hers, TRAINER)
    cohort_on_desk(page).tap()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    page.goto(page.url.replace("learners/", ""))
    page.get_by_role("link", name="Groups", exact=True).tap()
    page.get_by_role("link", name="How far they have come").tap()
    page.get_by_text("Write down a step").tap()
    inspect(page)
    hers.lose_network()
    page.get_by_label("Who?").select_option(learner.name)
    page.get_by_label("Sold a first batch").check()
    today = page.get_by_label("Since when").input_value()
    page.get_by_label("Since when").fill("31/12/2019")
    page.get_by_role("button", name="Write down").tap()
    expect(page.get_by_text("Type that day or a later one.")).to_be_visible()
    page.get_by_label("Since when").fill(today)
    page.get_by_role("button", name="Write down").tap()
    expect(page.get_by_text("lie between where she stands")).to_be_visible()
    page.get_by_role("button", name="Write down").tap()
    expect(page.get_by_text("It is kept on this phone.")).to_be_visible()
    hers.find_network()
    expect(page.get_by_role("row", name=learner.name)).to_contain_text("Sold a first batch")
    page.get_by_role("link", name=learner.name).tap()
    expect(page.get_by_role("heading", name="What was written down")).to_be_visible()
    inspect(page)
