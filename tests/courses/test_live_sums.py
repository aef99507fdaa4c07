"""Sums whose numbers a reader may change: what they come to, how they are drawn, what an author is told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StructBlockValidationError
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

from courses.blocks import LessonBodyBlock
from courses.content_files import read_lesson
from courses.live_sums import SumIsWrong, bars, parts_of, read_rows, results
from courses.models import LessonPage
from courses.paper import lesson_on_paper
from courses.services.content import CONTENT
from courses.sum_blocks import LiveSumBlock, worked
from courses.table_blocks import TableBlock, what_is_wrong
from courses.table_rows import cells_of, even_rows

pytestmark = pytest.mark.anywhere

NUMBERS = [
    {"name": "cost", "label": "Cost", "value": Decimal(28), "unit": "₹", "least": Decimal(1), "most": Decimal(1000)},
    {"name": "price", "label": "Price", "value": Decimal(40), "unit": "₹", "least": Decimal(1), "most": Decimal(1000)},
]


def row(name: str, formula: str, *, decimals: int = 0, unit: str = "", drawn: bool = False) -> dict:
    return {
        **{"name": name, "label": name, "working": "", "formula": formula},
        **{"decimals": decimals, "unit": unit, "drawn": drawn},
    }


ROWS = [
    row("kept", "price - cost", unit="₹", drawn=True),
    row("mark_up", "kept / cost * 100", decimals=1, unit="%"),
    row("packets", "ceil(5300 / kept)"),
]


def test_rows_go_on_with_the_rows_above_them_as_shown():
    rows = read_rows(NUMBERS, ROWS, "")
    assert results(rows, {"cost": Decimal(28), "price": Decimal(40)}) == {
        **{"kept": Decimal(12), "mark_up": Decimal("42.9"), "packets": Decimal(442)}
    }
    thirds = read_rows(NUMBERS, [row("third", "price / 3", decimals=2), row("all", "third * 3", decimals=2)], "")
    assert results(thirds, {"cost": Decimal(1), "price": Decimal(10)})["all"] == Decimal("9.99")


def test_what_comes_to_nothing_is_nothing_in_all_rows_that_need_it():
    found = results(read_rows(NUMBERS, ROWS, ""), {"cost": Decimal(40), "price": Decimal(40)})
    assert found == {"kept": Decimal(0), "mark_up": Decimal(0), "packets": None}


@pytest.mark.parametrize(
    ("rows", "answer", "field"),
    [
        ([row("kept", "price - wages")], "", "rows"),
        ([row("kept", "price -")], "", "rows"),
        ([row("price", "cost")], "", "rows"),
        ([row("Kept", "cost")], "", "rows"),
        ([row("kept", "later"), row("later", "cost")], "", "rows"),
        ([row("kept", "cost")], "She keeps {left}.", "answer"),
    ],
)
def test_an_author_is_told_beside_which_field_it_is_wrong(rows, answer, field):
    with pytest.raises(SumIsWrong) as wrong:
        read_rows(NUMBERS, rows, answer)
    assert wrong.value.field == field


def test_a_beginning_outside_of_its_bounds_is_refused():
    with pytest.raises(SumIsWrong):
        read_rows([{**NUMBERS[0], "value": Decimal(0)}], [row("kept", "cost")], "")


@given(st.lists(st.decimals(-10_000, 10_000, places=2), min_size=1, max_size=6))
def test_every_bar_lies_within_the_room_and_all_begin_at_one_line(values):
    drawn = bars(values)
    assert all(bar.x >= 0 and bar.x + bar.width <= Decimal("100.1") for bar in drawn)
    ends = [bar.x + bar.width if bar.is_below else bar.x for bar in drawn]
    assert max(ends) - min(ends) <= Decimal("0.2")


def test_the_answer_says_its_numbers():
    assert parts_of("From {packets} on, {kept} each.", {"packets": "442", "kept": "₹12"}) == [
        ("From ", ""), ("442", "packets"), (" on, ", ""), ("₹12", "kept"), (" each.", "")
    ]  # fmt: skip


def test_braces_that_a_translator_changed_stay_as_text():
    assert parts_of("{ಬೆಲೆ} {prize}: {kept}", {"kept": "₹12"}) == [("{ಬೆಲೆ} {prize}: ", ""), ("₹12", "kept")]


def test_translators_are_given_words_and_no_formulas():
    numbers, rows = (
        [{"type": "item", "id": each["name"], "value": each} for each in written] for written in (NUMBERS, ROWS)
    )
    value = {"title": "Your price", "story": "", "answer": "{kept}", "numbers": numbers, "rows": rows}
    stream = LessonBodyBlock().to_python([{"type": "live_sum", "id": "s", "value": value}])
    found = StreamFieldSegmentExtractor(LessonPage.body.field).handle_stream_block(stream)
    fields = {segment.path.rpartition(".")[2] for segment in found}
    assert fields >= {"title", "label"}
    assert not fields & {"name", "formula"}


def test_a_draft_without_its_numbers_is_told_so():
    block = LiveSumBlock()
    number = {**NUMBERS[0], "value": None}
    draft = {"title": "Your price", "answer": "", "numbers": [number], "rows": [row("kept", "cost")]}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean_deferred(block.to_python(draft))
    assert "numbers" in refused.value.block_errors


def test_the_sums_to_try_of_the_lessons_begin_with_the_numbers_of_their_text():
    sums = {}
    for day in ("day-3", "day-6"):
        [sums[day]] = [step.live_sum for step in read_lesson(CONTENT / "ted", day, "en").body if step.live_sum]
    begun = {day: worked(each.model_dump()) for day, each in sums.items()}
    said = {day: "".join(text for text, _name in each["parts"]) for day, each in begun.items()}
    assert said["day-3"] == "42.9% of cost is 30.0% of price, and ₹3,600 a month before all other costs."
    assert said["day-6"] == "600 bags pay all costs; with 800 her month comes to ₹3,000."


@pytest.mark.django_db
def test_a_sum_and_a_table_are_read_without_scripts():
    body = LessonBodyBlock().to_python(
        [
            {
                "type": "live_sum",
                "value": {
                    "title": "Your own price", "story": "", "answer": "She keeps {kept}.",
                    "numbers": [{k: str(v) for k, v in number.items()} for number in NUMBERS], "rows": ROWS,
                },
            },
            {"type": "table", "value": {"title": "Costs", "rows": "Thing | Cost\nSoap | ₹20", "row_heads": True}},
        ]
    )  # fmt: skip
    drawn = "".join(str(block.render_as_block({"step": 1, "language": "en"})) for block in body)
    for words in ("She keeps ", "₹12", "42.9%", "442", "data-bar", "disabled", '<th scope="row">Soap</th>', "₹20"):
        assert words in drawn, words


@pytest.mark.parametrize(
    ("written", "is_right"),
    [
        ("Thing | Cost\nSoap | ₹20", True),
        ("A | B | C | D | E\n1 | 2 | 3 | 4 | 5\n\n", True),
        ("Thing | Cost", False),
        ("Thing\nSoap", False),
        ("A | B | C | D | E | F\n1 | 2 | 3 | 4 | 5 | 6", False),
        ("Thing | Cost\nSoap", False),
        ("", False),
    ],
)
def test_a_table_has_two_to_five_columns_and_even_rows(written, is_right):
    assert (what_is_wrong(cells_of(written)) is None) is is_right


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["Thing | Cost\nSoap\nComb | ₹10 | new", "", "Thing | Cost"])
def test_a_table_that_a_translator_made_uneven_is_still_read_and_printed(written):
    value = TableBlock().to_python({"title": "Costs", "rows": written, "row_heads": True})
    assert "Costs" in TableBlock().render(value, {"step": 1})
    lesson = LessonPage(title="A price", outcome="She can tell", content_language="en", body=[("table", value)])
    assert lesson_on_paper(lesson, below="TED")


def test_what_is_too_much_in_a_row_stands_in_its_last_cell():
    assert even_rows("Soap\nComb | ₹10 | new", 2) == [["Soap", ""], ["Comb", "₹10 | new"]]
