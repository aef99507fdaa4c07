"""Answers of the question bank, worked out anew from what the questions say."""

import math
import re
from decimal import Decimal

import pytest

from assessments.bank import CONTENT as QUESTIONS
from assessments.content_files import read_questions
from core.formulas import half_up, read_formula
from courses.content_files import read_lesson
from courses.services.content import CONTENT as LESSONS

# Each sum is written out as a trainer would do it on the board.
WORKED = {
    "move-1a-per-day": 4500 / 25,
    "move-1b-half-hour": 24 * 45 / 2,
    "move-2a-reject-loss": (30 - 24) * 5,
    "move-2a-profit-bags": 35 * 6 - 40 * 2 - 15,
    "move-2a-unit-cost": round(70 / 24, 2),
    "move-2b-cash-end": 500 - 420 + 390 - 200,
    "move-2b-richer": 350 + 400 + 120 - 800,
    "move-3b-tea-stall": 120 * (10 - 4) - 180,
    "move-5-day-sales": 20 * 3 * 70 // 100 * 60,
    "move-5-parlour-sales": 2 * 6 // 2 * 150,
    "move-6b-market-value": 900 * 40 // 100 * 3 * 25,
    "move-6b-monthly-earning": 1080 * 10 // 100 * 8,
    "move-9-pilot-profit": 30 * 25 - 40 * 15,
    "move-9-spoilage-cost": 12 * 20,
    "move-10-leaflet-gain": 12 * 2 * 15 - 300,
    "move-11-price-from-margin": 28 * 100 // 70,
    "move-11-discount-units": 200 * 12 // 8,
    "move-12-break-even-packets": math.ceil(5300 / 12),
    "move-12-loan-asked": 45000 + 8000 + 4000 + 18000 - 15000,
    "ted-day-2-jaggery": 3.75 * 64,
    "ted-day-2-eggs-returned": 7 * 54 - 5 * 54 / 12,
    "ted-3-simple-interest": 15000 * 10 // 100 * 8 // 12,
    "ted-3-second-month-interest": (50000 + 500 - 5000) // 100,
    "ted-4-demand-gap": 350 * 120 - 30000,
    "ted-5-unit-cost": 15 + 4800 // 400,
    "ted-5-machine-wear": (24000 - 3000) // 60,
    "ted-6-break-even-packets": math.ceil(5300 / 12),
    "ted-6-wished-profit": (8000 + 4000) // (60 - 40),
    "ted-7-closing-cash": 1500 + 2800 - 1700 - 300,
    "ted-8-goods-used": 8000 + 27000 - 5000,
    "ted-8-net-profit": 30000 - 18000 - 5000 - 500 - 700,
    "ted-9-flat-instalment": (60000 + 60000 * 10 // 100 * 2) // 24,
    "ted-9-repayment-cover": (60000 + 8000 + 7000) / (43000 + 7000),
    "ted-9-working-capital": (5 + 2 + 6 + 10 - 3) * 900,
}
BLANKS = {
    "move-2b-evening-count": [600 - 450 + 380, 530 + 150 + 70, 750 - 600],
    "move-6a-homes-in-each-lane": [200 // 10, 150 // 10, 250 // 10, 200 + 150 + 250],
    "move-9-pilot-sheet": [60 * 10, 48 * 18, 60 - 48, 864 - 600],
    "move-12-page-of-lunches": [50 - 32, 1000 * 18, 18000 - 10800, math.ceil(10800 / 18)],
    "ted-3-loan-on-balance": [20000 // 100, 18000 // 100, 2200 - 180, 18000 - 2020],
    "ted-4-count-of-three-goods": [48000 - 30000, 27000 - 27000, 21000 - 12000],
    "ted-6-tiffin-card": [70 - 45, math.ceil(10000 / 25), (500 - 400) * 100 // 500],
    "ted-7-day-book": [1200 + 2600, 3800 - 1500, 0, 2300 - 1900],
    "ted-9-both-sides-of-cost": [75000 * 20 // 100, 75000 - 48000 - 4000, 15000 + 10000 + 50000],
    "team-12-fill-the-statement": [45000 - 30000, 15000 - 6000 - 1500, 7500 - 5000],
    "team-16-fill-the-shares": [10000 * 10 // 100, 10000 - 1000, 9000 // 60, 22 * 150],
    "team-18-what-if-table": [1500 * 70 // 100 * 12 - 5300, 1500 * (12 - 1) - 5300, 1500 * (12 - 2) - 5300],
    "team-20-income-to-share": [40 * 50, 5 * 300, 5000 + 2000 + 1500, 8500 // 10, 8500 - 1500 - 850],
    "team-21-note-a-correction": [24500, 25400, 25400 - 24500],
    "team-22-half-of-each-part": [40 / 2, 25 / 2, 25 / 2, 10 / 2, 60],
}


@pytest.fixture(scope="module")
def bank() -> dict:
    files = [read_questions(path) for path in QUESTIONS.glob("*/*.yaml")]
    return {question.key: question for file in files for question in file.questions}


@pytest.mark.parametrize(("key", "right"), WORKED.items())
def test_the_answer_kept_is_the_one_that_comes_out(bank, key, right):
    assert Decimal(bank[key].answer.value) == Decimal(str(right))


@pytest.mark.parametrize(("key", "right"), BLANKS.items())
def test_each_blank_holds_what_comes_out_in_every_language(bank, key, right):
    for language in bank[key].text:
        kept = [forms[language] for _letter, forms in sorted(bank[key].answer.blanks.items())]
        assert [[Decimal(form) for form in forms] for forms in kept] == [[Decimal(str(each))] for each in right]


@pytest.mark.parametrize("key", ["move-3b-tea-stall", "move-5-day-sales", "move-12-break-even-packets"])
def test_the_explanation_names_the_number(bank, key):
    assert bank[key].answer.value in bank[key].text["en"].explanation.replace(",", "")


SUM_ON_A_CARD = re.compile(r"([\d, ÷×+−]+) = ₹?([\d,.]+)")


def sums_on_cards() -> list[tuple[str, str]]:
    """(working, result) as the lists of cards to print say them to the trainer."""
    files = [(path.parent, *path.name.split(".")[:2]) for path in sorted(LESSONS.glob("*/*.??.yaml"))]
    lessons = [read_lesson(*file) for file in files if file[1] != "course"]
    decks = [deck for lesson in lessons for deck in lesson.teaching.cards]
    return [found for deck in decks for card in deck.cards for found in SUM_ON_A_CARD.findall(card.back)]


def test_each_sum_that_a_trainer_reads_beside_a_card_comes_to_what_is_said():
    sums = sums_on_cards()
    assert len(sums) > 20
    for working, result in sums:
        worth = read_formula(working.replace(",", "").strip()).value({})
        decimals = Decimal(len(result.partition(".")[2]))
        assert half_up(worth, decimals) == Decimal(result.replace(",", "")), working
