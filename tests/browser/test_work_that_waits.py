"""Field work that waits on the phone: its page says that and nothing else, shows it, and lets it be changed."""

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.phone import expect_drawn, inspect, wait_until
from tests.browser.test_assignments import RECORD, TITLE
from tests.browser.without_a_line import FROM_THE_PHONE, come_in, kept

IS_BEGUN = """async (text) => {
  const answer = (asked) => new Promise((is) => (asked.onsuccess = () => is(asked.result)));
  const { person, handIn } = document.querySelector("[data-hand-in]").dataset;
  const disk = await answer(indexedDB.open("portal"));
  const begun = await answer(disk.transaction("notes").objectStore("notes").get([person, `hand-in ${handIn}`]));
  disk.close();
  return begun?.body === text;
}"""
OPEN = "Not handed in"
WAITS = "Kept on this phone"


def test_work_that_waits_is_shown_and_changed_after_the_phone_was_started_again(
    open_phone, learner, portal, portal_goes, tmp_path
):
    taken = tmp_path / "notebook.png"
    Image.effect_noise((800, 600), 90).save(taken)
    page = come_in(open_phone(), learner)
    page.goto("/assignments/")
    mine = kept(page)
    baseline = open_work(page, TITLE)
    page.goto(mine)
    record = open_work(page, RECORD)

    portal_goes()
    page = open_phone().open(baseline)
    expect(page.get_by_text(OPEN, exact=True)).to_be_visible()
    page.get_by_label("Your text").fill("What came in this week")
    page.locator('[data-part="photo-file"]').set_input_files(taken)
    expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect_to_wait(page, "What came in this week")

    page = open_phone().open(baseline)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    expect_to_wait(page, "What came in this week")
    expect_drawn(page.get_by_role("img", name="Your photo"))
    inspect(page)
    page.get_by_role("button", name="Change it").tap()
    expect(page.get_by_label("Your text")).to_have_value("What came in this week")
    page.get_by_label("Your text").fill("What came in and went out")
    wait_until(page, IS_BEGUN, "What came in and went out")
    page = open_phone().open(baseline)
    expect_to_wait(page, "What came in this week")  # nothing else was handed in
    page.get_by_role("button", name="Change it").tap()
    expect(page.get_by_label("Your text")).to_have_value("What came in and went out")
    expect_drawn(page.get_by_role("img", name="The photo you chose"))
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect_to_wait(page, "What came in and went out")

    page.goto(record)
    page.get_by_label("How many you asked").fill("5")
    page.get_by_label("How many would buy").fill("4")
    page.get_by_label("Price most of them would pay").fill("1,200")
    page.get_by_text("Yes", exact=True).tap()
    page.get_by_role("button", name="Hand in", exact=True).tap()
    for line in ("How many you asked", "1,200", "Yes"):
        expect_to_wait(page, line)
    page.goto(mine)
    for title in (TITLE, RECORD):
        card = page.get_by_role("listitem").filter(has_text=title)
        expect(card.get_by_text(WAITS)).to_be_visible()
        expect(card.get_by_text(OPEN)).to_be_hidden()
    inspect(page)

    portal.serve()
    page.goto("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    portal_goes()
    page = open_phone().open(record)  # the phone has not seen this page since
    expect(page.get_by_text("Your work has come in.")).to_be_visible()
    expect(page.get_by_text(OPEN, exact=True)).to_be_hidden()
    page.goto(mine)
    expect(page.get_by_role("listitem").filter(has_text=RECORD).get_by_text("Waits for review")).to_be_visible()
    portal.serve()
    page.goto(baseline)
    expect(page.get_by_role("heading", name="What you handed in")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article").get_by_text("What came in and went out")).to_be_visible()


def open_work(page: Page, title: str) -> str:
    """From the list of hers; says the address, once the phone keeps it."""
    page.get_by_role("link", name=title).tap()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    return kept(page, "data-hand-in")


def expect_to_wait(page: Page, words: str) -> None:
    """One true thing is said, with what was written."""
    expect(page.get_by_text("Your work is kept on this phone.")).to_be_visible()
    expect(page.get_by_text("Until it has gone you can change it.")).to_be_visible()
    expect(page.get_by_text(words).and_(page.locator("[data-part=kept] *")).first).to_be_visible()
    expect(page.get_by_text(OPEN, exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Hand in", exact=True)).to_be_hidden()
