"""The kinds of fields that have a script, on a phone."""

from playwright.sync_api import expect

from portal.demo import MANAGER, TRAINER
from tests.browser.journeys import sign_in
from tests.browser.phone import inspect

SHRUNK = """async () => {
  const { smaller } = await import("/static/core/photos.js");
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [3000, 2000];
  const pen = canvas.getContext("2d");
  for (let x = 0; x < 3000; x += 10) for (let y = 0; y < 2000; y += 10) {
    pen.fillStyle = `rgb(${(x * 7) % 256}, ${(y * 13) % 256}, ${(x * y) % 256})`;
    pen.fillRect(x, y, 10, 10);
  }
  const taken = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const small = await smaller(new File([taken], "goat.png", { type: "image/png" }));
  const broken = new File([new Uint8Array(300000)], "broken.jpg");
  const picture = await createImageBitmap(small);
  const lies = picture.width > picture.height;
  return [taken.size, small.size, small.name, small.type, lies, (await smaller(broken)) === broken];
}"""


def test_a_large_photo_is_made_small_before_it_is_sent_and_what_is_none_goes_as_it_is(phone):
    page = phone.open("/en/")
    taken, size, name, kind, lies, untouched = page.evaluate(SHRUNK)
    assert taken > 150 * 1024 >= size
    assert (name, kind, lies, untouched) == ("goat.jpg", "image/jpeg", True, True)


def test_a_manager_searches_for_who_runs_and_teaches_a_cohort_without_leaving_the_form(phone):
    page = phone.open("/en/")
    sign_in(page, MANAGER.code, MANAGER.pin)
    page.goto("/cohorts/new/")
    page.get_by_label("Name", exact=True).fill("Nadipur MOVE 2")
    inspect(page)
    trainer = page.get_by_role("group", name="Trainer")
    trainer.get_by_role("searchbox").fill(TRAINER.code)
    trainer.get_by_role("searchbox").press("Enter")
    trainer.get_by_label(TRAINER.name).check()
    place = page.get_by_role("group", name="Place", exact=True)
    expect(place.get_by_label("District")).to_be_visible()
    place.get_by_label("District").select_option("Nadi (invented)")
    expect(place.get_by_label("Block")).to_be_focused()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nadipur MOVE 2")
    inspect(page)


def test_a_day_is_typed_or_picked_and_always_stands_day_first(phone):
    page = phone.open("/en/")
    sign_in(page, MANAGER.code, MANAGER.pin)
    page.goto("/cohorts/new/")
    first_day = page.get_by_role("textbox", name="First day")
    expect(page.get_by_role("button", name="Calendar").first).to_be_visible()
    page.locator("[data-day] input[type=date]").first.evaluate(
        "(calendar) => { calendar.value = '2026-11-23'; calendar.dispatchEvent(new Event('change')); }"
    )
    expect(first_day).to_have_value("23-11-2026")
