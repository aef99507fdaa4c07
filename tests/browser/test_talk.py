"""A learner and her mentor write to each other, with a socket, without, and over a line that breaks."""

import json
import re

import pytest
from playwright.sync_api import Error, Page, Route, WebSocketRoute, expect

from portal.demo import MENTOR
from tests.browser.journeys import ask_mentor, message, open_first_lesson, sign_in, sign_out, write
from tests.browser.phone import Phone, inspect

A_DAY_AND_MORE = 25 * 60 * 60 * 1000


@pytest.fixture
def mentor(new_phone) -> Page:
    """The mentor on her own phone, signed in."""
    page = new_phone().open("/en/")
    sign_in(page, MENTOR.code, MENTOR.pin)
    return page


def start_talk(phone: Phone, learner) -> Page:
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    open_first_lesson(page)
    ask_mentor(page)
    expect(page.locator("#connection")).to_be_visible()  # from here on the script sees to what is sent
    return page


def expect_connected(page: Page) -> None:
    expect(page.locator("#connection")).to_have_text("Connected")


def join_talk(mentor: Page, talk: str) -> None:
    mentor.goto(talk)
    expect_connected(mentor)


def lose_the_portal(phone: Phone) -> None:
    """Pages still come; what is handed in does not arrive, by whatever way."""
    phone.expect_trouble("Failed to load resource|WebSocket connection to .* failed")
    phone.context.route("**/submissions/", lambda route: route.abort())
    phone.context.route_web_socket(re.compile("/live/"), lambda line: line.close(code=1011))


def find_the_portal(phone: Phone) -> None:
    phone.context.unroute("**/submissions/")


def bodies(page: Page):
    return page.locator(".message__body")


def ticks(page: Page, body: str):
    return message(page, body).locator("[data-ticks]")


def test_question_and_answer_arrive_live_and_each_sees_how_far_the_own_words_came(phone, mentor, learner):
    page = start_talk(phone, learner)
    expect_connected(page)
    inspect(page)
    write(page, "Is ₹3,000 too much?")
    expect(ticks(page, "Is ₹3,000 too much?")).to_have_text("Sent")

    mentor.goto("/talks/")
    row = mentor.get_by_role("listitem").filter(has_text=learner.first_name)
    expect(row).to_contain_text("1 unread message")
    inspect(mentor)
    row.get_by_role("link", name=learner.first_name).tap()
    expect_connected(mentor)
    expect(message(mentor, "Is ₹3,000 too much?")).to_be_visible()
    expect(ticks(page, "Is ₹3,000 too much?")).to_have_text("Read")

    write(mentor, "What did you earn last month?")
    expect(message(page, "What did you earn last month?")).to_be_visible()
    expect(ticks(mentor, "What did you earn last month?")).to_have_text("Read")

    mentor.evaluate("document.hasFocus = () => false")
    write(page, "₹1,800")
    expect(message(mentor, "₹1,800")).to_be_visible()
    expect(ticks(page, "₹1,800")).to_have_text("Delivered")
    mentor.evaluate("delete document.hasFocus; window.dispatchEvent(new Event('focus'))")
    expect(ticks(page, "₹1,800")).to_have_text("Read")
    inspect(page)
    inspect(mentor)


def test_messages_written_without_network_wait_and_arrive_once(phone, mentor, learner):
    page = start_talk(phone, learner)
    expect_connected(page)
    join_talk(mentor, page.url)
    phone.lose_network()
    write(page, "First without network")
    write(page, "Second without network")
    expect(page.locator("#connection")).to_have_text("No network: 2 messages are waiting")
    expect(ticks(page, "First without network")).to_have_text("Waiting")
    inspect(page)
    expect(mentor.get_by_role("article")).to_have_count(0)

    phone.find_network()
    for reader in (page, mentor):
        expect(bodies(reader)).to_have_text(["First without network", "Second without network"])
    expect(ticks(page, "Second without network")).to_have_text("Read")
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)


