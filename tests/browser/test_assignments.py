"""Field work: a photo handed in without network, returned with comments, handed in again, approved."""

from PIL import Image
from playwright.sync_api import expect

from portal.demo import TRAINER
from tests.browser.journeys import come_in
from tests.browser.phone import AT_A_DESK, expect_drawn, inspect

TITLE = "Baseline of my enterprise"


def test_work_handed_in_without_network_is_returned_handed_in_again_and_approved(phone, new_phone, learner, tmp_path):
    taken = tmp_path / "notebook.png"
    Image.effect_noise((1800, 1200), 90).save(taken)
    page = come_in(phone, learner, "/assignments/")
    page.get_by_role("link", name=TITLE).tap()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("There is nothing here to hand in yet.")).to_be_visible()

    phone.lose_network()
    page.locator('[data-part="photo-file"]').set_input_files(taken)
    expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()
    page.get_by_label("Your text").fill("What came in this week")
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("Your work is kept on this phone.")).to_be_visible()
    inspect(page)
    phone.find_network()
    expect(page.get_by_role("heading", name="What you handed in")).to_be_visible()
    expect(page.get_by_role("img", name="Your photo")).to_be_visible()
    inspect(page)

    trainer = come_in(new_phone(**AT_A_DESK), TRAINER, "/assignments/waiting/")
    trainer.get_by_role("link", name=learner.name).click()
    shown = trainer.get_by_role("img", name=f"Photo from {learner.first_name}")
    expect_drawn(shown)
    trainer.get_by_label("What you say to her").fill("What went out?")
    trainer.get_by_role("button", name="Return with comments").click()
    expect(trainer.get_by_text(f"{learner.first_name} is told.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("What went out?")).to_be_visible()
    inspect(page)
    page.get_by_label("Your text").fill("₹700 came in, ₹300 went out")
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("₹700 came in, ₹300 went out")).to_be_visible()

    trainer.goto("/assignments/waiting/")
    trainer.get_by_role("link", name=learner.name).click()
    trainer.get_by_text("What she handed in before").click()
    expect(trainer.get_by_role("article")).to_have_count(2)
    trainer.get_by_label("Marks").fill("9")
    trainer.get_by_role("button", name="Approve").click()
    expect(trainer.get_by_text(f"{learner.first_name} is told.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("9 of 10 marks")).to_be_visible()
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_be_hidden()
