"""What a trainer sees of her cohort."""

import re

from playwright.sync_api import expect

from portal.demo import OTHER_LEARNERS, TRAINER
from tests.browser.journeys import cohort_on_desk, come_in, sign_in
from tests.browser.phone import SCREEN, inspect, wait_for

DRAWN = "() => new Promise((go) => setTimeout(() => requestAnimationFrame(go)))"


def test_a_trainer_sees_who_has_done_what_and_what_went_wrong_most(phone):
    page = phone.open("/en/")
    sign_in(page, TRAINER.code, TRAINER.pin)
    expect(page.get_by_role("heading", name="Your cohorts")).to_be_visible()
    inspect(page)
    cohort_on_desk(page).tap()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    expect(page.get_by_text("MVNADE")).to_be_visible()
    last = OTHER_LEARNERS[-1]
    row = page.get_by_role("row").filter(has_text=last.name)
    expect(row.get_by_role("cell").first).to_contain_text(f"{len(OTHER_LEARNERS)} / 17")
    expect(page.get_by_text("not right").first).to_be_visible()
    page.wait_for_load_state()  # the script has folded what stands above the list
    first = page.locator(".people tbody tr").first.bounding_box()
    assert first, "the list is drawn"
    assert first["y"] < SCREEN["height"] * 2 / 3, "the first learner stands on the first screen"
    page.get_by_text("Find and sort").tap()
    expect(page.get_by_label("Search in this list")).to_be_visible()
    expect(page.get_by_role("columnheader").get_by_role("link", name="Learner")).to_be_visible()
    inspect(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("columnheader").get_by_role("link", name="Learner").click()
    expect(page).to_have_url(re.compile(r"\?sort=name$"))
    row.get_by_role("link", name=last.name).click()
    beside = page.get_by_role("complementary", name="The learner you chose")
    expect(beside.get_by_role("heading", name=last.name)).to_be_focused()
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    beside.get_by_role("button", name="Close").click()
    expect(beside).to_be_hidden()
    row.get_by_role("link", name=last.name).click()
    expect(beside.get_by_role("heading", name=last.name)).to_be_focused()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(row.get_by_role("link", name=last.name)).to_be_focused()
    slow = []
    page.route(re.compile(f"{row.get_by_role('link').get_attribute('href')}.*part="), lambda route: slow.append(route))
    row.get_by_role("link", name=last.name).click()
    wait_for(page, lambda: slow)
    another = page.get_by_role("rowheader").get_by_role("link").filter(has_not_text=last.name).first
    name = another.inner_text().strip()
    another.click()
    expect(beside.get_by_role("heading", name=name)).to_be_focused()
    with page.expect_response(re.compile("part=")):
        slow[0].continue_()
    page.evaluate(DRAWN)
    expect(beside.get_by_role("heading", name=name)).to_be_visible()
    expect(beside.get_by_role("heading", name=last.name)).to_have_count(0)
    with page.expect_request(re.compile("part=")):
        row.get_by_role("link", name=last.name).click()
    wait_for(page, lambda: len(slow) == 2)
    page.keyboard.press("Escape")
    with page.expect_response(re.compile("part=")):
        slow[1].continue_()
    page.evaluate(DRAWN)
    expect(beside).to_be_hidden()


def test_a_learner_finds_nothing_at_the_trainers_page(phone, new_phone, learner):
    trainer = come_in(new_phone(), TRAINER)
    cohort_on_desk(trainer).tap()
    expect(trainer.get_by_role("heading", name="Who has done what")).to_be_visible()
    page = come_in(phone, learner)
    phone.expect_trouble("status of 404")
    page.goto(trainer.url)
    expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()
