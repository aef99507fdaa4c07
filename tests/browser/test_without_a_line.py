"""With the portal gone and the phone started again: what was opened opens, what is written waits, each sees her own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    COHORT,
    FIRST_LESSON,
    WHICH_GOAL,
    ask_mentor,
    message,
    open_cohort,
    open_first_lesson,
    question,
    sign_in,
    start_questions,
    tick,
    write,
)
from tests.browser.live_portal import LivePortal
from tests.browser.phone import Phone, inspect

LOST = r"ERR_(CONNECTION_REFUSED|FAILED)|Failed to load|WebSocket connection to .* failed|Failed to (fetch|update)"
GOAL = "Salma: ₹3,000 a month from bangles by Diwali."
FROM_THE_PHONE = "This page was kept on this phone on"
# What every page may need is there, so that the worker has begun.
WORKER_IS_READY = """async () => {
  await navigator.serviceWorker.ready;
  const { person } = document.getElementById("kept").dataset;
  const isKept = async () => (await (await caches.open(`person ${person}`)).match("/desk/"));
  while (!(await isKept())) await new Promise((again) => setTimeout(again, 50));
}"""
IS_KEPT = """async (address) => {
  const { person } = document.getElementById("kept").dataset;
  const isKept = async () => (await (await caches.open(`person ${person}`)).match(address));
  while (!(await isKept())) await new Promise((again) => setTimeout(again, 50));
}"""


@pytest.fixture
def open_phone(kept_phone) -> Iterator[Callable[[], Phone]]:
    """The same phone again, its browser ended and started anew."""
    opened: list[Phone] = []

    def _open() -> Phone:
        for phone in opened:
            phone.context.close()
        opened[:] = [kept_phone(service_workers="allow")]
        opened[0].expect_trouble(LOST)
        return opened[0]

    yield _open
    for phone in opened:
        phone.context.close()


@pytest.fixture
def portal_goes(portal: LivePortal) -> Iterator[Callable[[], None]]:
    """Kill the portal; when the test is over it is there again."""
    yield portal.be_killed
    if not portal.is_there:
        portal.serve()


def come_in(phone: Phone, learner) -> Page:
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    page.goto("/desk/")
    page.evaluate(WORKER_IS_READY)
    return page


def kept(page: Page) -> str:
    """The address of this page, once it is on the phone."""
    page.evaluate(IS_KEPT, page.url.split("#")[0])
    return page.url


def test_what_was_opened_opens_and_what_is_written_arrives_once(open_phone, learner, portal, portal_goes):
    page = come_in(open_phone(), learner)
    open_cohort(page)
    cohort = kept(page)
    open_first_lesson(page)
    lesson = kept(page)
    ask_mentor(page)
    talk = kept(page)
    page.goto(lesson)
    start_questions(page)
    quiz = kept(page)

    portal_goes()
    page = open_phone().open(cohort)
    expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    inspect(page)
    page.get_by_role("link", name=FIRST_LESSON, exact=True).tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    page.get_by_label("What is the money for?").fill("School fees")
    expect(page.get_by_text("Kept on this phone, waiting for network")).to_be_visible()
    page.goto(quiz)
    tick(page, WHICH_GOAL, GOAL)
    page.goto(talk)
    write(page, "Written without a line")
    page.goto("/submissions/mine/")
    waiting = page.locator("[data-waiting-list]")
    for words in ("School fees", "Written without a line"):
        expect(waiting.get_by_text(words)).to_be_visible()
    page.goto("/cohorts/join/")
    expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()
    expect(page.get_by_role("link", name=COHORT)).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Back").tap()
    expect(page.get_by_role("heading", name="Waiting to be sent")).to_be_visible()

    portal.serve()
    page = open_phone().open("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    page.goto(talk)
    expect(message(page, "Written without a line")).to_have_count(1)
    page.goto(lesson)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_hidden()
    expect(page.get_by_label("What is the money for?")).to_have_value("School fees")
    page.goto(quiz)
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()
