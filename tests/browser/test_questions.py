"""Answering questions on a phone whose browser and network come and go."""

from playwright.sync_api import Page, expect

from tests.browser.journeys import (
    GOAL_CARD,
    NEXT_PROMISE,
    PER_DAY,
    RIGHT_ROUND,
    ROUND,
    SECOND_LESSON,
    WHICH_GOAL,
    arrange,
    come_in,
    expect_one_question_at_a_time,
    fill_in_sign_in,
    hand_in,
    open_lesson,
    question,
    start_questions,
    tick,
)
from tests.browser.phone import Phone, inspect, wait_for

STILL_COUNTS = "Your earlier answer still counts until this can be read."
SAVED, WAITING = "Saved", "Kept on this phone, waiting for network"
FETCH_OUTBOX = """async () => {
  const { outboxOf } = await import("/static/submissions/outbox.js");
  window.outbox = outboxOf(document.getElementById("answers").dataset.person);
}"""
WRITTEN_OVER = """async () => {
  const { attempt } = document.getElementById("answers").dataset;
  return (await window.outbox.records(attempt)).map(({ seen }) => seen);
}"""
SALMA = "Salma: ₹3,000 a month from bangles by Diwali."
ON_THE_CARD = ("₹2,500 a month after costs", "By 15 August", "On Monday I ask the shop what it pays for papad")


def begin(phone: Phone, learner) -> Page:
    page = open_lesson(phone, learner)
    start_questions(page)
    expect_one_question_at_a_time(page)
    return page


def come_back_to(page: Page) -> None:
    """The page goes to the back and comes to the front again."""
    for is_hidden in ("true", "false"):
        page.evaluate(f"Object.defineProperty(document, 'hidden', {{ value: {is_hidden}, configurable: true }})")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def fill_in(page: Page, words: str, number: str):
    asked = question(page, words)
    asked.get_by_role("textbox").fill(number)
    return asked


def expect_state(asked, state: str) -> None:
    expect(asked.locator("[data-state]")).to_have_text(state)


def test_every_kind_of_question_is_answered_by_touch_and_passing_opens_the_next_lesson(phone, learner):
    page = begin(phone, learner)
    for asked in (
        tick(page, WHICH_GOAL, SALMA),
        tick(page, NEXT_PROMISE, "0 points, then she cannot fail"),
        fill_in(page, PER_DAY, "180"),
        tick(page, GOAL_CARD, *ON_THE_CARD),
        arrange(page, ROUND, RIGHT_ROUND),
    ):
        expect_state(asked, SAVED)
    expect(page.get_by_text("5 of 5 answered")).to_be_visible()
    inspect(page)
    hand_in(page)

    expect(page.get_by_role("heading", name="Passed. Well done!")).to_be_visible()
    expect(page.get_by_text("80%", exact=True)).to_be_visible()
    wrong = page.get_by_role("article").filter(has_text=NEXT_PROMISE)
    expect(wrong).to_contain_text("Not right")
    expect(wrong).to_contain_text("5 points")
    expect(wrong).to_contain_text("Five is a little more than the three she made")
    inspect(page)

    page.get_by_role("link", name=f"Next lesson: {SECOND_LESSON}").tap()
    expect(page.get_by_role("heading", name=SECOND_LESSON, level=1)).to_be_visible()
    start_questions(page)
    match = question(page, "Match the words with what they do")
    for pair in match.get_by_role("group").all():
        pair.get_by_role("radio").first.check()
    expect(match.get_by_text("Given already:").first).to_be_visible()
    expect_state(match, SAVED)
    inspect(page)


def test_what_is_no_number_holds_her_once_and_is_not_counted(phone, learner):
    page = begin(phone, learner)
    tick(page, WHICH_GOAL, SALMA)
    tick(page, NEXT_PROMISE, "0 points, then she cannot fail")
    asked = fill_in(page, PER_DAY, "three thousand")
    on = page.get_by_role("button", name="Next", exact=True)
    on.tap()
    expect(asked).to_be_visible()
    expect(asked.locator("[data-error]")).to_be_visible()
    expect(asked.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_text("2 of 5 answered")).to_be_visible()
    on.tap()
    expect(asked).to_be_hidden()


