"""A group is made, its survey begun; households are counted in the sun, without a line, on two phones that add up."""

from playwright.sync_api import expect

from portal.demo import TRAINER
from tests.browser.journeys import MARKET, cohort_on_desk, come_in, make_group
from tests.browser.phone import inspect


def test_two_phones_count_households_and_one_of_them_without_a_line(phone, new_phone, learner):
    page = come_in(new_phone(), TRAINER)
    cohort_on_desk(page).tap()
    make_group(page, learner.name)
    inspect(page)
    page.get_by_role("link", name="Ask the households").tap()
    for label, typed in MARKET.items():
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="Write down").tap()
    page.get_by_role("link", name="Asked about Papad, 200 g").tap()
    page.locator("[data-more=buys-yes]").tap()
    expect(page.locator("[data-state=received]")).to_be_visible()

    hers = come_in(phone, learner, page.url)
    yes, no = hers.locator("[data-more=buys-yes]"), hers.locator("[data-more=buys-no]")
    expect(yes).to_be_visible()
    inspect(hers)
    phone.lose_network()
    for _ in range(5):
        yes.tap()
    for _ in range(3):
        no.tap()
    hers.get_by_role("button", name="No: one less").tap()
    hers.locator("[data-more=often-4]").tap()
    hers.locator("[data-more=price-middle]").tap()
    expect(hers.locator("[data-number=buys-yes]")).to_have_text("5")
    expect(hers.locator("[data-number=buys-no]")).to_have_text("2")
    expect(hers.locator("[data-state=kept]")).to_be_visible()
    phone.find_network()
    expect(hers.locator("[data-state=received]")).to_be_visible()
    expect(hers.locator("[data-total=buys-yes]")).to_have_text("6")

    hers.reload()  # the phone goes on where it was
    expect(hers.locator("[data-number=buys-yes]")).to_have_text("5")
    expect(hers.get_by_text("8 households asked, 6 buy.")).to_be_visible()
    yes.tap()
    expect(hers.locator("[data-total=buys-yes]")).to_have_text("7")
    inspect(hers)
