"""Signing up and signing in on a phone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.journeys import sign_in
from tests.browser.live_portal import LivePortal
from tests.browser.phone import inspect


def sign_up(page: Page, portal: LivePortal, phone: str) -> None:
    """As far as the page that asks who she is."""
    page.get_by_label("Phone number").fill(phone)
    page.get_by_role("button", name="Send me a code").tap()
    expect(page.get_by_role("heading", name="Type the code")).to_be_visible()
    expect(page.get_by_text("Step 2 of 3")).to_be_visible()
    expect(page.get_by_text("Another code can be sent in")).to_be_visible()
    expect(page.get_by_role("button", name="Send another code")).to_be_hidden()
    inspect(page)
    page.get_by_label("Code from the SMS").fill(portal.code_sent_to(f"+91{phone.replace(' ', '')}"))
    page.get_by_role("button", name="Go on").tap()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()


def test_a_newcomer_signs_up_by_phone_says_who_she_is_agrees_and_lands_on_her_desk(phone, portal):
    page = phone.open("/en/")
    page.get_by_role("link", name="Sign up").first.tap()
    sign_up(page, portal, "98450 12345")
    inspect(page)
    page.get_by_label("Your name").fill("Parvati Hegde")
    page.get_by_label("Woman").check()
    expect(page.get_by_role("button", name="This is me, go on")).to_be_hidden()
    page.get_by_role("button", name="Next", exact=True).tap()
    expect(page.get_by_role("heading", name="Your place and language")).to_be_focused()
    page.get_by_label("State").select_option("Karnataka")
    page.get_by_label("District").select_option("Nadi (invented)")
    expect(page.get_by_label("Block")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Parvati Hegde")
    page.get_by_label("English").check()
    inspect(page)
    page.get_by_role("button", name="Next", exact=True).tap()
    page.get_by_label("I am 18 years old or older").check()
    page.get_by_text("Read what is kept, why, and who sees it").tap()
    expect(page.get_by_text("We do not keep an Aadhaar number")).to_be_visible()
    page.get_by_label("Keep my name, place and learning record").check()
    page.get_by_role("button", name="This is me, go on").tap()

    expect(page.get_by_role("heading", name="Namaste, Parvati")).to_be_visible()
    expect(page).to_have_url(re.compile("/desk/$"))
    expect(page.get_by_role("heading", name="Join a cohort")).to_be_visible()
    inspect(page)


def test_who_does_not_agree_to_the_learning_record_is_told_why_she_cannot_go_on(phone, portal):
    page = phone.open("/account/signup/")
    sign_up(page, portal, "98450 54321")
    page.get_by_role("button", name="Next", exact=True).tap()
    expect(page.get_by_text("Enter your name.")).to_be_visible()
    expect(page.get_by_label("Your name")).to_be_focused()
    expect(page.get_by_label("State")).to_be_hidden()
    inspect(page)
    page.get_by_label("Your name").fill("Parvati Hegde")
    expect(page.get_by_text("Enter your name.")).to_be_hidden()
    page.get_by_role("button", name="Next", exact=True).tap()
    expect(page.get_by_text("Choose what you are")).to_be_visible()
    page.get_by_label("Woman").check()
    page.get_by_role("button", name="Next", exact=True).tap()
    page.get_by_label("State").select_option("Karnataka")
    expect(page.get_by_label("District")).to_be_focused()
    page.get_by_role("button", name="Next", exact=True).tap()
    phone.expect_trouble("status of 422")
    page.get_by_role("button", name="This is me, go on").tap()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least the first line")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Your name")).to_be_hidden()
    expect(page.get_by_label("Keep my name, place and learning record")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Tick at least the first line").tap()
    expect(page.get_by_label("Keep my name, place and learning record")).to_be_visible()


def test_the_seconds_until_another_code_go_on_after_a_wrong_one(phone):
    page = phone.open("/account/signup/")
    page.get_by_label("Phone number").fill("98450 67890")
    page.get_by_role("button", name="Send me a code").tap()
    seconds = page.get_by_text(re.compile(r"Another code can be sent in \d+ seconds"))
    expect(seconds).to_be_visible()
    # As if it were sent later, for on a slow machine the seconds would be over before the next page is there.
    page.evaluate("sessionStorage.setItem('code-sent-at', Date.now() + 500_000)")
    page.get_by_label("Code from the SMS").fill("000000")
    page.get_by_role("button", name="Go on").tap()
    expect(page.locator("[aria-invalid]")).to_be_visible()
    expect(page.get_by_text(re.compile(r"can be sent in [45]\d\d seconds"))).to_be_visible()


def test_a_member_signs_in_with_code_and_pin_in_small_letters_and_out_again(phone, learner):
    page = phone.open("/en/")
    sign_in(page, f" {learner.code.lower()[:4]} {learner.code[4:]}", learner.pin)
    expect(page.get_by_role("heading", name=f"Namaste, {learner.first_name}")).to_be_visible()
    main = page.get_by_role("navigation", name="Main")
    main.get_by_text("Menu").tap()
    main.get_by_role("link", name="About me", exact=True).tap()
    expect(page.get_by_text(learner.code)).to_be_visible()
    inspect(page)
    page.goto("/account/logout/")
    inspect(page)
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_role("heading", name="First listen to the market")).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()


def test_a_wrong_pin_is_refused_in_plain_words(phone, learner):
    phone.expect_trouble("status of 4")
    page = phone.open("/account/login/")
    page.get_by_label("Member code, phone number or e-mail").fill(learner.code)
    pin = page.get_by_label("PIN or password")
    pin.fill("111222")
    page.get_by_role("button", name="Show").tap()
    expect(pin).to_have_attribute("type", "text")
    page.get_by_role("button", name="Sign in").tap()
    expect(page.get_by_role("alert")).to_contain_text("The member code or PIN is not right")
    inspect(page)