def test_one_question_is_shown_at_a_time_and_its_number_says_how_it_stands(phone, learner):
    page = begin(phone, learner)
    numbers = page.get_by_role("navigation", name="All questions")
    first, second = question(page, WHICH_GOAL), page.get_by_role("group", name=NEXT_PROMISE)
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    expect(page.get_by_role("button", name="Hand in")).to_be_hidden()
    expect(numbers.get_by_role("link", name="Question 1: open")).to_have_attribute("aria-current", "step")
    tick(page, WHICH_GOAL, SALMA)
    expect(numbers.get_by_role("link", name="Question 1: answered")).to_be_visible()
    page.get_by_role("button", name="Next", exact=True).tap()
    expect(second).to_be_focused()
    expect(first).to_be_hidden()
    inspect(page)

    asked = fill_in(page, PER_DAY, "many")
    expect(numbers.get_by_role("link", name="Question 3: needs a second look")).to_be_visible()
    asked.get_by_role("textbox").fill("180")
    asked.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("group", name=GOAL_CARD)).to_be_focused()
    numbers.get_by_role("link", name="Question 5").tap()
    expect(page.get_by_role("navigation", name="Questions still open").get_by_role("link")).to_have_count(3)
    expect(page.get_by_role("button", name="Hand in")).to_be_visible()
    page.emulate_media(media="print")
    expect(first).to_be_visible()
    page.emulate_media(media="screen")

    page.reload()
    expect_one_question_at_a_time(page)
    page.get_by_role("button", name="One question at a time").tap()
    expect(first).to_be_visible()
    expect(page.get_by_role("button", name="Next", exact=True)).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="One question at a time")).to_have_attribute("aria-pressed", "false")
    expect(first).to_be_visible()
    expect(second).to_be_visible()


def test_closing_the_browser_half_way_loses_nothing(kept_phone, new_phone, learner):
    phone = kept_phone()
    page = begin(phone, learner)
    attempt = page.url
    expect_state(tick(page, WHICH_GOAL, SALMA), SAVED)
    expect_state(fill_in(page, PER_DAY, "175"), SAVED)
    phone.lose_network()
    expect_state(tick(page, NEXT_PROMISE, "5 points"), WAITING)
    phone.context.close()

    phone = kept_phone()
    page = phone.open(attempt)
    expect_state(question(page, NEXT_PROMISE), SAVED)
    expect(page.get_by_text("3 of 5 answered")).to_be_visible()
    phone.context.close()

    page = come_in(new_phone(), learner, attempt)
    expect(page.get_by_label(SALMA)).to_be_checked()
    expect(page.get_by_label("5 points", exact=True)).to_be_checked()
    expect(question(page, PER_DAY).get_by_role("textbox")).to_have_value("175")
    expect(page.get_by_text("3 of 5 answered")).to_be_visible()


def test_answers_given_without_network_wait_and_are_sent_when_it_returns(phone, new_phone, learner):
    page = begin(phone, learner)
    attempt = page.url
    phone.lose_network()
    asked = tick(page, WHICH_GOAL, SALMA), fill_in(page, PER_DAY, "180")
    for one in asked:
        expect_state(one, WAITING)
    inspect(page)
    hand_in(page)
    expect(page.get_by_text("3 questions are open: 2, 4, 5.")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Look again").tap()
    expect(question(page, NEXT_PROMISE)).to_be_in_viewport()
    hand_in(page)
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_text("Handed in on this phone.")).to_be_in_viewport()
    expect(page.locator("[data-hand-in=kept]")).to_be_focused()
    inspect(page)
    page.get_by_role("button", name="Take it back and go on answering").tap()
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_be_focused()
    phone.find_network()
    for one in asked:
        expect_state(one, SAVED)

    other = come_in(new_phone(), learner, attempt)
    expect(other.get_by_text("2 of 5 answered")).to_be_visible()

    hand_in(page)
    expect(page.get_by_text("3 questions are open: 2, 4, 5.")).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Hand in anyway").tap()
    expect(page.get_by_role("heading", name="Not yet. You are on the way.")).to_be_visible()
    expect(page.get_by_text("40%", exact=True)).to_be_visible()
    inspect(page)


