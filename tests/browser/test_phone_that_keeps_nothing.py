"""A phone whose browser keeps nothing, or has no room left: every page that keeps says so, and none that it is kept."""

from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    WHICH_GOAL,
    ask_mentor,
    expect_one_question_at_a_time,
    expect_over,
    hand_in,
    message,
    open_first_lesson,
    sign_in,
    start_with_the_portal,
    tick,
    write,
)
from tests.browser.without_a_line import GOAL

# As in a window where cookies and data of sites are forbidden.
FORBIDDEN = """
  const refuse = () => { throw new DOMException("not here", "SecurityError"); };
  IDBFactory.prototype.open = refuse;
  for (const name of window.CacheStorage ? ["open", "has", "match", "keys", "delete"] : []) {
    CacheStorage.prototype[name] = async () => refuse();
  }
  if (window.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = async () => refuse();
"""
NOT_SENT = "Not sent yet. Leave this page open until it is."
NOT_KEPT = "This phone could not keep what you wrote. Leave this page open until it is sent."


def expect_said(page: Page) -> None:
    """Beside what she wrote and above the page."""
    expect(page.get_by_text(NOT_KEPT)).to_be_visible()
    expect(page.get_by_text("Kept on this phone").filter(visible=True)).to_have_count(0)
    expect(page.get_by_text("Handed in on this phone.").filter(visible=True)).to_have_count(0)


def test_where_nothing_may_be_kept_every_page_says_so_and_what_is_written_arrives(new_phone, learner):
    phone = new_phone(service_workers="allow")
    phone.context.add_init_script(FORBIDDEN)
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    expect(page.get_by_text("This browser keeps no pages")).to_be_visible()
    page.goto("/offline/")
    page.get_by_role("button", name="Take my day along").tap()
    expect(page.get_by_text("This browser keeps no pages. A private window does not")).to_be_visible()

    open_first_lesson(page)
    lesson = page.url
    questions = page.get_by_role("link", name="Answer 5 questions").get_attribute("href")
    expect(page.get_by_text("This browser keeps no pages")).to_be_hidden()  # once a window is enough
    phone.lose_network()
    page.get_by_label("What is the money for?").fill("School fees")
    expect(page.locator("#form-goal-card").get_by_text(NOT_SENT)).to_be_visible()
    expect_said(page)
    page.get_by_role("button", name="I have read this").tap()
    expect(page.locator("#end").get_by_text(NOT_SENT)).to_be_visible()
    expect_over(page)
    expect_said(page)

    phone.find_network()
    expect(page.get_by_text("Received. Read on.")).to_be_visible()
    page.goto(questions)
    start_with_the_portal(page)
    expect_one_question_at_a_time(page)
    phone.lose_network()
    asked = tick(page, WHICH_GOAL, GOAL)
    expect(asked.get_by_text(NOT_SENT)).to_be_visible()
    expect_said(page)
    hand_in(page)
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_text("Not handed in yet: this phone could not keep it.")).to_be_visible()
    expect_said(page)
    phone.find_network()
    expect(page.get_by_text("20%", exact=True)).to_be_visible()

    page.goto(lesson)
    ask_mentor(page)
    phone.lose_network()
    write(page, "Written where nothing is kept")
    expect_said(page)
    phone.find_network()
    expect(message(page, "Written where nothing is kept").get_by_text("Sent")).to_be_visible()
    expect(page.get_by_text(NOT_KEPT)).to_be_hidden()
