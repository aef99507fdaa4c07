"""The steps of a cohort of forty, from its programme to the certificate, each by whose work it is."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys import (
    FIRST_LESSON,
    GOAL_CARD,
    NEXT_PROMISE,
    PER_DAY,
    RIGHT_ROUND,
    ROUND,
    WHICH_GOAL,
    arrange,
    fill_in_sign_in,
    hand_in,
    question,
    start_questions,
    tick,
)
from tests.browser.members import FIRST_NAMES, KABINI_TRAINER, PIN

PROGRAMME, COHORT = "Small beginnings", "MOVE at Kabini"
CERTIFICATE, CERTIFICATE_IN_MALAYALAM = "A small beginning in business", "ചെറിയൊരു സംരംഭത്തുടക്കം"
FORTY = [
    *("ലക്ഷ്മി നായർ", "ಗಿರಿಜಾ ಗೌಡ", "सरिता देवी", "Mary D'Souza"),
    *(f"{first} {last}" for last in ("Halli", "Kumari", "Thotada") for first in FIRST_NAMES),
    *("Latha Amma", "Meena Joshi", "Nalini Rao", "Padma Shetty", "Revathi Iyer", "Usha Menon"),
]
ABSENT, LATE, ASHA = FORTY[5:7], FORTY[7:10], "Asha Halli"
"""Two who stay away in the morning, the first of them all day, three who come late, and one of the others."""
TWO_DAYS_SHORT = "Nalini Rao"
DAYS_AGO = 2
"""So long the cohort runs on the day that is looked at (:mod:`tests.browser.the_others`)."""
FIELD_WORK = "Baseline of my enterprise"
SHARING = FORTY[:10]
"""Who signed, too, that their results may be shared."""
COLUMNS = (
    *("Name", "Consent signed on paper on", "Consent to share results signed on paper on"),
    *("Phone", "Gender", "Language"),
)
BLOCKS = (("Who we are", 5), ("The plan", 4))
"""With their days. The course has seventeen lessons, so that people meet twice on each day but the last."""
MORNING, AFTERNOON = "Market visit with open eyes", "Market visit with a sheet"
"""The lessons of the third day."""
ON_THE_CARD = ("₹2,500 a month after costs", "By 15 August", "On Monday I ask the shop what it pays for papad")


def make_programme(page: Page) -> None:
    """Its rule asks for three days of its nine, for the test and for one assignment approved."""
    page.goto("/cohorts/programmes/")
    page.get_by_role("link", name="New programme").click()
    page.get_by_label("Name", exact=True).fill(PROGRAMME)
    expect(page.get_by_role("radio", name="Kabini Mahila Trust")).to_be_checked()
    page.get_by_label("Course 1").select_option("MOVE")
    for number, (title, days) in enumerate(BLOCKS, start=1):
        block = page.get_by_role("group", name=f"Block {number}", exact=True)
        block.get_by_label(f"Block {number}", exact=True).fill(title)
        block.get_by_label(f"Days of block {number}", exact=True).fill(str(days))
    page.get_by_label("Days present").fill("30")
    page.get_by_label("Test at the end", exact=True).select_option(FIRST_LESSON)
    page.get_by_label("To reach in the test at the end").fill("60")
    page.get_by_label("Assignments approved").fill("1")
    page.get_by_label("Title of the certificate").fill(CERTIFICATE)
    page.get_by_role("group", name="Title in other languages").get_by_label("മലയാളം").fill(CERTIFICATE_IN_MALAYALAM)
    page.get_by_role("button", name="Keep the programme").click()
    expect(page.get_by_role("heading", name=PROGRAMME, level=1)).to_be_visible()
    expect(page.get_by_text(f"The certificate “{CERTIFICATE}” counts for good.")).to_be_visible()


def plan_field_work(page: Page) -> None:
    """From the page of the programme and back to it: what each of its cohorts does."""
    page.get_by_role("link", name="Plan the field work").click()
    page.get_by_role("link", name="Plan an assignment").click()
    page.get_by_label("Title").fill(FIELD_WORK)
    page.get_by_label("What to do").fill("Write down for a day what came in and what went out.")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name=PROGRAMME).click()


def look_at_plan(page: Page, first_day: date) -> Locator:
    """From the page of the programme; says the plan as it is shown before there is a cohort."""
    page.get_by_role("link", name="New cohort").click()
    page.get_by_label("Name", exact=True).fill(COHORT)
    page.get_by_label("Places", exact=True).fill(str(len(FORTY)))
    page.get_by_label("People may join at once").uncheck()
    page.get_by_label("Venue").fill("Weavers' hall")
    page.get_by_label("First day").fill(f"{first_day:%d-%m-%Y}")
    for days_off in ("Leave out the holidays of the place", "Leave out Sundays"):
        page.get_by_label(days_off).uncheck()
    trainer = page.get_by_role("group", name="Trainer")
    trainer.get_by_label("Type a part of the name and search.").fill(KABINI_TRAINER.code)
    trainer.get_by_role("button", name="Search").click()
    expect(trainer.get_by_role("radio", name=KABINI_TRAINER.name)).to_be_checked()
    page.get_by_role("button", name="Look at the plan first").click()
    return page.get_by_role("region", name="The plan")


def make_and_open(page: Page) -> str:
    """The plan is right; says the address of the cohort, which people may join from now on."""
    page.get_by_role("region", name="The plan").get_by_role("button", name="Make the cohort").click()
    expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()
    page.get_by_role("button", name="Open it to join").click()
    expect(page.get_by_text("The cohort is now: ")).to_be_visible()
    return page.url


def key_in(address: str) -> str:
    """Of the cohort at this address."""
    return re.search("[0-9a-f-]{36}", address)[0]


def write_list(folder: Path, signed_on: date) -> Path:
    """The forty as a trainer typed them, one of them twice, and one whose paper was signed on no day that has been."""
    path = folder / "forty.csv"
    day, next_year = f"{signed_on:%d-%m-%Y}", f"{signed_on + timedelta(days=365):%d-%m-%Y}"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(
            (name, day, day if name in SHARING else "", f"98470 {33000 + number}", "woman", "en")
            for number, name in enumerate(FORTY)
        )
        out.writerow((FORTY[-1], day, "", "", "woman", "en"))
        out.writerow(("Zeenath Begum", next_year, "", "", "woman", "en"))
    return path


def bring_in(page: Page, path: Path) -> None:
    """From the page of the empty cohort; stops where every row's fate is shown and nothing is written."""
    page.get_by_role("link", name="Bring in learners from a list").click()
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_role("button", name=f"Write {len(FORTY)} rows")).to_be_visible()


