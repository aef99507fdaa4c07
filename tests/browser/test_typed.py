"""What was typed is still there when the language is changed in the middle of it."""

from playwright.sync_api import expect

from portal.demo import MANAGER, TRAINER
from tests.browser.journeys import HINDI, come_in, read_on_in

PAGE = "/notices/how/"


def test_what_was_refused_is_still_there_in_the_other_language_and_once_alone(phone, for_now):
    page = for_now(MANAGER, PAGE)
    fresh = page.locator("[name=quiet_until]").input_value()
    page.locator("[name=first]").select_option("")
    page.locator("[name=third]").select_option("push")
    page.locator("[name=quiet_until]").fill("05:35")
    page.locator("[name=quiet_from]").fill("")
    phone.expect_trouble("status of 422")
    page.get_by_role("button", name="Tell me so").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    read_on_in(page, HINDI)
    assert page.url.endswith(PAGE)
    expect(page.locator("[name=quiet_until]")).to_have_value("05:35")
    expect(page.locator("[name=quiet_from]")).to_have_value("")
    expect(page.locator("[name=first]")).to_have_value("")
    expect(page.locator("[name=third]")).to_have_value("push")
    page.goto(PAGE)
    expect(page.locator("[name=quiet_until]")).to_have_value(fresh)


def test_what_was_not_sent_yet_is_still_there_too_and_no_secret_is_kept(phone):
    page = phone.open("/account/login/")
    page.get_by_label("Member code, phone number or e-mail").fill("M400001")
    page.get_by_label("PIN or password").fill("000000")
    read_on_in(page, HINDI)
    expect(page.locator("[name=login]")).to_have_value("M400001")
    expect(page.locator("[name=password]")).to_have_value("")


def test_what_was_sent_is_put_in_nowhere_though_the_language_led_nowhere(phone):
    page = come_in(phone, MANAGER, PAGE)
    page.locator("[name=second]").select_option("")
    page.locator("[name=quiet_until]").fill("05:35")
    page.route("**/people/language/**", lambda route: route.fulfill(status=204))
    page.locator(".language-menu summary").tap()
    page.locator(".language-menu").get_by_role("link", name="हिन्दी").tap()
    kept = "() => sessionStorage.getItem('typed')"
    page.wait_for_function(kept)
    page.get_by_role("button", name="Tell me so").tap()
    expect(page.get_by_text("It holds from now on.")).to_be_visible()
    assert page.evaluate(kept) is None


def test_a_list_of_names_is_carried_by_its_own_script_and_nobody_is_marked_by_the_language(for_now):
    page = for_now(TRAINER, "/attendance/")
    page.goto(page.locator("main a[href*='/mark/']").last.get_attribute("href"))
    expect(page.locator(".roll__tap").first).to_be_visible()
    before = page.locator("[data-row]").evaluate_all("rows => rows.map((row) => row.dataset.is)")
    read_on_in(page, HINDI)
    expect(page.locator(".roll__tap").first).to_be_visible()
    assert page.locator("[data-row]").evaluate_all("rows => rows.map((row) => row.dataset.is)") == before
