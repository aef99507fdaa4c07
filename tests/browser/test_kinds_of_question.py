"""Questions of every newer kind: made by an editor at a desk, answered on a phone without a line, in two languages."""

import re

from playwright.sync_api import Page, expect

from portal.demo import EDITOR, TRAINER
from tests.browser.journeys import (
    expect_one_question_at_a_time,
    question,
    read_on_in,
    sign_in,
    start_with_the_portal,
    take_into_use,
)
from tests.browser.members import REVIEWER
from tests.browser.phone import AT_A_DESK

# No other journey counts its questions.
LESSON = "Business development plan"
ADD = "/admin/snippets/assessments/question/add/"
MALAYALAM = ("മലയാളം", "ml")
DAY_BOOK = "Day | In | Out | Left\nMonday | 500 | 200 | [300]\nTuesday | 400 | 150 | [550]"
WRITTEN = {
    "truth": {
        "prompt_en": "Drawings are a cost of her shop.",
        "explanation_en": "They are taken from the profit.",
        "reply_a_en": "Drawings go to the owner: they are no cost.",
    },
    "mistake": {
        "prompt_en": "Which line of the sum is wrong?",
        "explanation_en": "540 less 300 is 240.",
        "option_a_en": "Sales ₹540",
        "option_b_en": "Costs ₹300",
        "option_c_en": "Profit ₹340",
    },
    "short": {
        "prompt_en": "Where is the money of each day written?",
        "explanation_en": "In the day book.",
        "accepted_en": "day book\ncash book",
    },
    "blanks": {
        "prompt_en": "Fill in her day book.",
        "explanation_en": "Add what came in, take away what went out.",
        "passage_en": DAY_BOOK,
        "prompt_ml": "അവളുടെ നാൾവഴി പൂരിപ്പിക്കുക.",
        "explanation_ml": "വന്നത് കൂട്ടുക, പോയത് കുറയ്ക്കുക.",
        "passage_ml": "ദിവസം | വരവ് | ചെലവ് | ബാക്കി\nതിങ്കൾ | 500 | 200 | [300]\nചൊവ്വ | 400 | 150 | [550]",
    },
    "calculated": {
        "prompt_en": "One packet leaves ₹{left}, and ₹{fixed} are fixed. How many to break even?",
        "explanation_en": "₹{fixed} ÷ ₹{left} is {fixed / left}.",
        "numbers": "left = 10, 20\nfixed = 2000 to 6000 step 1000",
        "formula": "fixed / left",
    },
}
RIGHT = {"truth": ("right_truth", "b"), "mistake": ("right_choice", "c")}


def write_question(page: Page, kind: str) -> None:
    """By the form of the admin, each part in the tab of its language."""
    page.goto(ADD)
    page.locator(f"input[name=kind][value={kind}]").check()
    page.locator("select[name=lesson]").select_option(label=LESSON)
    if kind in RIGHT:
        name, value = RIGHT[kind]
        page.locator(f"input[name={name}][value={value}]").check()
    for tab, ending in (("Question in English", ""), (MALAYALAM[0], "_ml")):
        page.get_by_role("tab", name=tab).click()
        for name, text in WRITTEN[kind].items():
            if name.endswith("_ml") == bool(ending):
                page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is kept as a draft")).to_be_visible()


def test_each_kind_is_written_at_a_desk_answered_without_a_line_and_explained(phone, new_phone, for_now):
    desk = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(desk, EDITOR.code, EDITOR.pin)
    for kind in WRITTEN:
        write_question(desk, kind)
    reviewer = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(reviewer, REVIEWER.code, REVIEWER.pin)
    take_into_use(desk, reviewer, [WRITTEN[kind]["prompt_en"] for kind in WRITTEN])
    desk.goto(ADD)
    lesson = desk.locator("select[name=lesson] option").get_by_text(LESSON, exact=True).get_attribute("value")

    page = for_now(TRAINER, f"/questions/lesson/{lesson}/")
    start_with_the_portal(page)
    expect_one_question_at_a_time(page)

    phone.lose_network()
    question(page, "Drawings are a cost").get_by_text("True", exact=True).tap()
    question(page, "Which line of the sum").get_by_text("Profit ₹340", exact=True).tap()
    question(page, "money of each day").get_by_role("textbox").fill(" Day  Book. ")
    sum_of_hers = question(page, "One packet leaves")
    left, fixed = (
        int(number.replace(",", "")) for number in re.findall(r"₹([\d,]+)", sum_of_hers.locator("legend").inner_text())
    )
    sum_of_hers.get_by_role("textbox").fill(str(fixed // left))
    question(page, "Fill in her day book").get_by_label("Blank 1").fill("३००")
    expect(question(page, "money of each day").locator("[data-state]")).to_have_text(re.compile("Kept on this phone"))
    phone.find_network()
    expect(question(page, "money of each day").locator("[data-state]")).to_have_text("Saved")

    read_on_in(page, MALAYALAM)
    day_book = page.locator("fieldset[data-position]", has_text="അവളുടെ നാൾവഴി")
    page.locator(f".quiz-dots a[href='#question-{day_book.get_attribute('data-position')}']").tap()
    expect(day_book.get_by_role("columnheader", name="ബാക്കി")).to_be_visible()
    expect(day_book.get_by_role("textbox").first).to_have_value("३००")
    day_book.get_by_role("textbox").last.fill("550")
    read_on_in(page, ("English", "en"))
    page.get_by_role("navigation", name="All questions").get_by_role("link").last.click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in anyway").click()

    expect(page.get_by_text("Drawings go to the owner: they are no cost.")).to_be_visible()
    page.get_by_text(re.compile("4 right answers")).tap()
    expect(page.get_by_text(f"is {fixed // left}.")).to_be_visible()
    expect(page.get_by_text("1: 300, 2: 550").or_(page.get_by_text("1: ३००, 2: 550"))).to_be_visible()