def test_what_waits_survives_a_browser_that_is_killed(kept_phone, mentor, learner):
    phone = kept_phone()
    page = start_talk(phone, learner)
    expect_connected(page)
    talk = page.url
    phone.lose_network()
    for body in ("One, kept on the phone", "Two", "Three"):
        write(page, body)
        expect(ticks(page, body)).to_have_text("Waiting")
    with pytest.raises(Error, match="closed"):
        phone.context.new_cdp_session(page).send("Browser.crash")

    phone = kept_phone()
    phone.context.clear_cookies()
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    page.goto(talk)
    expect(ticks(page, "Three")).to_have_text("Sent")
    join_talk(mentor, talk)
    for reader in (page, mentor):
        expect(bodies(reader)).to_have_text(["One, kept on the phone", "Two", "Three"])
    phone.context.close()


def test_what_waits_goes_from_whatever_page_she_opens_and_stands_in_its_talk_until_then(phone, mentor, learner):
    lose_the_portal(phone)
    page = start_talk(phone, learner)
    talk = page.url
    write(page, "Written in the talk")
    expect(ticks(page, "Written in the talk")).to_have_text("Waiting")

    page.goto("/desk/")
    page.get_by_role("link", name="1 waits on this phone to be sent").tap()
    card = page.get_by_role("listitem").filter(has_text="Written in the talk")
    expect(card).to_contain_text("Talk about Goal setting game")
    inspect(page)
    card.get_by_role("link", name="Open the page").tap()
    expect(page).to_have_url(talk)
    expect(ticks(page, "Written in the talk")).to_have_text("Waiting")

    page.goto("/desk/")
    find_the_portal(phone)
    page.goto("/submissions/mine/")
    join_talk(mentor, talk)
    expect(bodies(mentor)).to_have_text(["Written in the talk"])
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()


def test_people_who_share_a_phone_do_not_see_what_the_other_has_waiting(phone, mentor, learner):
    lose_the_portal(phone)
    page = start_talk(phone, learner)
    talk = page.url
    write(page, "For my mentor only")
    expect(ticks(page, "For my mentor only")).to_have_text("Waiting")
    sign_out(page)

    sign_in(page, MENTOR.code, MENTOR.pin)
    find_the_portal(phone)
    for address in ("/desk/", "/submissions/mine/", talk):
        page.goto(address)
        expect(page.locator("body")).not_to_contain_text("For my mentor only")
        expect(page.locator("#waiting")).to_be_hidden()
    expect(page.get_by_role("article")).to_have_count(0)
    sign_out(page)

    sign_in(page, learner.code, learner.pin)
    page.goto("/desk/")
    join_talk(mentor, talk)
    expect(bodies(mentor)).to_have_text(["For my mentor only"])


def test_a_draft_outlives_the_page_and_is_gone_when_she_has_signed_out(phone, learner):
    page = start_talk(phone, learner)
    draft = page.get_by_label("Your message")
    draft.fill("Not yet sent")
    page.reload()
    expect(draft).to_have_value("Not yet sent")
    talk = page.url
    sign_out(page)
    sign_in(page, learner.code, learner.pin)
    page.goto(talk)
    expect_connected(page)
    expect(draft).to_have_value("")


