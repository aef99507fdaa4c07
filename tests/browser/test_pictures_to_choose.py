"""Questions that are answered in pictures: put together at a desk, answered on a phone in two languages."""

import re

from playwright.sync_api import Page, expect

from portal.demo import EDITOR, TRAINER
from tests.browser.journeys import (
    ENGLISH,
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
LESSON = "Skills: have, learn or hire"
ADD = "/admin/snippets/assessments/question/add/"
MALAYALAM = ("മലയാളം", "ml")
TO_CHOOSE = {
    "prompt_en": "In which drawing is the shop?",
    "explanation_en": "Look for the counter.",
    "option_a_en": "A drawing with a shop",
    "option_b_en": "A drawing without a shop",
    "prompt_ml": "ഏത് ചിത്രത്തിലാണ് കട?",
    "explanation_ml": "കൗണ്ടർ നോക്കുക.",
    "option_a_ml": "കടയുള്ള ചിത്രം",
    "option_b_ml": "കടയില്ലാത്ത ചിത്രം",
}
TO_TOUCH = {
    "prompt_en": "Where in the drawing is its right half?",
    "explanation_en": "On the side of the right hand.",
    "option_a_en": "The right half",
    "option_b_en": "The left half",
    "region_a": "50 0 50 100",
    "region_b": "0 0 50 100",
    "prompt_ml": "ചിത്രത്തിന്റെ വലത്തേ പകുതി എവിടെ?",
    "explanation_ml": "വലതു കൈയുടെ വശത്ത്.",
    "option_a_ml": "വലത്തേ പകുതി",
    "option_b_ml": "ഇടത്തേ പകുതി",
}


def write(desk: Page, kind: str, parts: dict[str, str], right: str, pictures: list[str]) -> str:
    """A question with pictures of the library; says the key of its lesson."""
    desk.goto(ADD)
    desk.locator(f"input[name=kind][value={kind}]").check()
    desk.locator("select[name=lesson]").select_option(label=LESSON)
    desk.locator(f"input[name={right}][value=a]").check()
    for tab, is_of_tab in (("Question in English", False), (MALAYALAM[0], True)):
        desk.get_by_role("tab", name=tab).click()
        for name, text in parts.items():
            if name.endswith("_ml") == is_of_tab:
                desk.locator(f"[name={name}]").fill(text)
    desk.get_by_role("tab", name="Question in English").click()
    for place, field in enumerate(pictures):
        desk.locator(f"#id_{field}-chooser").get_by_role("button", name="Choose an image").click()
        desk.locator(".modal-body [data-chooser-modal-choice]").nth(place).click()
        expect(desk.locator(f"#id_{field}")).not_to_have_value("")
    lesson = desk.locator("select[name=lesson]").input_value()
    desk.get_by_role("button", name="Save").first.click()
    expect(desk.get_by_text("It is kept as a draft")).to_be_visible()
    return lesson


def come_to(page: Page, words: str) -> None:
    """To a question by its number; the script has put one at a time on the screen."""
    number = page.locator("fieldset[data-position]", has_text=words).get_attribute("data-position")
    page.locator(f".quiz-dots a[href='#question-{number}']").tap()


def test_a_picture_is_chosen_and_a_place_in_one_is_touched(new_phone, for_now):
    desk = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(desk, EDITOR.code, EDITOR.pin)
    write(desk, "picture", TO_CHOOSE, "right_choice", ["picture_a_en", "picture_b_en"])
    lesson = write(desk, "hotspot", TO_TOUCH, "right_several", ["picture_en"])
    reviewer = new_phone(**AT_A_DESK).open("/admin/")
    sign_in(reviewer, REVIEWER.code, REVIEWER.pin)
    take_into_use(desk, reviewer, [TO_CHOOSE["prompt_en"], TO_TOUCH["prompt_en"]])

    page = for_now(TRAINER, f"/questions/lesson/{lesson}/")
    start_with_the_portal(page)
    expect_one_question_at_a_time(page)
    asked = question(page, TO_CHOOSE["prompt_en"])
    expect(asked.get_by_role("radio")).to_have_count(2)
    expect(asked.locator("img")).to_have_count(2)
    asked.get_by_role("radio", name=TO_CHOOSE["option_a_en"]).check()
    expect(asked.locator("[data-state]")).to_have_text("Saved")

    asked = question(page, TO_TOUCH["prompt_en"])
    expect(asked.get_by_role("radio")).to_have_count(0)  # the list is closed
    picture = asked.locator("[data-picture]")
    size = picture.bounding_box()
    picture.tap(position={"x": size["width"] * 0.75, "y": size["height"] / 2})
    expect(asked.locator("[data-state]")).to_have_text("Saved")
    expect(asked.locator("[data-here]")).to_be_visible()

    read_on_in(page, MALAYALAM)
    come_to(page, TO_CHOOSE["prompt_ml"])
    expect(page.get_by_role("radio", name=TO_CHOOSE["option_a_ml"])).to_be_checked()
    come_to(page, TO_TOUCH["prompt_ml"])
    asked = page.locator("fieldset[data-position]", has_text=TO_TOUCH["prompt_ml"])
    expect(asked.locator("[data-here]")).to_be_visible()
    asked.locator("summary").tap()
    asked.get_by_role("radio", name=TO_TOUCH["option_b_ml"]).check()
    expect(asked.locator("[data-here]")).to_have_attribute("cx", "25%")
    asked.get_by_role("radio", name=TO_TOUCH["option_a_ml"]).check()

    read_on_in(page, ENGLISH)
    page.get_by_role("navigation", name="All questions").get_by_role("link").last.click()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in anyway").click()
    page.get_by_text(re.compile("2 right answers")).tap()
    expect(page.get_by_text(TO_CHOOSE["option_a_en"])).to_be_visible()
    expect(page.get_by_text(TO_TOUCH["option_a_en"])).to_be_visible()
