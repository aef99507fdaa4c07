"""What a trainer sees of her cohort."""

from playwright.sync_api import expect

from portal.demo import OTHER_LEARNERS, TRAINER
from tests.browser.journeys import cohort_on_desk, sign_in
from tests.browser.phone import inspect


def test_a_trainer_sees_who_has_done_what_and_what_went_wrong_most(phone):
    page = phone.open("/en/")
    sign_in(page, TRAINER.code, TRAINER.pin)
    expect(page.get_by_role("heading", name="Where you take part")).to_be_visible()
    inspect(page)
    cohort_on_desk(page).tap()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    expect(page.get_by_text("MVNADE")).to_be_visible()
    last = OTHER_LEARNERS[-1]
    row = page.get_by_role("row").filter(has_text=last.name)
    expect(row.get_by_role("cell").first).to_contain_text(f"{len(OTHER_LEARNERS)} / 17")
    expect(page.get_by_text("not right").first).to_be_visible()
    inspect(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    row.get_by_role("link", name=last.name).click()
    beside = page.get_by_role("complementary", name="The learner you chose")
    expect(beside.get_by_role("heading", name=last.name)).to_be_focused()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(row.get_by_role("link", name=last.name)).to_be_focused()


def test_a_learner_finds_nothing_at_the_trainers_page(phone, new_phone, learner):
    trainer = new_phone().open("/en/")
    sign_in(trainer, TRAINER.code, TRAINER.pin)
    cohort_on_desk(trainer).tap()
    expect(trainer.get_by_role("heading", name="Who has done what")).to_be_visible()
    page = phone.open("/en/")
    sign_in(page, learner.code, learner.pin)
    phone.expect_trouble("status of 404")
    page.goto(trainer.url)
    expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
