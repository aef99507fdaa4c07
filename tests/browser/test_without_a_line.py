"""With the portal gone and the phone started again: what was opened opens, what is written waits, each sees her own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    COHORT,
    FIRST_LESSON,
    NEXT_PROMISE,
    WHICH_GOAL,
    ask_mentor,
    expect_one_question_at_a_time,
    hand_in,
    message,
    open_cohort,
    open_first_lesson,
    question,
    sign_in,
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
    portal.go_on()
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
    page.goto(page.get_by_role("link", name="Answer 5 questions").get_attribute("href"))
    page.get_by_role("button", name="Start").click()
    expect_one_question_at_a_time(page)
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
    page.get_by_role("button", name="I have read this").tap()
    expect(page.get_by_text("Kept on this phone. It goes by itself")).to_be_visible()
    page.goto(quiz)
    tick(page, WHICH_GOAL, GOAL)
    expect(question(page, WHICH_GOAL).get_by_text("Kept on this phone")).to_be_visible()
    page.goto(talk)
    write(page, "Written without a line")
    page.goto("/submissions/mine/")
    waiting = page.locator("[data-waiting-list]")
    for words in ("School fees", "Written without a line", "Read to the end: Goal setting game", GOAL):
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
    expect(page.get_by_role("heading", name="You have read this lesson")).to_be_attached()
    page.goto("/submissions/mine/")
    portal.be_slow()
    page.goto(quiz)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()
    portal.go_on()
    page.get_by_role("button", name="Show it").tap()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_hidden()
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()


def test_questions_are_begun_and_handed_in_without_a_line_and_the_result_comes_once(
    open_phone, learner, portal, portal_goes
):
    page = come_in(open_phone(), learner)
    open_first_lesson(page)
    page.get_by_role("button", name="I have read this").tap()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    start = kept(page)
    inspect(page)

    portal_goes()
    page = open_phone().open(start)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    page.get_by_role("button", name="Start").tap()
    expect_one_question_at_a_time(page)
    asked = tick(page, WHICH_GOAL, GOAL)
    expect(asked.get_by_text("Kept on this phone, waiting for network")).to_be_visible()
    page = open_phone().open(start)
    expect(question(page, WHICH_GOAL).get_by_label(GOAL)).to_be_checked()
    hand_in(page)
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_text("Handed in on this phone.")).to_be_visible()
    expect(page.get_by_text("The result comes when the portal is reached.")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Take it back and go on answering").tap()
    tick(page, NEXT_PROMISE, "5 points")
    hand_in(page)
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_text("Handed in on this phone.")).to_be_visible()

    portal.serve()
    page = open_phone().open("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    page.goto(start)
    expect(page.get_by_text("Your last result: 40%.")).to_be_visible()
    expect(page.get_by_role("button", name="Answer again")).to_be_visible()
    page.get_by_role("link", name="See your answers").tap()
    expect(page.get_by_text("40%", exact=True)).to_be_visible()


def test_signing_out_without_a_line_leaves_nothing_to_the_next_person(open_phone, learners, portal, portal_goes):
    asha, salma = next(learners), next(learners)
    page = come_in(open_phone(), asha)
    open_cohort(page)
    cohort = kept(page)

    portal_goes()
    page.goto("/account/logout/")
    inspect(page)
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("heading", name="You are signed out on this phone")).to_be_visible()
    assert not [name for name in page.evaluate("caches.keys()") if name.startswith("person")]
    page = open_phone().open(cohort)
    expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()
    expect(page.get_by_role("link", name=COHORT)).to_be_hidden()

    portal.serve()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page = come_in(open_phone(), salma)
    portal_goes()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name=f"Namaste, {salma.first_name}")).to_be_visible()
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()


def test_a_course_is_kept_on_purpose_with_its_size_and_a_full_phone_says_so(open_phone, learner, portal, portal_goes):
    phone = open_phone()
    page = come_in(phone, learner)
    open_cohort(page)
    page.get_by_role("button", name="Keep this course on the phone").tap()
    expect(page.get_by_text("Best done where the network costs nothing.")).to_be_visible()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("Kept on this phone on")).to_be_visible()
    inspect(page)

    portal_goes()
    page.reload()
    page.get_by_role("link", name=f"Go on: {FIRST_LESSON}").tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    ask_a_part = (
        "fetch(document.querySelector('audio').src, { headers: { Range: 'bytes=0-9' } }).then(({ status }) => status)"
    )
    assert page.evaluate(ask_a_part) == 206

    portal.serve()
    phone.expect_trouble("Quota")
    open_cohort(page)
    page.get_by_role("button", name="Take it off the phone").tap()
    full = {"origin": portal.address, "quotaSize": 1000}
    phone.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", full)
    page.get_by_role("button", name="Keep this course on the phone").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("There is no room left on this phone.")).to_be_visible()
