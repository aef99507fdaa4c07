"""An editor changes a lesson in Wagtail's admin, at a desk."""

from playwright.sync_api import expect

from portal.demo import EDITOR
from tests.browser.journeys import come_in, sign_in
from tests.browser.phone import AT_A_DESK

LESSON, RENAMED = "Eatery game", "Eatery game, with real guests"


def test_an_editor_renames_a_lesson_sees_the_preview_publishes_it_and_the_course_shows_it(phone, new_phone, learner):
    page = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(page, EDITOR.code, EDITOR.pin)
    page.goto("/admin/")
    search = page.get_by_role("main").get_by_label("Search term")
    search.fill(LESSON)
    search.press("Enter")
    english = page.get_by_role("row").filter(has_text="English").filter(has_text=LESSON)
    english.get_by_role("link", name=LESSON, exact=True).click()
    page.get_by_placeholder("Page title*").fill(RENAMED)
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.locator("iframe[title='Preview']").first.content_frame
    expect(preview.get_by_role("heading", name=RENAMED, level=1)).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("has been published")).to_be_visible()

    reader = come_in(phone, learner, "/en/courses/move/")
    reader.get_by_role("heading", name="Serving people").tap()
    expect(reader.get_by_text(RENAMED, exact=True)).to_be_visible()
