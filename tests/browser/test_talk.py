"""A learner and her mentor write to each other, with a socket, without, and over a line that breaks."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from portal.demo import MENTOR
from tests.browser.journeys import ask_mentor, message, open_first_lesson, sign_in, write
from tests.browser.phone import Phone, inspect


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
    return page


def expect_connected(page: Page) -> None:
    expect(page.locator("#connection")).to_have_text("Connected")


def join_talk(mentor: Page, talk: str) -> None:
    mentor.goto(talk)
    expect_connected(mentor)


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
        expect(reader.locator(".message__body")).to_have_text(["First without network", "Second without network"])
    expect(ticks(page, "Second without network")).to_have_text("Read")
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)


def test_what_waits_survives_a_closed_browser(kept_phone, mentor, learner):
    phone = kept_phone()
    page = start_talk(phone, learner)
    expect_connected(page)
    talk = page.url
    phone.lose_network()
    write(page, "Kept on the phone")
    expect(ticks(page, "Kept on the phone")).to_have_text("Waiting")
    phone.context.close()

    phone = kept_phone()
    page = phone.open(talk)
    expect(ticks(page, "Kept on the phone")).to_have_text("Sent")
    join_talk(mentor, talk)
    expect(message(mentor, "Kept on the phone")).to_have_count(1)
    phone.context.close()


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
