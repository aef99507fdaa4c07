"""Reading a lesson: everything in it is there, and nothing typed or reached is lost."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, Response, Route, expect

from tests.browser.journeys import expect_over, open_first_lesson, open_lesson, sign_in
from tests.browser.phone import expect_drawn, inspect, wait_for, wait_until

# A page that is on its way to be loaded again answers no questions: it tells by itself.
TELL_WHEN_SAVED = """() => {
  const saved = document.querySelector("form [data-state=saved]");
  new MutationObserver(() => saved.hidden || window.tellSaved()).observe(saved, { attributes: true });
}"""

# As on a slow disk: that her words were received is being written there for ever.
NOTES_ARE_NEVER_DONE = """() => {
  const put = IDBObjectStore.prototype.put;
  let begin;
  window.noting = new Promise((resolve) => { begin = resolve; });
  IDBObjectStore.prototype.put = function (value, key) {
    if (this.name !== "notes" || !JSON.stringify(value).includes("School fees")) return put.call(this, value, key);
    begin();
    const wait = () => { this.get(["nobody", "nothing"]).onsuccess = wait; };
    wait();
  };
}"""

LOOKED_AT = """(step) => {
  const { top } = document.getElementById(`step-${step}`).getBoundingClientRect();
  scrollBy({ top: top - innerHeight / 4, behavior: "instant" });
  return document.querySelector("[data-lesson-progress] progress").value === step;
}"""


def is_answer_to_place(step: int) -> Callable[[Response], bool]:
    """What came for an earlier step, as she stayed there for a moment, does not count."""

    def is_it(response: Response) -> bool:
        said = response.request.post_data or ""
        return response.url.endswith("/submissions/") and f'"step":"{step}"' in said

    return is_it


def refuse(sentence: str):
    """As the portal answers where it takes nothing of a batch."""

    def answer(route: Route) -> None:
        records = json.loads(route.request.post_data)["records"]
        outcomes = [{"ack": each["id"], "state": "refused", "code": "no", "sentence": sentence} for each in records]
        route.fulfill(json={"outcomes": outcomes}, headers={"Portal-Reader": "unknown"})

    return answer


def come_to(page: Page, step: int) -> None:
    """Scroll until the step is what she looks at and the page has noticed, also where it still moves under her."""
    wait_until(page, LOOKED_AT, step)


def test_a_lesson_has_text_picture_sound_a_worked_sum_and_talking_points(phone, learner):
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    open_first_lesson(page)
    expect(page.get_by_role("heading", name="From beans to rupees")).to_be_visible()
    picture = page.get_by_role("img", name=re.compile("Asha stands and throws beans"))
    picture.scroll_into_view_if_needed()
    expect_drawn(picture)
    sound = page.get_by_role("region", name="Why this lesson").locator("audio")
    answer = phone.context.request.get(sound.evaluate("sound => sound.src"))
    assert answer.status == 200
    assert answer.headers["content-type"] == "audio/mpeg"
    each_day = page.get_by_role("table", name="What does ₹3,000 a month mean each day?")
    expect(each_day.get_by_role("row").last).to_contain_text("20 packets")
    expect(page.get_by_role("region", name="Talk about it").get_by_role("listitem")).to_have_count(3)
    inspect(page)


def test_a_lesson_printed_from_the_browser_takes_three_sheets_at_most(phone, learner):
    paper = open_lesson(phone, learner).pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type /Page\b", paper)) <= 3


def test_the_contents_unfold_lead_to_a_step_and_fold_again(phone, learner):
    page = open_lesson(phone, learner)
    contents = page.get_by_role("navigation", name="Steps of this lesson")
    beans = contents.get_by_role("link", name="From beans to rupees")
    expect(beans).to_be_hidden()
    contents.locator("summary").tap()
    inspect(page)
    beans.tap()
    expect(beans).to_be_hidden()
    expect(page.get_by_role("heading", name="From beans to rupees")).to_be_in_viewport()
    come_to(page, 7)
    expect(contents.locator("[aria-current=step]")).to_have_text("From beans to rupees")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(beans).to_be_visible()


def test_one_step_at_a_time_is_remembered_and_keeps_the_place(phone, learner):
    page = open_lesson(phone, learner)
    why, game = page.locator("#step-1"), page.locator("#step-3")
    page.get_by_role("button", name="One step at a time").tap()
    expect(why).to_be_visible()
    expect(game).to_be_hidden()
    expect(page.locator("#end")).to_be_hidden()
    with page.expect_response(is_answer_to_place(3)):
        page.get_by_role("button", name="Next", exact=True).tap()
        expect(page.get_by_role("heading", name="Beans in a bowl")).to_be_focused()
    expect(why).to_be_hidden()
    expect(page.get_by_text("Step 2 of 10")).to_be_visible()
    inspect(page)

    page.reload()
    expect(game).to_be_visible()
    expect(why).to_be_hidden()
    page.get_by_role("button", name="Back", exact=True).tap()
    expect(why).to_be_visible()
    page.locator(".contents summary").tap()
    page.get_by_role("link", name="The end of the lesson").tap()
    expect(page.get_by_role("button", name="I have read this")).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_hidden()
    page.emulate_media(media="print")
    expect(why).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Read in one go").tap()
    expect(why).to_be_visible()
    expect(game).to_be_visible()
    expect(page.get_by_text(re.compile(r"Step \d+ of 12"))).to_be_visible()


def test_a_sound_says_its_weight_before_it_is_fetched_and_plays_slower(phone, learner):
    page = open_lesson(phone, learner)
    player = page.get_by_role("group", name="Listen: why this lesson")
    sound = player.locator("audio")
    expect(sound).to_have_js_property("controls", False)
    expect(player).to_contain_text("KB")
    sound.evaluate("(sound) => { sound.loop = true; }")  # or it is over before the next press, on a slow machine
    slower = player.get_by_role("button", name="Slower")
    slower.tap()
    expect(slower).to_have_attribute("aria-pressed", "true")
    player.get_by_role("button", name="Listen").tap()
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    expect(sound).to_have_js_property("playbackRate", 0.75)
    expect(player).to_contain_text("/ 0:")
    player.get_by_role("button", name="10 seconds back").tap()
    player.get_by_role("button", name="Pause").tap()
    expect(sound).to_have_js_property("paused", True)
    inspect(page)


NO_SOURCE_COMES = """async () => {
  const module = performance.getEntriesByType("resource").find(({ name }) => name.includes("/core/sounds."));
  const { startPress } = await import(module.name);
  document.body.insertAdjacentHTML("beforeend", `<div id="two"><audio preload="none">
    <source src="data:audio/webm,none"><source src="data:audio/mpeg,none"></audio>
    <button type="button">Listen to none</button><p role="alert" hidden>None came</p></div>`);
  const two = document.getElementById("two");
  window.missed = 0;
  for (const source of two.querySelectorAll("source")) source.addEventListener("error", () => { window.missed += 1; });
  startPress(two.querySelector("audio"), { press: two.querySelector("button"), trouble: two.querySelector("p") });
}"""


def test_a_sound_of_which_no_source_comes_is_told_and_asked_for_anew_at_the_next_press_alone(phone, learner):
    page = open_lesson(phone, learner)
    page.evaluate(NO_SOURCE_COMES)
    press, told = page.get_by_role("button", name="Listen to none"), page.get_by_text("None came")
    press.tap()
    expect(told).to_be_visible()
    page.wait_for_timeout(1000)
    assert page.evaluate("missed") == 2
    press.tap()
    wait_until(page, "() => missed === 4")
    expect(told).to_be_visible()


def test_a_self_check_answers_at_once(phone, learner):
    page = open_lesson(phone, learner)
    check = page.get_by_role("region", name="Which of these is a goal you can check?")
    check.get_by_text("I will work very hard this year").tap()
    expect(check.get_by_role("status")).to_contain_text("Not this one. Look again.")
    check.get_by_text("I will earn ₹2,500 a month by Eid").first.tap()
    expect(check.get_by_role("status")).to_contain_text("It has an amount and a date.")
    inspect(page)


def test_what_is_typed_into_a_form_survives_a_reload_with_and_without_network(phone, learner):
    page = open_lesson(phone, learner)
    card = page.get_by_role("region", name="Your goal card")
    amount, reason = card.get_by_label("How much do I want"), card.get_by_label("What is the money for?")
    amount.fill("2500")
    expect(card.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    expect(amount).to_have_value("2,500")

    phone.lose_network()
    reason.fill("School fees")
    expect(card.get_by_text("Kept on this phone, waiting for network")).to_be_visible()
    inspect(page)
    phone.find_network()
    page.reload()
    expect(reason).to_have_value("School fees")
    expect(card.get_by_text("Saved", exact=True)).to_be_visible()
    page.evaluate("indexedDB.deleteDatabase('portal')")
    page.reload()
    expect(reason).to_have_value("School fees")


def test_a_phone_that_cannot_keep_what_is_typed_says_so(phone, learner):
    page = open_lesson(phone, learner)
    card = page.get_by_role("region", name="Your goal card")
    card.get_by_label("How much do I want").fill("2500")
    expect(card.get_by_text("Saved", exact=True)).to_be_visible()
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full') } }")
    phone.lose_network()
    card.get_by_label("What is the money for?").fill("School fees")
    expect(card.get_by_text("Not sent yet. Leave this page open until it is.")).to_be_visible()
    expect(page.get_by_text("This phone could not keep what you wrote.")).to_be_visible()
    inspect(page)


def test_an_end_that_is_not_taken_later_says_why_where_she_reads(phone, learner):
    page = open_lesson(phone, learner)
    lesson = page.url
    phone.lose_network()
    page.get_by_role("button", name="I have read this").tap()
    expect(page.get_by_text("Kept on this phone. It goes by itself")).to_be_visible()
    expect_over(page)
    page.route("**/submissions/", refuse("This lesson is not open to you now."))
    phone.find_network()
    expect(page.locator("#end").get_by_text("This lesson is not open to you now.")).to_be_visible()
    expect(page).to_have_url(lesson)
    expect(page.get_by_role("button", name="I have read this")).to_be_enabled()
    expect(page.locator("#waiting")).to_be_hidden()


def test_what_is_saved_while_the_page_is_already_being_loaded_again_stands_in_it(phone, learner):
    page = open_lesson(phone, learner)
    page.reload()
    loading, sending, saved = [], [], []
    page.route(page.url, lambda route: loading.append((route, route.fetch())))
    page.route("**/submissions/", lambda route: sending.append(route))
    page.expose_function("tellSaved", lambda: saved.append(True))
    page.evaluate(TELL_WHEN_SAVED)
    reason = page.get_by_label("What is the money for?")
    reason.fill("School fees")
    page.evaluate("location.reload()")
    wait_for(page, lambda: loading and sending)
    page.unroute("**/submissions/")
    for each in sending:
        each.continue_()
    wait_for(page, lambda: saved)
    route, older_page = loading.pop()
    with page.expect_event("load"):
        route.fulfill(response=older_page)
    expect(reason).to_have_value("School fees")


def test_pressing_save_leads_to_the_field_that_is_wrong(phone, learner):
    page = open_lesson(phone, learner)
    card = page.get_by_role("region", name="Your goal card")
    amount = card.get_by_label("How much do I want")
    amount.fill("abc")
    card.get_by_role("button", name="Save").tap()
    expect(amount).to_be_focused()

    page.goto("/submissions/mine/")
    expect(page.get_by_role("button", name="Send now")).to_have_count(0)
    inspect(page)
    page.get_by_role("link", name="Open the page").tap()
    expect(page).to_have_url(re.compile("#form-"))
    expect(amount).to_be_in_viewport()
    expect(amount).to_have_value("abc")


def test_what_was_received_a_moment_before_the_page_goes_stands_in_an_older_page(phone, learner):
    page = open_lesson(phone, learner)
    page.reload()
    older_page = page.request.get(page.url)
    page.evaluate(NOTES_ARE_NEVER_DONE)
    reason = page.get_by_label("What is the money for?")
    reason.fill("School fees")
    page.evaluate("window.noting")
    page.route(page.url, lambda route: route.fulfill(response=older_page), times=1)
    page.reload()
    expect(reason).to_have_value("School fees")


def test_the_place_in_a_lesson_is_kept_and_found_again(phone, learner):
    page = open_lesson(phone, learner)
    come_to(page, 3)
    with page.expect_response(is_answer_to_place(7)) as kept:
        come_to(page, 7)
    assert kept.value.ok
    page.reload()
    go_on = page.get_by_role("link", name="Go on where you were")
    expect(go_on).to_have_attribute("href", "#step-7")
    expect(page.get_by_text("Step 7 of 12")).to_be_visible()

    page.get_by_role("button", name="I have read this").tap()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    page.get_by_role("link", name="Back to the lesson").tap()
    expect(page.get_by_role("heading", name="You have read this lesson")).to_be_visible()


def test_changing_the_language_in_mid_lesson_keeps_the_place(phone, learner):
    page = open_lesson(phone, learner)
    come_to(page, 7)
    page.locator(".language-menu summary").evaluate("menu => menu.parentElement.open = true")
    page.locator(".language-menu").get_by_role("link", name="हिन्दी").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile("/hi/courses/move/module-1/1a/#step-7$"))
    expect(page.get_by_role("heading", name="लक्ष्य तय करने का खेल", level=1)).to_be_attached()
    expect(page.locator("#step-7")).to_be_in_viewport()
    inspect(page)
