"""Old phones and saving browsers run no scripts: reading, answering and writing work all the same."""

import re

import pytest
from playwright.sync_api import expect

from portal.demo import MENTOR
from tests.browser.journeys import (
    GOAL_CARD,
    NEXT_PROMISE,
    PER_DAY,
    RIGHT_ROUND,
    ROUND,
    WHICH_GOAL,
    ask_mentor,
    come_in,
    hand_in,
    message,
    open_first_lesson,
    open_lesson,
    question,
    sign_in,
    start_questions,
    tick,
    write,
)
from tests.browser.phone import Phone


@pytest.fixture
def plain_phone(new_phone) -> Phone:
    return new_phone(java_script_enabled=False)


def test_a_lesson_is_read_and_its_form_saved(plain_phone, learner):
    page = plain_phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    open_first_lesson(page)
    expect(page.locator("audio")).to_be_visible()
    page.locator(".contents summary").tap()
    page.get_by_role("link", name="From beans to rupees").tap()
    expect(page).to_have_url(re.compile("#step-6$"))
    expect(page.get_by_role("button", name="One step at a time")).to_be_hidden()
    card = page.get_by_role("region", name="Your goal card")
    card.get_by_label("Who will help me?").fill("Salma")
    with page.expect_navigation():  # the field shows what she typed before it, too
        card.get_by_role("button", name="Save").tap()
    expect(card.get_by_label("Who will help me?")).to_have_value("Salma")
    check = page.get_by_role("region", name="Which of these is a goal you can check?")
    check.get_by_text("Show the answer").tap()
    expect(check.get_by_text("It has an amount and a date.").last).to_be_visible()


def test_questions_are_saved_and_handed_in(plain_phone, learner):
    page = open_lesson(plain_phone, learner)
    start_questions(page)
    tick(page, WHICH_GOAL, "Salma: ₹3,000 a month from bangles by Diwali.")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("1 of 5 answered")).to_be_visible()
    tick(page, NEXT_PROMISE, "5 points")
    question(page, PER_DAY).get_by_role("textbox").fill("180")
    tick(page, GOAL_CARD, "By 15 August")
    for place, step in enumerate(RIGHT_ROUND, start=1):
        question(page, ROUND).get_by_label(step).select_option(str(place))
    hand_in(page)
    expect(page.get_by_role("heading", name="Passed. Well done!")).to_be_visible()


def test_a_message_is_sent_and_its_answer_read(plain_phone, new_phone, learner):
    page = open_lesson(plain_phone, learner)
    ask_mentor(page)
    write(page, "Sent without scripts")
    expect(message(page, "Sent without scripts")).to_have_count(1)

    mentor = come_in(new_phone(), MENTOR, page.url.split("#")[0].removesuffix("messages/"))
    write(mentor, "Answered")
    expect(message(mentor, "Answered").locator("[data-ticks]")).to_have_text("Sent")
    page.get_by_role("link", name="Read again, to see new messages").tap()
    expect(message(page, "Answered")).to_be_visible()