def sit_the_test(page: Page) -> None:
    """On her phone; one of the five goes wrong."""
    page.goto("/en/courses/move/module-1/1a/")
    start_questions(page)
    tick(page, WHICH_GOAL, "Salma: ₹3,000 a month from bangles by Diwali.")
    tick(page, NEXT_PROMISE, "0 points, then she cannot fail")
    tick(page, GOAL_CARD, *ON_THE_CARD)
    question(page, PER_DAY).get_by_role("textbox").fill("180")
    arrange(page, ROUND, RIGHT_ROUND)
    expect(page.get_by_text("5 of 5 answered")).to_be_visible()
    hand_in(page)
    expect(page.get_by_text("80%", exact=True)).to_be_visible()


def hand_in_field_work(page: Page) -> None:
    page.goto("/assignments/")
    page.get_by_role("link", name=FIELD_WORK).tap()
    page.get_by_label("Your text").fill("₹700 came in, ₹300 went out")
    page.get_by_role("button", name="Hand in", exact=True).tap()
    expect(page.get_by_role("heading", name="What you handed in")).to_be_visible()


def approve(page: Page, name: str) -> None:
    """By her trainer, who reads it first."""
    page.goto("/assignments/waiting/")
    page.get_by_role("link", name=name).tap()
    expect(page.get_by_text("₹700 came in, ₹300 went out")).to_be_visible()
    page.get_by_role("button", name="Approve").tap()
    expect(page.get_by_text(f"{name.split()[0]} is told.")).to_be_visible()


def open_account(page: Page, name: str) -> tuple[str, str]:
    """By her trainer, on the page of the cohort's learners, with the learner beside her: a member code and a PIN."""
    page.get_by_role("rowheader").get_by_role("link", name=name, exact=True).tap()
    page.get_by_text("Give a member code and a PIN").tap()
    page.get_by_role("button", name="Open an account").tap()
    given = page.get_by_role("status").filter(has_text="shown only now")
    code, pin = re.search(r"PIN for (\w+),.*?(\d{6})", given.inner_text(), re.DOTALL | re.IGNORECASE).groups()
    return code, pin


def come_in_first(page: Page, code: str, pin: str) -> None:
    """With what she was given, and a PIN of her own from then on."""
    page.goto("/account/login/")
    fill_in_sign_in(page, code, pin)
    expect(page.get_by_role("heading", name="Choose a PIN", level=1)).to_be_visible()
    for field in page.get_by_role("main").locator("input[type=password]").all():
        field.fill(PIN)
    page.get_by_role("button", name="Keep this PIN").tap()
    expect(page.get_by_text("Your new PIN works from now on")).to_be_visible()
