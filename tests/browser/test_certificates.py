"""Whoever is shown a paper checks it: its page with the portal, the square on the phone alone."""

import re

from playwright.sync_api import Page, expect

from portal.demo import LEARNER
from tests.browser.journeys import sign_in
from tests.browser.phone import inspect

OURS, CHANGED = "Signed by this portal", "Not signed by this portal"


def shared_address(page: Page) -> str:
    """What a learner passes on."""
    sign_in(page, LEARNER.code, LEARNER.pin)
    page.goto("/certificates/")
    inspect(page)
    return page.get_by_role("link", name="The page to pass on").get_attribute("href") or ""


def test_a_stranger_checks_a_certificate_and_what_was_changed_in_its_square_is_found(new_phone):
    address = shared_address(new_phone().open("/en/"))
    phone = new_phone()
    page = phone.open(address)
    expect(page.get_by_role("heading", name="This certificate is valid", level=1)).to_be_visible()
    square = page.get_by_role("region", name="The square on the paper")
    expect(square.get_by_text(OURS, exact=True)).to_be_visible()
    expect(square.locator("[data-says=name]")).to_have_text(LEARNER.name)
    inspect(page)

    page.goto("/certificates/check/")
    phone.lose_network()
    for letter in (len(address) - 40, len(address) - 150):
        other = "A" if address[letter] != "A" else "B"
        page.get_by_label("What a scanner read in the square").fill(address[:letter] + other + address[letter + 1 :])
        page.get_by_role("button", name="Check the square").tap()
        expect(page.get_by_text(CHANGED, exact=True)).to_be_visible()
    page.get_by_label("What a scanner read in the square").fill(address)
    page.get_by_role("button", name="Check the square").tap()
    expect(page.get_by_text(OURS, exact=True)).to_be_visible()
    expect(page.locator("[data-says=number]")).to_have_text(re.compile(r"^\d{3} \d{4} \d{4}$"))
    inspect(page)
