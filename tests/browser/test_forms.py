"""The kinds of fields that have a script, on a phone."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from playwright.sync_api import expect

from core.limits import LARGEST_FILE_BYTES
from courses.forms import FIELDS, TextField
from portal.demo import MANAGER, TRAINER
from tests.browser.journeys import come_in
from tests.browser.phone import inspect, wait_for

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
  const drawn = new Uint8Array(await small.arrayBuffer());
  const said = [0xff, 0xe1, 0, 14, ...new TextEncoder().encode("Exif\\0\\0Nadipur")].slice(0, 16);
  const pieces = [drawn.slice(0, 2), new Uint8Array(said), drawn.slice(2)];
  const noted = new File(pieces, "noted.jpg", { type: "image/jpeg" });
  const isNoted = async (file) => new TextDecoder("latin1").decode(await file.arrayBuffer()).includes("Exif");
  const notes = [noted.size <= 150 * 1024, await isNoted(noted), await isNoted(await smaller(noted))];
  return [taken.size, small.size, small.name, small.type, lies, await smaller(broken), notes];
}"""


NUMBERS = (
    *(
        "",
        "  ",
        "540",
        "35.50",
        ".5",
        "5.",
        ".",
        "-",
        "+7",
        "-3",
        "\u22123",
        "- 3",
        "1,00,000",
        "100,000",
        "12,5",
        "1,0000",
    ),
    *("1 00 000", "3 0", "3,000.5", "1.2.3", "₹540", "Rs 540", "rs.540", "INR 5", "540/-", "540/=", "33.3%", "₹ ३०००"),
    *("१,००,०००", "೫೦೦", "൫൦൦", "٣٠", "۳۰", "５４０", "²", "½", "many", "17o", "रु 500", "500 रू.", "ರೂ. 20", "രൂ 20"),
    *("0", "-0", "007", "1e5", "9" * 15, "9" * 16, "0" * 20 + "1", "12.500", "12.505", "-0.00", "-0.01", "12.5 kg"),
    *("5\u200b0", "\u00a0540\u00a0", "1\u00a000\u00a0000", "₹", "%", "5₹5"),
)
DAYS = (
    *(
        "",
        " ",
        "23-11-2026",
        "23/11/2026",
        "23.11.2026",
        "23 11 2026",
        "2026-11-23",
        "3-1-2026",
        "31-02-2026",
        "29-02-2028",
    ),
    *(
        "29-02-2027",
        "2026-13-01",
        "0-1-2026",
        "1-0-2026",
        "01-01-0000",
        "01-01-0050",
        "next week",
        "20 Nov 2026",
        "नवंबर 20, 2026",
        "23-11-26",
        "२३-११-२०२६",
    ),
    *(" 23-11-2026 ", "2026/11/23", "23-11/2026", "32-01-2026", "23-11-20266"),
)
SPELLINGS = {
    "number": NUMBERS,
    "money": NUMBERS,
    "date": DAYS,
    "text": ("", "x", "क" * 10_000, "क" * 10_001, "😀" * 10_000, "😀" * 10_001, "e\u0301" * 10_000),
}
FAULTS = {
    ("number", "invalid"): "noNumber",
    ("money", "invalid"): "noRupees",
    ("money", "paise"): "noPaise",
    ("money", "too_small"): "belowNothing",
    ("number", "too_long"): "numberTooLong",
    ("money", "too_long"): "numberTooLong",
    ("date", "invalid"): "noDay",
    ("date", "no_such_day"): "noSuchDay",
    ("text", "max_length"): "tooLong",
}
MISSING = """async () => {
  const { faultsIn, showFaults } = await import("/static/core/faults.js");
  const form = document.createElement("form");
  form.dataset.missingText = "Fill in: {label}";
  form.innerHTML = '<label for="seen">What is seen</label><input id="seen" name="seen" required>';
  document.body.append(form);
  const missing = faultsIn(form);
  return [missing, showFaults(form, missing)];
}"""
FAULTS_IN = """async ([kind, all]) => {
  const { faultIn } = await import("/static/core/rules.js");
  return all.map((typed) => faultIn(kind, typed));
}"""


def test_a_photo_is_drawn_anew_and_small_before_it_is_sent_and_keeps_nothing_of_what_the_camera_noted(phone):
    page = phone.open("/en/")
    taken, size, name, kind, lies, broken, notes = page.evaluate(SHRUNK)
    assert taken > 150 * 1024 >= size
    assert (name, kind, lies, broken) == ("goat.jpg", "image/jpeg", True, None)
    assert notes == [True, True, False]


def test_what_is_missing_is_said_also_of_a_field_that_stands_in_no_box(phone):
    assert phone.open("/en/").evaluate(MISSING) == [{"seen": "Fill in: What is seen"}, False]


@pytest.mark.parametrize("kind", SPELLINGS)
def test_the_phone_says_of_a_field_what_the_portal_says(phone, kind):
    page = phone.open("/en/")
    found = page.evaluate(FAULTS_IN, [kind, SPELLINGS[kind]])
    assert dict(zip(SPELLINGS[kind], found, strict=True)) == {
        typed: said_by_portal(kind, typed) for typed in SPELLINGS[kind]
    }


