"""A trainer does something about a learner, with one thumb, and sees what comes of it."""

from playwright.sync_api import expect

from portal.demo import TRAINER
from tests.browser.journeys import FIRST_LESSON, cohort_on_desk, come_in
from tests.browser.phone import inspect


def test_a_trainer_asks_a_learner_to_do_a_lesson_and_it_stands_on_her_desk(phone, new_phone, learner):
    page = come_in(phone, TRAINER)
    cohort_on_desk(page).tap()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    page.get_by_text("Find and sort").tap()
    page.get_by_label("Search in this list").fill(learner.name)
    page.get_by_role("button", name="Search", exact=True).tap()
    page.get_by_role("rowheader").get_by_role("link", name=learner.name, exact=True).tap()
    expect(page.get_by_role("heading", name=learner.name, level=1)).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="Ask her to do a lesson").tap()
    expect(page.get_by_role("radio", name=FIRST_LESSON)).to_be_checked()
    inspect(page)
    page.get_by_role("button", name="Ask her").tap()
    expect(page.get_by_text(f"Asked to do “{FIRST_LESSON}”")).to_be_visible()
    expect(page.get_by_text("not done yet")).to_be_visible()

    page.get_by_role("link", name="Speak to her at the next session").tap()
    page.get_by_role("radio", name="Nobody answered").check()
    inspect(page)
    page.get_by_role("button", name="Write the call down").tap()
    expect(page.get_by_text("Called, not reached")).to_be_visible()

    page.get_by_role("link", name="Write to her").tap()
    page.get_by_label("What you write to her").fill("Namaste! Come on Monday.")
    inspect(page)
    page.get_by_role("button", name="Send").tap()
    expect(page.get_by_text("not answered yet")).to_be_visible()
    inspect(page)

    hers = come_in(new_phone(), learner)
    expect(hers.get_by_text(f"{TRAINER.name} asks you to do this lesson.")).to_be_visible()
    inspect(hers)
    hers.get_by_role("link", name=f"To the lesson – {FIRST_LESSON}").tap()
    expect(hers.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
