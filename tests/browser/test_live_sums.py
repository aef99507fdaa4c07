"""Sums worked out on the phone come to what the portal says, and a lesson is heard where the phone has a voice."""

from decimal import Decimal

from playwright.sync_api import expect

from core.charts import said
from core.formulas import as_lists, half_up, read_formula
from courses.live_sums import bars, read_rows, results
from tests.browser.journeys import open_lesson

# (formula, decimals): halves, thirds, what binary fractions spoil, and what comes to nothing.
FORMULAS = [
    ("price - cost", 2), ("price / 3", 2), ("cost * 1.005", 2), ("2.675 + 0 * price", 2), ("1.005 * 100", 0),
    ("ceil(5300 / (price - cost))", 0), ("ceil(0.1 * 3 * 10)", 0), ("floor(0.3 * 10)", 0), ("round(price / 7, 1)", 2),
    ("-(price ^ 2) / 8", 1), ("emi(80000, 1, 24)", 2), ("emi(12000, 0, 9)", 2), ("min(price, cost, 3.5)", 1),
    ("max(price, cost)", 0), ("abs(cost - price)", 0), ("price / (cost - 28)", 0), ("(cost - price) * 2500.5", 1),
    ("0 - 0.001 * cost", 1),
]  # fmt: skip
NUMBERS = {"cost": Decimal(28), "price": Decimal(40)}
ON_THE_PHONE = """async ([rows, numbers]) => {
  const { results, said, bars } = await import("/static/courses/live_sum.js");
  const found = results(rows, new Map(Object.entries(numbers)));
  const words = rows.map(({ name, unit, decimals }) => said(found.get(name), unit, decimals));
  return [words, bars([...found.values()]).map(({ x, width, isBelow }) => [x, width, isBelow])];
}"""
SPOKEN = """() => {
  const voices = [{ lang: "en-IN", name: "A voice", localService: true }];
  window.spoken = [];
  window.stopped = 0;
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    addEventListener: () => {},
    cancel: () => { window.stopped += 1; },
    speak: (words) => window.spoken.push(words.text),
  }});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


def test_the_phone_works_out_what_the_portal_works_out(phone):
    rows = [
        {**{"name": f"row{place}", "formula": formula, "decimals": decimals}, **{"unit": "₹", "drawn": True}}
        for place, (formula, decimals) in enumerate(FORMULAS)
    ]
    bounds = {"least": Decimal(0), "most": Decimal(1000)}
    read = read_rows([{"name": name, "value": value, **bounds} for name, value in NUMBERS.items()], rows, "")
    found = results(read, NUMBERS)
    for_phone = [{**row, "formula": as_lists(read_formula(row["formula"]))} for row in rows]
    page = phone.open("/en/")
    words, drawn = page.evaluate(ON_THE_PHONE, [for_phone, {name: int(value) for name, value in NUMBERS.items()}])
    assert words == [said(found[row["name"]], "₹") for row in rows]
    here = [[float(bar.x), float(bar.width), bar.is_below] for bar in bars(list(found.values()))]
    assert drawn == here
    assert half_up(Decimal("2.675"), Decimal(2)) == Decimal("2.68")


def test_a_lesson_is_heard_step_by_step_where_the_phone_has_a_voice(phone, learner):
    phone.context.add_init_script(f"({SPOKEN})()")
    page = open_lesson(phone, learner)
    page.get_by_role("button", name="Listen to the lesson").tap()
    assert page.evaluate("window.spoken").count("Beans in a bowl") == 1
    page.get_by_role("button", name="One step at a time").tap()
    page.get_by_role("button", name="Next", exact=True).tap()
    before = len(page.evaluate("window.spoken"))
    page.get_by_role("group", name="One step at a time").get_by_role("button", name="Listen").tap()
    assert page.evaluate("window.spoken")[before] == "Beans in a bowl"
    page.get_by_role("button", name="Contents", exact=True).tap()
    expect(page.get_by_role("link", name="The end of the lesson")).to_be_visible()
