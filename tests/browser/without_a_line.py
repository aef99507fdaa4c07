"""Ways of journeys in which the portal goes away and the phone keeps what was opened."""

from playwright.sync_api import Page, expect

from tests.browser.journeys import open_cohort, sign_in
from tests.browser.phone import Phone, wait_until

LOST = r"ERR_(CONNECTION_REFUSED|FAILED)|Failed to load|WebSocket connection to .* failed|Failed to (fetch|update)"
GOAL = "Salma: ₹3,000 a month from bangles by Diwali."
FROM_THE_PHONE = "This page was kept on this phone on"
IS_KEPT = """async ([address, words]) => {
  const { person } = document.getElementById("kept").dataset;
  const page = await (await caches.open(`person ${person}`)).match(address);
  return Boolean(page) && (await page.text()).includes(words);
}"""
CAME_FROM_THE_PHONE = "'keptAt' in document.documentElement.dataset"


def come_in(phone: Phone, learner) -> Page:
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    page.goto("/desk/")
    wait_for_worker(page)
    return page


def wait_for_worker(page: Page) -> None:
    """It has begun: what every page may need is there."""
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    wait_until(page, IS_KEPT, ["/desk/", ""])


def kept(page: Page, words: str = "") -> str:
    """The address of this page, once it is on the phone with these words in it."""
    wait_until(page, IS_KEPT, [page.url.split("#")[0], words])
    return page.url


def open_newest(page: Page, address: str) -> None:
    """The portal's page, also where the machine is so slow that the kept one comes first.

    What stands above the page does not tell: as soon as the portal has answered it says something else.
    """
    page.goto(address)
    wait_for_worker(page)
    while page.evaluate(CAME_FROM_THE_PHONE):
        page.goto(address)


def keep_course(page: Page) -> None:
    """On purpose, on the page of her cohort."""
    open_cohort(page)
    page.get_by_role("button", name="Keep this course on the phone").tap()
    expect(page.get_by_text("Best done where the network costs nothing.")).to_be_visible()
    page.get_by_role("button", name="No", exact=True).tap()
    expect(page.get_by_text("Best done where the network costs nothing.")).to_be_hidden()
    page.get_by_role("button", name="Keep this course on the phone").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("Kept on this phone on")).to_be_visible()
