"""Field work: a photo, and a record, handed in without network, mended, read and looked at."""

from PIL import Image
from playwright.sync_api import expect

from portal.demo import TRAINER
from tests.browser.journeys import come_in
from tests.browser.phone import AT_A_DESK, expect_drawn, inspect

TITLE = "Baseline of my enterprise"
RECORD = "Ask five customers"


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
    # Not only kept on the phone: the trainer reads it next.
    expect(page.get_by_role("heading", name="What you handed in", exact=True)).to_be_visible()
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


def test_a_record_filled_in_without_network_is_mended_line_by_line_and_read_in_a_table(phone, new_phone, learner):
    page = come_in(phone, learner, "/assignments/")
    page.get_by_role("link", name=RECORD).tap()
    expect(page.get_by_role("heading", name=RECORD, level=1)).to_be_visible()
    inspect(page)
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("There is nothing here to hand in yet.")).to_be_visible()
    page.get_by_label("How many you asked").fill("five or six")
    page.get_by_label("How many would buy").fill("४")
    page.get_by_label("Price most of them would pay").fill("1,20,00")
    page.get_by_text("Yes", exact=True).tap()
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("Type a number, such as 3,000 or 12.5.")).to_be_visible()
    expect(page.get_by_text("Type a number of rupees, such as 3,000.")).to_be_visible()
    inspect(page)
    page.reload()
    expect(page.get_by_label("How many you asked")).to_have_value("five or six")
    page.get_by_label("How many you asked").fill("५")
    page.reload()
    expect(page.get_by_label("How many you asked")).to_have_value("५")  # what she mends is kept as she types
    expect(page.get_by_label("Price most of them would pay")).to_have_value("1,20,00")
    page.get_by_label("Price most of them would pay").fill("₹ 1,200/-")
    phone.lose_network()
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("Your work is kept on this phone.")).to_be_visible()
    phone.find_network()
    expect(page.get_by_text("₹1,200")).to_be_visible()
    inspect(page)

    page.get_by_text("Hand in a newer version").tap()
    expect(page.get_by_label("Price most of them would pay")).to_have_value("1,200")
    page.get_by_label("Price most of them would pay").fill("1100")
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_text("before: ₹1,200")).to_be_visible()

    trainer = come_in(new_phone(**AT_A_DESK), TRAINER, "/assignments/waiting/")
    trainer.get_by_role("row", name=learner.name).get_by_role("link").click()
    expect(trainer.get_by_text("before: ₹1,200")).to_be_visible()
    trainer.get_by_role("link", name=RECORD).click()
    trainer.get_by_role("link", name="What was recorded").click()
    expect(trainer.get_by_role("row", name=learner.name)).to_contain_text("₹1,100")
