"""An editor changes a lesson in Wagtail's admin, and brings questions into one, at a desk."""

from playwright.sync_api import expect

from portal.demo import EDITOR
from tests.browser.journeys import come_in, sign_in
from tests.browser.phone import AT_A_DESK

# No journey counts its questions.
LESSON_TO_FILL = "Exam and defence"
LESSON, RENAMED = "Eatery game", "Eatery game, with real guests"
FILE = """$CATEGORY: Unheard of

How much is left of 540 after 300? {#240####540 less 300.}

Tell of your market. {}
"""


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


def test_an_editor_brings_questions_of_another_system_into_a_lesson(new_phone):
    page = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(page, EDITOR.code, EDITOR.pin)
    page.goto("/admin/snippets/assessments/question/")
    lessons = page.locator("select[name=lesson]")
    chosen = lessons.locator("option").get_by_text(LESSON_TO_FILL, exact=True)
    page.goto(f"/admin/snippets/assessments/question/?lesson={chosen.get_attribute('value')}")
    page.get_by_role("button", name="Actions").first.click()
    expect(page.get_by_role("link", name="Download Moodle XML")).to_be_visible()
    page.get_by_role("link", name="Bring in questions of this lesson").click()
    expect(page.get_by_text(f"come into “{LESSON_TO_FILL}”")).to_be_visible()
    file = {"name": "market.gift", "mimeType": "text/plain", "buffer": FILE.encode()}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_text("This is answered in sentences")).to_be_visible()
    page.get_by_role("button", name="Write 1 row").click()
    expect(page.get_by_text("1 row was written.")).to_be_visible()