def said_by_portal(kind: str, typed: str) -> str:
    try:
        FIELDS.get(kind, TextField)(required=False).clean(typed)
    except ValidationError as error:
        return FAULTS[kind, error.error_list[0].code]
    return ""


def test_a_file_that_is_too_large_is_said_to_be_so_beside_its_field_as_it_is_chosen(phone):
    page = come_in(phone, MANAGER, "/submissions/carried/")
    field = page.get_by_label("File")
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    large = {"name": "waiting.json", "mimeType": "application/json", "buffer": b" " * (LARGEST_FILE_BYTES + 1)}
    field.set_input_files(large)
    said = page.get_by_text("This file is larger than any that a phone writes. Choose another file.")
    expect(said).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    inspect(page)
    field.evaluate("(field) => field.form.requestSubmit()")
    expect(said).to_be_visible()
    expect(field).to_be_focused()
    field.set_input_files({**large, "buffer": b"{}"})
    expect(said).to_be_hidden()
    assert field.evaluate("({ files }) => files.length") == 1
    assert "POST" not in asked


def test_a_manager_searches_for_who_runs_and_teaches_a_cohort_without_leaving_the_form(phone):
    page = come_in(phone, MANAGER, "/cohorts/new/?programme=none")
    page.get_by_label("Name", exact=True).fill("Nadipur MOVE 2")
    inspect(page)
    trainer = page.get_by_role("group", name="Trainer")
    trainer.get_by_role("searchbox").fill(TRAINER.code)
    trainer.get_by_role("searchbox").press("Tab")
    expect(trainer.get_by_label(TRAINER.name)).to_be_checked()
    expect(page.get_by_role("button", name="Show the places inside")).to_be_hidden()
    place = page.get_by_role("group", name="Place", exact=True)
    expect(place.get_by_label("District")).to_be_visible()
    place.get_by_label("District").select_option("Nadi (invented)")
    expect(place.get_by_label("Block")).to_be_focused()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nadipur MOVE 2")
    inspect(page)


def test_what_was_chosen_stays_though_the_same_search_was_asked_twice_and_calls_nobody_back(phone):
    page = come_in(phone, MANAGER, "/cohorts/new/?programme=none")
    late = []
    page.route("**field=place**", lambda route: late.append(route))
    place = page.get_by_role("group", name="Place", exact=True)
    place.get_by_role("searchbox").fill("Nadipura village")
    place.get_by_role("searchbox").press("Enter")
    page.get_by_label("Venue").focus()  # who leaves the words asks again
    wait_for(page, lambda: len(late) == 2)
    late[1].continue_()
    place.get_by_role("radio").last.check()
    expect(page.get_by_label("Venue")).not_to_be_focused()
    page.get_by_label("Venue").fill("Panchayat hall")
    with page.expect_response("**field=place**"):
        late[0].continue_()
    page.evaluate("() => new Promise((drawn) => setTimeout(drawn))")
    expect(place.get_by_role("radio").last).to_be_checked()
    expect(page.get_by_label("Venue")).to_be_focused()


def test_a_day_is_typed_or_picked_and_always_stands_day_first(phone):
    page = come_in(phone, MANAGER, "/cohorts/new/?programme=none")
    first_day = page.get_by_role("textbox", name="First day")
    expect(page.get_by_role("button", name="Calendar").first).to_be_visible()
    page.locator("[data-day] input[type=date]").first.evaluate(
        "(calendar) => { calendar.value = '2026-11-23'; calendar.dispatchEvent(new Event('change')); }"
    )
    expect(first_day).to_have_value("23-11-2026")


def test_back_after_a_look_at_the_plan_and_after_the_making_leads_to_pages_and_makes_no_second_cohort(phone):
    page = come_in(phone, MANAGER, "/cohorts/new/?programme=none")
    page.get_by_label("Name", exact=True).fill("Nadipur MOVE 3")
    page.get_by_label("MOVE").check()
    page.get_by_role("group", name="Organisation").get_by_role("searchbox").fill("Nadi")
    page.get_by_role("group", name="Organisation").get_by_role("searchbox").press("Enter")
    page.get_by_role("group", name="Organisation").get_by_role("radio").first.check()
    place = page.get_by_role("group", name="Place", exact=True)
    place.get_by_role("searchbox").fill("Nadipura village")
    place.get_by_role("searchbox").press("Enter")
    place.get_by_role("radio").last.check()
    year = timezone.localdate().year + 1
    page.get_by_role("textbox", name="First day").fill(f"01-03-{year}")
    page.get_by_role("textbox", name="Last day").fill(f"01-12-{year}")
    page.get_by_label("Venue").fill("Panchayat hall")
    page.get_by_role("button", name="Look at the plan first").click()
    expect(page.get_by_text("Nothing is made yet.")).to_be_visible()
    inspect(page)
    page.locator("#plan").get_by_role("button", name="Make the cohort").click()
    expect(page.get_by_role("heading", name="Nadipur MOVE 3")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="This cohort is made")).to_be_visible()
    inspect(page)
    page.get_by_role("link", name="To the cohort").click()
    expect(page.get_by_role("heading", name="Nadipur MOVE 3")).to_be_visible()
