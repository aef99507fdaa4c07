"""What is written in a talk and has not left the phone: it outlives browser and page, and stays with who wrote it."""

import json

import pytest
from playwright.sync_api import Error, Route, expect

from portal.demo import MENTOR
from tests.browser.journeys import come_in, message, sign_in, sign_out, write
from tests.browser.phone import inspect
from tests.browser.talking import (
    bodies,
    expect_connected,
    find_the_portal,
    join_talk,
    lose_the_portal,
    start_talk,
    start_talk_without_portal,
    ticks,
)

A_DAY_AND_MORE = 25 * 60 * 60 * 1000


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
    page = come_in(phone, learner, talk)
    expect(ticks(page, "Three")).to_have_text("Sent")
    join_talk(mentor, talk)
    for reader in (page, mentor):
        expect(bodies(reader)).to_have_text(["One, kept on the phone", "Two", "Three"])
    phone.context.close()


def test_what_waits_goes_from_whatever_page_she_opens_and_stands_in_its_talk_until_then(phone, mentor, learner):
    page = start_talk_without_portal(phone, learner)
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
    page = start_talk_without_portal(phone, learner)
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


UNSEEN = "\u200b\u2063"


def test_what_is_refused_says_why_is_mended_and_then_needs_nobody(phone, mentor, learner):
    page = start_talk(phone, learner)
    expect_connected(page)
    write(page, "x" * 4001)
    too_long = page.get_by_text("This message is too long.")
    expect(too_long).to_be_visible()
    expect(page.get_by_label("Your message")).to_have_value("x" * 4001)
    inspect(page)
    refused = page.get_by_role("article")
    expect(refused).to_have_count(0)
    write(page, UNSEEN)
    expect(too_long).to_be_hidden()
    expect(refused).to_contain_text("Write something first.")
    page.goto("/submissions/mine/")
    expect(page.get_by_role("heading", name="1 needs you")).to_be_visible()
    expect(refused.get_by_role("button", name="Send again")).to_be_visible()
    inspect(page)
    refused.get_by_role("link").tap()
    expect_connected(page)
    expect(refused).to_contain_text("Write something first.")
    inspect(page)
    refused.get_by_role("button", name="Edit again").tap()
    expect(page.get_by_role("article")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Your message")).to_have_value(UNSEEN)
    write(page, "Now it can be seen")
    expect(ticks(page, "Now it can be seen")).to_have_text("Sent")
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
    page = start_talk_without_portal(phone, learner)
    talk = page.url
    for body in ("Come at ten tomorrow", "Or at eleven"):
        write(page, body)
        expect(ticks(page, body)).to_have_text("Waiting")
    phone.context.add_init_script(f"const now = Date.now; Date.now = () => now() + {A_DAY_AND_MORE};")
    page.goto("/submissions/mine/")
    find_the_portal(phone)
    card = page.get_by_role("listitem").filter(has_text="Or at eleven")
    expect(card).to_contain_text("You wrote this more than a day ago. Send it now?")
    other = page.get_by_role("listitem").filter(has_text="Come at ten tomorrow")
    other.evaluate("item => { item.dataset.stays = 'yes' }")
    card.get_by_role("button", name="Delete it from this phone").tap()
    expect(card).to_have_count(0)
    expect(other).to_have_attribute("data-stays", "yes")
    expect(other.get_by_role("link", name="Open the page")).to_be_focused()

    page.goto(talk)
    waiting = page.get_by_role("article")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("You wrote this more than a day ago")
    waiting.get_by_role("button", name="Send now").tap()
    expect(ticks(page, "Come at ten tomorrow")).to_have_text("Sent")
