"""The first message of a talk that is begun on a lesson's own page, where the portal is not reached."""

import json

from playwright.sync_api import Route, expect

from tests.browser.journeys import open_lesson
from tests.browser.phone import inspect

# Something for the phone, nothing for the portal: no reader would see it.
UNSEEN = "\u200b\u2063"
# Until what waits was tried once more and is shown anew.
TRY_AGAIN = """async (person) => {
  dispatchEvent(new Event("online"));
  await navigator.locks.request(`outbox ${person}`, () => null);
  for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
}"""


def test_what_waits_keeps_the_focus_is_taken_back_once_and_mends_what_was_refused(phone, learner):
    page = open_lesson(phone, learner)
    phone.lose_network()
    page.get_by_role("button", name="Ask your mentor").tap()
    no_network = page.get_by_text("No network now. Write here what you want to know")
    expect(no_network).to_be_visible()
    words = page.get_by_label("Your message")
    waiting = page.get_by_role("list", name="Waiting to be sent").get_by_role("listitem")
    for number, body in enumerate(("How do I count my own time?", "And the rent?"), start=1):
        words.fill(body)
        page.get_by_role("button", name="Send", exact=True).tap()
        expect(waiting).to_have_count(number)

    back = waiting.last.get_by_role("button", name="Take it back")
    back.focus()
    person = page.locator("[data-begin-talk]").get_attribute("data-person")
    page.evaluate(TRY_AGAIN, person)
    expect(back).to_be_focused()
    back.evaluate("(button) => { button.click(); button.click(); }")
    expect(waiting).to_have_count(1)
    expect(words).to_have_value("And the rent?")

    words.fill(UNSEEN)
    page.get_by_role("button", name="Send", exact=True).tap()
    phone.find_network()
    page.evaluate(TRY_AGAIN, person)
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Write something first.")
    expect(no_network).to_be_hidden()
    inspect(page)
    waiting.get_by_role("button", name="Take it back").tap()
    expect(waiting).to_have_count(0)
    page.reload()
    expect(words).to_have_value(UNSEEN)
    expect(no_network).to_be_hidden()
    words.fill("Now it can be seen")
    page.get_by_role("button", name="Send", exact=True).tap()
    expect(waiting).to_have_count(0)
    expect(page.get_by_role("link", name="Open the talk")).to_be_visible()
    page.goto("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    expect(page.get_by_text("Everything that reached the portal was taken.")).to_be_visible()


def test_what_the_portal_keeps_apart_is_said_where_it_was_written(phone, learner):
    def keep_apart(route: Route) -> None:
        said = {"state": "held", "code": "our_fault", "sentence": "It is kept, and we look at it."}
        records = json.loads(route.request.post_data)["records"]
        route.fulfill(json={"outcomes": [{"ack": record["id"], **said} for record in records]})

    page = open_lesson(phone, learner)
    phone.lose_network()
    page.get_by_role("button", name="Ask your mentor").tap()
    page.get_by_label("Your message").fill("A riddle to the portal")
    page.get_by_role("button", name="Send", exact=True).tap()
    begun = page.locator("[data-begin-talk]")
    expect(begun.get_by_text("A riddle to the portal")).to_be_visible()
    phone.context.route("**/submissions/", keep_apart)
    phone.find_network()
    page.evaluate(TRY_AGAIN, begun.get_attribute("data-person"))
    expect(begun.get_by_text("It is kept, and we look at it.")).to_be_visible()
    expect(begun.get_by_role("listitem")).to_have_count(0)
