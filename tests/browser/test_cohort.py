"""Joining a cohort, and seeing what it holds and what is still locked."""

from playwright.sync_api import expect

from portal.demo import COHORT_CODE, NEWCOMER
from tests.browser.journeys import COHORT, FIRST_LESSON, SECOND_LESSON, come_in, open_cohort, sign_in
from tests.browser.phone import inspect


def test_a_member_joins_by_the_code_on_the_board_and_sees_sessions_lessons_and_locks(phone):
    page = phone.open("/en/")
    sign_in(page, NEWCOMER.code, NEWCOMER.pin)
    phone.expect_trouble("status of 422")
    page.get_by_role("link", name="Type the code").tap()
    page.get_by_label("Cohort code").fill("ZZZZZZ")
    page.get_by_role("button", name="Join").tap()
    expect(page.get_by_role("alert")).to_contain_text("No cohort has this code")
    inspect(page)
    page.get_by_label("Cohort code").fill(COHORT_CODE.lower())
    page.get_by_role("button", name="Join").tap()

    expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()
    expect(page.get_by_text("Your mentor: Fathima Beevi")).to_be_visible()
    first_module = page.get_by_role("region", name="A goal and a team", exact=True)
    expect(first_module.get_by_role("link")).to_have_text([FIRST_LESSON])
    locked = first_module.get_by_role("listitem").filter(has_text=SECOND_LESSON)
    expect(locked).to_contain_text(f"Opens when you have finished “{FIRST_LESSON}”.")
    first_block = page.get_by_role("region", name="Block 1")
    expect(first_block).to_contain_text("Panchayat hall, Nadipura")
    expect(first_block.get_by_role("listitem").first).to_contain_text("10:30")
    expect(page.get_by_text("Opens on").first).to_contain_text("when its block begins")
    inspect(page)


def test_a_locked_lesson_says_what_opens_it(phone, learner):
    phone.expect_trouble("status of 403")
    page = come_in(phone, learner, "/en/courses/move/module-1/1b/")
    expect(page.get_by_role("heading", name=f"Opens when you have finished “{FIRST_LESSON}”.")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="To your next lesson").tap()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()


def test_news_for_her_says_that_she_joined(phone, learner):
    page = come_in(phone, learner, "/notices/")
    expect(page.get_by_role("main")).to_contain_text(COHORT)
    inspect(page)


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_lesson(phone, learner):
    phone.expect_trouble("status of 403")  # it opens after the one before it
    page = phone.open("/en/courses/move/module-1/1b/")
    page.get_by_label("Member code, phone number or e-mail").fill(learner.code)
    page.get_by_label("PIN or password").fill(learner.pin)
    page.get_by_role("button", name="Sign in").tap()
    expect(page.get_by_role("heading", name="Tower building game", level=1)).to_be_visible()
    open_cohort(page)


def test_her_desk_and_what_is_kept_about_her_fit_the_screen_in_malayalam(phone, learner):
    page = come_in(phone, learner, "/people/language/ml/")
    page.goto("/desk/")
    inspect(page)
    page.goto("/people/me/kept/")
    page.evaluate("document.querySelectorAll('dd').forEach(value => { value.textContent = 'm'.repeat(2000); })")
    page.evaluate("document.querySelectorAll('details').forEach(kind => { kind.open = true; })")
    inspect(page)
