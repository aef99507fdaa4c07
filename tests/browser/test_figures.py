"""A trainer looks at the figures of her cohort, and takes the report for the organiser along."""

from playwright.sync_api import expect

from portal.demo import TRAINER
from tests.browser.journeys import cohort_on_desk, come_in
from tests.browser.phone import inspect


def test_a_trainer_reads_what_the_figures_say_and_the_numbers_behind_them(phone):
    page = come_in(phone, TRAINER)
    cohort_on_desk(page).tap()
    page.get_by_text("Papers and lists").tap()
    page.get_by_role("link", name="Figures").tap()
    expect(page.get_by_role("heading", name="Figures", level=1)).to_be_visible()
    drawing = page.get_by_role("img", name="Lessons read to the end, week by week. By ")
    expect(drawing).to_be_visible()
    inspect(page)
    page.get_by_text("The numbers").first.tap()
    expect(page.get_by_role("table").first).to_be_visible()
    page.emulate_media(color_scheme="dark")
    inspect(page)
    paper = page.get_by_role("link", name="Report on one page (PDF)").get_attribute("href")
    assert paper
    taken = page.request.get(paper)
    assert taken.headers["content-type"] == "application/pdf"
    assert taken.body().startswith(b"%PDF-")