def test_what_is_refused_says_why_is_mended_and_then_needs_nobody(phone, mentor, learner):
    page = start_talk(phone, learner)
    expect_connected(page)
    write(page, "x" * 4001)
    refused = page.get_by_role("article")
    expect(refused).to_contain_text("This message is too long.")
    page.goto("/submissions/mine/")
    expect(page.get_by_role("heading", name="1 needs you")).to_be_visible()
    expect(refused.get_by_role("button", name="Send again")).to_be_visible()
    inspect(page)
    refused.get_by_role("link").tap()
    expect_connected(page)
    expect(refused).to_contain_text("This message is too long.")
    inspect(page)
    refused.get_by_role("button", name="Edit again").tap()
    expect(page.get_by_role("article")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value("x" * 4001)
    write(page, "Now it is short")
    expect(ticks(page, "Now it is short")).to_have_text("Sent")
    page.goto("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    expect(page.get_by_text("Everything that reached the portal was taken.")).to_be_visible()


def test_what_the_portal_keeps_apart_stands_in_the_talk_and_says_so(phone, learner):
    def keep_apart(route: Route) -> None:
        said = {"state": "held", "code": "our_fault", "sentence": "It is kept, and we look at it."}
        records = json.loads(route.request.post_data)["records"]
        route.fulfill(json={"outcomes": [{"ack": record["id"], **said} for record in records]})

    lose_the_portal(phone)
    phone.context.route("**/submissions/", keep_apart)
    page = start_talk(phone, learner)
    write(page, "A riddle to the portal")
    expect(message(page, "A riddle to the portal")).to_contain_text("It is kept, and we look at it.")
    expect(message(page, "A riddle to the portal").get_by_role("button")).to_have_count(0)
    page.goto("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()


def test_what_has_waited_for_more_than_a_day_is_asked_about_first(phone, learner):
    lose_the_portal(phone)
    page = start_talk(phone, learner)
    talk = page.url
    for body in ("Come at ten tomorrow", "Or at eleven"):
        write(page, body)
        expect(ticks(page, body)).to_have_text("Waiting")
    phone.context.add_init_script(f"const now = Date.now; Date.now = () => now() + {A_DAY_AND_MORE};")
    page.goto("/submissions/mine/")
    find_the_portal(phone)
    card = page.get_by_role("listitem").filter(has_text="Or at eleven")
    expect(card).to_contain_text("You wrote this more than a day ago. Send it now?")
    card.get_by_role("button", name="Delete it from this phone").tap()
    expect(card).to_have_count(0)

    page.goto(talk)
    waiting = page.get_by_role("article")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("You wrote this more than a day ago")
    waiting.get_by_role("button", name="Send now").tap()
    expect(ticks(page, "Come at ten tomorrow")).to_have_text("Sent")


def test_a_message_whose_acknowledgement_was_lost_is_sent_again_and_shown_once(phone, mentor, learner):
    lines: list[WebSocketRoute] = []

    def first_line_swallows_answers(line: WebSocketRoute) -> None:
        portal = line.connect_to_server()
        lines.append(line)
        is_first = len(lines) == 1
        portal.on_message(lambda frame: None if is_first and '"ack"' in frame else line.send(frame))

    phone.context.route_web_socket(re.compile("/live/"), first_line_swallows_answers)
    page = start_talk(phone, learner)
    expect_connected(page)
    join_talk(mentor, page.url)
    write(page, "Only once, please")
    expect(message(mentor, "Only once, please")).to_be_visible()
    lines[0].close(code=1001)
    expect(page.locator("#connection")).to_have_text("Connected")
    expect(ticks(page, "Only once, please")).to_have_text("Read")
    assert len(lines) > 1
    for reader in (page, mentor):
        expect(message(reader, "Only once, please")).to_have_count(1)


def test_without_any_socket_the_talk_goes_over_plain_requests(phone, mentor, learner):
    phone.context.clock.install()
    phone.context.route_web_socket(re.compile("/live/"), lambda line: line.close(code=1011))
    page = start_talk(phone, learner)
    status = page.locator("#connection")
    for _ in range(6):
        expect(status).to_have_text(re.compile("Connecting…|No network|Connected:"))
        phone.context.clock.fast_forward(8_000)
    expect(status).to_have_text("Connected: new messages come every few seconds")
    write(page, "Over plain requests")
    expect(ticks(page, "Over plain requests")).to_have_text("Sent")
    inspect(page)

    join_talk(mentor, page.url)
    write(mentor, "It came all the same")
    expect(ticks(mentor, "It came all the same")).to_have_text("Sent")
    phone.context.clock.fast_forward(9_000)
    expect(message(page, "It came all the same")).to_have_count(1)
    expect(message(page, "Over plain requests")).to_have_count(1)
