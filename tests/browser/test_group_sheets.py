"""What a group fills in: what is wrong stands beside the fields in the reader's language, all of it at once."""

import pytest
from playwright.sync_api import Page, expect

from portal.demo import TRAINER
from tests.browser.journeys import COHORT, ENGLISH, HINDI, MARKET, make_group, read_on_in
from tests.browser.phone import inspect


@pytest.fixture
def group(for_now, learner) -> Page:
    """The page of a group of hers, open on a trainer's phone."""
    page = for_now(TRAINER, "/desk/")
    page.get_by_role("link", name=COHORT, exact=True).first.tap()
    make_group(page, learner.name)
    return page


def said_of(page: Page, name: str):
    return page.locator(".field", has=page.locator(f"[name={name}]")).locator(".field__error")


def test_what_is_missing_is_said_beside_each_field_in_the_readers_language(phone, group):
    page = group
    page.get_by_role("link", name="Ask the households").tap()
    expect(page.locator("[name=product]")).to_be_visible()
    page.wait_for_load_state()  # before its scripts have come, a press goes to the portal
    page.get_by_role("button", name="Write down").tap()
    expect(said_of(page, "product")).to_have_text("Fill in “Product or service”.")
    expect(said_of(page, "households")).to_have_text("Fill in “Households there”.")
    expect(page.locator("[name=product]")).to_be_focused()
    inspect(page)
    page.locator("[name=product]").fill("Papad")
    page.get_by_role("button", name="Write down").tap()
    expect(said_of(page, "product")).to_have_count(0)
    read_on_in(page, HINDI)
    expect(page.locator("[name=product]")).to_have_value("Papad")
    page.locator("main form button[type=submit]").tap()
    expect(said_of(page, "area")).to_contain_text("भरिए")
    read_on_in(page, ENGLISH)


def test_wrong_numbers_are_said_all_at_once_beside_their_fields_and_stay_as_typed(phone, group):
    page = group
    page.get_by_role("link", name="Ask the households").tap()
    expect(page.locator("[name=product]")).to_be_visible()
    survey = page.url
    for label, typed in MARKET.items():
        page.get_by_label(label, exact=True).fill(typed)
    page.locator("[name=households]").fill("many")
    page.locator("[name=price_low]").fill("thirty")
    page.locator("[name=hoped_percent]").fill("200")
    page.get_by_role("button", name="Write down").tap()
    for name in ("households", "price_low", "hoped_percent"):
        expect(said_of(page, name)).to_be_visible()
    expect(page.locator("[name=price_low]")).to_have_value("thirty")
    expect(page.locator("[data-handed-in]")).to_be_hidden()  # nothing was kept that would be refused
    page.reload()
    expect(page.locator("[name=households]")).to_have_value("many")
    expect(page.locator("[name=price_low]")).to_have_value("thirty")
    page.locator("[name=price_low]").fill("35")
    for language in (HINDI, ENGLISH):
        read_on_in(page, language)
        expect(page.locator("[name=households]")).to_have_value("many")
        expect(page.locator("[name=price_low]")).to_have_value("35")
    for name, typed in {"households": "1,200", "price_low": "30", "hoped_percent": "10"}.items():
        page.locator(f"[name={name}]").fill(typed)
    page.get_by_role("button", name="Write down").tap()
    expect(page.get_by_role("link", name="Asked about Papad, 200 g")).to_be_visible()
    page.goto(survey)
    expect(page.locator("[name=product]")).to_have_value("")  # what is handed in is begun no more


def test_counts_that_contradict_each_other_are_kept_and_asked_about(phone, group):
    page = group
    page.get_by_role("link", name="Ask the households").tap()
    for label, typed in MARKET.items():
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="Write down").tap()
    page.get_by_role("link", name="Asked about Papad, 200 g").tap()
    page.locator("#seeds summary").tap()
    for name, typed in {"buys-yes": "5", "buys-no": "3", "often-4": "9"}.items():
        page.locator(f"#seeds [name={name}]").fill(typed)
    page.get_by_role("button", name="Write down").tap()
    expect(page.get_by_text("8 households asked, 5 buy.")).to_be_visible()
    expect(page.locator("main .banner--warning:visible")).to_have_count(1)
    expect(page.locator("[data-total=often-4]")).to_have_text("9")


def test_what_no_sum_can_be_made_of_is_said_without_a_line(phone, group):
    page = group
    groups = page.url
    page.get_by_role("link", name="Price sheet", exact=True).tap()
    expect(page.locator("[name=percent]")).to_be_visible()
    phone.lose_network()
    page.locator("[name=percent]").fill("100 %")
    page.get_by_role("button", name="Write down").tap()
    expect(said_of(page, "percent")).to_have_text("Type less than 100: something must be left for the cost.")
    expect(page.locator("[data-handed-in]")).to_be_hidden()
    phone.find_network()
    page.goto(groups)
    page.get_by_role("link", name="First sale", exact=True).tap()
    expect(page.locator("[name=sold]")).to_be_visible()
    phone.lose_network()
    page.locator("[name=made]").fill("20")
    page.locator("[name=sold]").fill("1,000")
    page.get_by_role("button", name="Write down").tap()
    expect(said_of(page, "sold")).to_have_text("More is sold here than was made.")
    expect(page.locator("[data-handed-in]")).to_be_hidden()
    phone.find_network()
