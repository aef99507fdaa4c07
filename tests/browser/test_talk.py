"""A learner and her mentor write to each other, with a socket, without, and over a line that breaks."""

import re

from PIL import Image
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.journeys import message, sign_in, sign_out, write
from tests.browser.phone import expect_drawn, inspect, wait_for, wait_until
from tests.browser.talking import bodies, expect_connected, join_talk, start_talk, ticks

IS_NOTED = """async (what) => {
    const { outboxOf } = await import("/static/submissions/outbox.js");
    const [{ dataset: { person } }, { dataset: { thread } }] = document.querySelectorAll("#messages, #composer");
    return Boolean(await outboxOf(person).store.note(`${what} ${thread}`));
}"""
POLLING = "Connected: new messages come every few seconds"


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
    expect(page.locator("#connection")).to_have_text("No network now: 2 messages wait and go by themselves")
    expect(ticks(page, "First without network")).to_have_text("Waiting")
    inspect(page)
    expect(mentor.get_by_role("article")).to_have_count(0)

    phone.find_network()
    for reader in (page, mentor):
        expect(bodies(reader)).to_have_text(["First without network", "Second without network"])
    expect(ticks(page, "Second without network")).to_have_text("Read")
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)


def test_a_photo_taken_without_network_waits_and_arrives_once_and_small(phone, mentor, learner, tmp_path):
    taken = tmp_path / "notebook.png"
    Image.effect_noise((2000, 1500), 90).save(taken)
    page = start_talk(phone, learner)
    expect_connected(page)
    join_talk(mentor, page.url)
    phone.lose_network()
    broken = {"name": "notebook.heic", "mimeType": "image/heic", "buffer": b"what this browser cannot open"}
    page.locator('[data-part="photo-file"]').set_input_files(broken)
    expect(page.get_by_text("This phone cannot open this photo")).to_be_visible()
    page.locator('[data-part="photo-file"]').set_input_files(taken)
    expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()
    inspect(page)
    page.get_by_label("Your message").fill("My notebook")
    page.get_by_role("button", name="Send", exact=True).dblclick()
    expect(ticks(page, "My notebook")).to_have_text("Waiting")
    expect(message(page, "My notebook").get_by_role("img", name="Your photo")).to_be_visible()
    expect(page.get_by_role("img", name="The photo you chose")).to_be_hidden()
    page.get_by_label("Your message").fill("And a word")
    page.get_by_role("button", name="Send", exact=True).tap()

    phone.find_network()
    for reader in (page, mentor):
        expect(bodies(reader)).to_have_text(["My notebook", "And a word"])
    shown = message(mentor, "My notebook").get_by_role("img", name=f"Photo from {learner.first_name}")
    expect_drawn(shown)
    weight = mentor.request.get(shown.get_attribute("src")).body()
    assert len(weight) < 200 * 1024
    inspect(mentor)
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)


def test_a_voice_message_is_heard_before_it_is_sent_waits_without_network_and_arrives_once(phone, mentor, learner):
    phone.context.add_init_script("""if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
        const context = new AudioContext(), tone = context.createOscillator();
        const end = context.createMediaStreamDestination();
        tone.connect(end); tone.start();
        return end.stream;
    }""")
    page = start_talk(phone, learner)
    expect_connected(page)
    join_talk(mentor, page.url)
    record = page.locator('[data-press="record"]')
    chosen = page.get_by_role("group", name="Your voice message")
    record.tap()
    wait_until(page, IS_NOTED, "voice")
    page.reload()  # as she is called away: what was spoken until then is there
    expect(chosen).to_be_visible()
    page.get_by_role("button", name="Take it away").tap()
    expect(chosen).to_be_hidden()
    expect_connected(page)
    phone.lose_network()
    record.tap()
    expect(page.get_by_text("Recording. Speak, then press stop.")).to_be_visible()
    expect(record).to_have_accessible_name("Stop")
    page.wait_for_timeout(1_500)
    record.tap()
    expect(page.get_by_text(re.compile(r"Voice message, \d:\d\d, \d+ KB"))).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Send", exact=True).dblclick()
    own = page.get_by_role("article")
    expect(own.locator("[data-ticks]")).to_have_text("Waiting")

    phone.find_network()
    heard = mentor.get_by_role("group", name=f"Voice message from {learner.first_name}")
    expect(heard).to_have_count(1)
    expect(own.locator("[data-ticks]")).to_have_text("Read")
    sound = heard.locator("audio")
    heard.get_by_role("button", name="Listen").tap()
    mentor.wait_for_function("sound => sound.currentTime > 0 || sound.ended", arg=sound.element_handle())
    inspect(mentor)
    page.reload()
    expect(own).to_have_count(1)


def test_a_draft_outlives_the_page_and_is_gone_when_she_has_signed_out(phone, learner):
    page = start_talk(phone, learner)
    draft = page.get_by_label("Your message")
    draft.fill("Not yet sent")
    wait_until(page, IS_NOTED, "draft")
    page.reload()
    expect(draft).to_have_value("Not yet sent")
    talk = page.url
    sign_out(page)
    sign_in(page, learner.code, learner.pin)
    page.goto(talk)
    expect_connected(page)
    expect(draft).to_have_value("")


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
    wait_for(page, lambda: len(lines) > 1)
    expect(page.locator("#connection")).to_have_text("Connected")
    expect(ticks(page, "Only once, please")).to_have_text("Read")
    for reader in (page, mentor):
        expect(message(reader, "Only once, please")).to_have_count(1)


def test_without_any_socket_the_talk_goes_over_plain_requests(phone, mentor, learner):
    phone.context.clock.install()
    phone.context.route_web_socket(re.compile("/live/"), lambda line: line.close(code=1011))
    page = start_talk(phone, learner)
    status = page.locator("#connection")

    def has_failed() -> bool:
        phone.context.clock.fast_forward(8_000)
        page.wait_for_timeout(200)
        return status.inner_text() == POLLING

    wait_for(page, has_failed)  # every try, however slowly that is noticed
    write(page, "Over plain requests")
    expect(ticks(page, "Over plain requests")).to_have_text("Sent")
    inspect(page)
    newer = {"name": "csrftoken", "value": "n" * 32, "url": phone.portal.address}  # as after signing in elsewhere
    phone.context.add_cookies([newer])

    join_talk(mentor, page.url)
    write(mentor, "It came all the same")
    expect(ticks(mentor, "It came all the same")).to_have_text("Sent")
    phone.context.clock.fast_forward(9_000)
    expect(message(page, "It came all the same")).to_have_count(1)
    expect(ticks(mentor, "It came all the same")).to_have_text("Read")
    expect(message(page, "Over plain requests")).to_have_count(1)