def test_a_number_that_cannot_be_read_is_refused_beside_its_question(phone, learner):
    page = begin(phone, learner)
    asked = fill_in(page, PER_DAY, "many")
    expect(asked.get_by_role("alert")).to_be_visible()
    inspect(page)
    expect_state(fill_in(page, PER_DAY, "₹180"), SAVED)
    expect(asked.get_by_role("alert")).to_be_hidden()

    arrived = asked.locator("input[type=hidden]").first.input_value()
    page.evaluate(FETCH_OUTBOX)
    phone.lose_network()
    expect_state(fill_in(page, PER_DAY, "170"), WAITING)
    fill_in(page, PER_DAY, "17o")
    expect(asked.get_by_role("alert")).to_be_visible()
    expect_state(asked, STILL_COUNTS)  # 170 is taken back by now, 180 has arrived
    expect_state(fill_in(page, PER_DAY, "175"), WAITING)
    assert page.evaluate(WRITTEN_OVER) == [arrived]


def test_what_cannot_be_read_stands_on_the_page_drawn_anew_and_not_the_answer_before_it(phone, learner):
    page = begin(phone, learner)
    expect_state(fill_in(page, PER_DAY, "180"), SAVED)
    asked = fill_in(page, PER_DAY, "12,5")
    expect_state(asked, STILL_COUNTS)
    page.reload()
    expect(asked.get_by_role("textbox")).to_have_value("12,5")
    expect(asked.get_by_role("alert")).to_be_visible()
    expect_state(asked, STILL_COUNTS)
    expect_state(fill_in(page, PER_DAY, "12.5"), SAVED)
    page.reload()
    expect(question(page, PER_DAY).get_by_role("textbox")).to_have_value("12.5")


def test_who_was_signed_out_elsewhere_is_told_so_and_led_back(phone, learner):
    page = begin(phone, learner)
    phone.expect_trouble("status of 401")
    phone.context.clear_cookies(name="sessionid")
    expect_state(tick(page, WHICH_GOAL, SALMA), "Kept on this phone. Open this page again to send it.")
    hand_in(page)
    expect(page.get_by_text("You are signed out on this phone. Not handed in yet.")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Sign in and go on").tap()
    fill_in_sign_in(page, learner.code, learner.pin)
    expect_one_question_at_a_time(page)
    expect(page.get_by_label(SALMA)).to_be_checked()
    expect_state(question(page, WHICH_GOAL), SAVED)


def test_an_older_window_shows_what_was_answered_in_a_newer_one(phone, learner):
    older = begin(phone, learner)
    newer = phone.context.new_page()
    newer.goto(older.url)
    expect_state(tick(newer, WHICH_GOAL, SALMA), SAVED)
    come_back_to(older)
    expect(older.get_by_label(SALMA)).to_be_checked()
    expect(older.get_by_text("1 of 5 answered")).to_be_visible()


def test_what_was_answered_while_an_older_page_was_read_again_stays(phone, learner):
    page = begin(phone, learner)
    address = page.url
    older_page = page.request.get(address)
    asked = []
    page.route(address, lambda route: asked.append(route))
    come_back_to(page)
    wait_for(page, lambda: asked)
    expect_state(tick(page, WHICH_GOAL, SALMA), SAVED)
    with page.expect_response(address):
        asked.pop().fulfill(response=older_page)
    page.unroute(address)
    expect(page.get_by_text("1 of 5 answered")).to_be_visible()
    expect(page.get_by_label(SALMA)).to_be_checked()
