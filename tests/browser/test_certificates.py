"""Whoever is shown a paper checks it: its page with the portal, the square on the phone alone."""

import re

from playwright.sync_api import Page, expect

from portal.demo import LEARNER
from tests.browser.journeys import sign_in
from tests.browser.phone import inspect, wait_until
from tests.browser.without_a_line import LOST

OURS, CHANGED = "Signed by this portal", "Not signed by this portal"
ONLY_THE_PORTAL = "Whether it was taken back since, only the portal knows"
OF_A_NUMBER = re.compile(r"/certificates/\d{11}/$")
BECAME = {
    "issued": "This certificate is valid",
    "lapsed": "This certificate has lapsed",
    "replaced": "This certificate was replaced",
    "revoked": "This certificate was taken back",
}


def shared_address(page: Page) -> str:
    """What a learner passes on."""
    sign_in(page, LEARNER.code, LEARNER.pin)
    page.goto("/certificates/")
    inspect(page)
    return page.get_by_role("link", name="The page to pass on").get_attribute("href") or ""


def paste(page: Page, text: str) -> None:
    page.get_by_label("What a scanner read in the square").fill(text)
    page.get_by_role("button", name="Check the square").tap()


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
    page.get_by_role("button", name="Check the square").tap()
    expect(page.get_by_text("Paste first what the square says.")).to_be_visible()
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


def test_with_network_a_pasted_square_is_asked_about_as_its_number_is(new_phone, portal):
    address = shared_address(new_phone().open("/en/"))
    phone = new_phone()
    phone.expect_trouble("status of 404")
    page = phone.open("/certificates/check/")
    square = page.get_by_role("region", name="The square on the paper")
    whose = square.get_by_text(LEARNER.name).filter(visible=True)
    for became, said in BECAME.items():
        portal.run("tests.browser.ended", re.findall(r"\d{11}", address)[0], became)
        paste(page, address.split("#")[1])
        expect(square.get_by_role("heading", name=said)).to_be_visible()
        expect(whose).to_have_count(1 if became in {"issued", "lapsed"} else 0)
        expect(square.get_by_text(ONLY_THE_PORTAL)).to_be_hidden()
    inspect(page)
    paste(page, address[:-9])
    expect(square.get_by_text(CHANGED, exact=True)).to_be_visible()
    expect(square.get_by_text(said)).to_be_hidden()

    page.route(OF_A_NUMBER, lambda route: route.fulfill(status=404, body="<h1>Our hotel</h1>"))
    paste(page, address)
    expect(square.get_by_text(ONLY_THE_PORTAL)).to_be_visible()
    unknown = page.request.get("/certificates/48271930566/")
    page.route(OF_A_NUMBER, lambda route: route.fulfill(response=unknown))
    paste(page, address)
    expect(square.get_by_text("No certificate has this number")).to_be_visible()
    phone.lose_network()
    paste(page, address)
    expect(square.get_by_text(ONLY_THE_PORTAL)).to_be_visible()
    expect(square.get_by_text("No certificate has this number")).to_be_hidden()
    portal.run("tests.browser.ended", re.findall(r"\d{11}", address)[0], "issued")


def test_a_phone_that_opened_the_checking_page_once_checks_a_scanned_square_without_the_portal(
    new_phone, portal, portal_goes
):
    address = shared_address(new_phone().open("/en/"))
    phone = new_phone(service_workers="allow")
    phone.expect_trouble(LOST)
    page = phone.open("/certificates/check/")
    expect(page.get_by_text("From now on this page opens on this phone without network too")).to_be_visible()
    inspect(page)

    portal_goes()
    page.goto(address)
    expect(page.get_by_role("heading", name="Check a certificate without network", level=1)).to_be_visible()
    square = page.get_by_role("region", name="The square on the paper")
    expect(square.get_by_text(OURS, exact=True)).to_be_visible()
    expect(square.locator("[data-says=name]")).to_have_text(LEARNER.name)
    expect(square.get_by_text("Whether it was taken back since, only the portal knows")).to_be_visible()
    inspect(page)
    page.goto("about:blank")
    page.goto(re.sub(r"\d{11}", "48271930564", address))  # the square of another certificate
    expect(page.get_by_text(CHANGED, exact=True)).to_be_visible()
    page.goto("/certificates/check/")
    changed = address[:-40] + ("B" if address[-40] == "A" else "A") + address[-39:]
    page.get_by_label("What a scanner read in the square").fill(changed)
    page.get_by_role("button", name="Check the square").tap()
    expect(page.get_by_text(CHANGED, exact=True)).to_be_visible()
    page.goto("/en/courses/")
    expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()

    wait_until(page, "() => caches.delete('anybody')")  # as on a phone that has only the scripts
    page.goto(address)
    expect(page.get_by_text("This phone has no key to check by")).to_be_visible()
    inspect(page)
    portal.serve()
    page.reload()
    expect(page.get_by_role("heading", name="This certificate is valid", level=1)).to_be_visible()
    wait_until(page, "async () => (await (await caches.open('anybody')).keys()).length === 1")
