"""Moodle XML is read kind by kind, and a file that hides something or breaks off is refused with a sentence."""

import pytest

from assessments.errors import XmlCannotBeRead
from assessments.formats import moodle_xml
from core.text import line
from exchange.kinds import FoundRow

pytestmark = pytest.mark.anywhere


def question(kind: str, inside: str, *, text: str = "Which?", why: str = "So.") -> str:
    return (
        f'<question type="{kind}"><name><text>A name</text></name>'
        f'<questiontext format="html"><text><![CDATA[<p>{text}</p>]]></text></questiontext>'
        f"<generalfeedback><text>{why}</text></generalfeedback>{inside}</question>"
    )


def answer(text: str, fraction: str = "0", inside: str = "") -> str:
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{inside}</answer>'


def reply(text: str) -> str:
    return f"<feedback format='html'><text>{text}</text></feedback>"


def the_row(*args: str, **kwargs: str) -> FoundRow:
    [row] = moodle_xml.read(f"<quiz>{question(*args, **kwargs)}</quiz>")
    return row


def cells_of(*args: str, **kwargs: str) -> dict[str, str]:
    row = the_row(*args, **kwargs)
    assert not row.is_refused, row.notes
    return {column: cell for column, cell in row.cells.items() if cell and column not in ("prompt", "explanation")}


def why_refused(*args: str, **kwargs: str) -> str:
    row = the_row(*args, **kwargs)
    assert row.is_refused
    return str(row.notes[""])


CHOICE = answer("<b>Rent</b>", "100", reply("It is paid.")) + answer("A cup", "0", reply("That is sold."))
DRAWN = """<dataset_definitions>
<dataset_definition><name><text>Price</text></name><distribution><text>uniform</text></distribution>
<minimum><text>20</text></minimum><maximum><text>60</text></maximum><decimals><text>0</text></decimals></dataset_definition>
<dataset_definition><name><text>b</text></name><minimum><text>1.0</text></minimum><maximum><text>1.0</text></maximum>
<decimals><text>1</text></decimals></dataset_definition></dataset_definitions>"""
TIGHT = "<tolerance>0.01</tolerance><tolerancetype>1</tolerancetype><correctanswerlength>2</correctanswerlength>"


def test_one_right_answer_of_several():
    found = cells_of("multichoice", f"<single>true</single>{CHOICE}")
    assert found == {
        "kind": "choice", "option_a": "Rent", "option_b": "A cup", "right": "a", "reply_b": "That is sold.",
    }  # fmt: skip
    assert the_row("multichoice", CHOICE).cells["explanation"] == "So. It is paid."


def test_answers_that_keep_their_order_in_the_file_are_mixed_here_and_it_is_said():
    assert "mixed" in str(the_row("multichoice", f"<shuffleanswers>0</shuffleanswers>{CHOICE}").notes["option_a"])


def test_several_right_answers():
    inside = "<single>false</single>" + answer("a", "50") + answer("b", "50") + answer("c", "-50")
    assert cells_of("multichoice", inside)["right"] == "a,b"
    assert not the_row("multichoice", inside).notes


@pytest.mark.parametrize(("true", "false", "right"), [("100", "0", "a"), ("0", "100", "b")])
def test_true_or_false(true, false, right):
    found = cells_of("truefalse", answer("true", true, reply("T")) + answer("false", false, reply("F")))
    wrong = {"a": ("reply_b", "F"), "b": ("reply_a", "T")}[right]
    assert found == {"kind": "truth", "right": right, wrong[0]: wrong[1]}


def test_a_word():
    found = the_row("shortanswer", f"<usecase>1</usecase>{answer('Nagpur', '100')}{answer('Nagpore', '100')}")
    assert found.cells["accepted"] == "Nagpur\nNagpore"
    assert "capital" in str(found.notes["accepted"])


def test_a_number_with_its_tolerance_and_unit():
    unit = "<units><unit><multiplier>1</multiplier><unit_name>₹</unit_name></unit></units>"
    found = cells_of("numerical", answer("540", "100", "<tolerance>5.4</tolerance>") + unit)
    assert found == {"kind": "numeric", "right": "540", "tolerance": "1", "unit": "₹"}


def test_pairs_and_a_partner_alone():
    pairs = "".join(
        f"<subquestion format='html'><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in (("rent", "fixed"), ("", "none"), ("milk", "each cup"))
    )
    found = cells_of("matching", pairs)
    assert found == {
        "kind": "match", "option_a": "rent", "partner_a": "fixed", "option_b": "milk", "partner_b": "each cup",
        "partner_c": "none",
    }  # fmt: skip


def test_steps_in_their_order():
    found = the_row("ordering", answer("Serve", "2.0000000") + answer("Greet", "1.0000000") + answer("Bill", "3"))
    assert [found.cells[f"option_{letter}"] for letter in "abc"] == ["Greet", "Serve", "Bill"]
    assert "as a whole" in str(found.notes["kind"])


@pytest.mark.parametrize(("formula", "taken"), [
    ("{Price}*{b} - 2", "price*b - 2"),
    ("=pow({Price}, 2) / sqrt({b}+1)", "(price^2) / ((b+1)^0.5)"),
    ("pow(pow({b},2),{Price})", "(((b^2))^price)"),
])  # fmt: skip
@pytest.mark.parametrize("kind", ["calculated", "calculatedsimple"])
def test_numbers_drawn_anew(kind, formula, taken):
    row = the_row(kind, answer(formula, "100", TIGHT) + DRAWN, text="What is {Price} less {={b} + 1}?")
    assert row.cells["formula"] == taken
    assert row.cells["numbers"] == "price = 20 to 60 step 1\nb = 1.0"
    assert (row.cells["tolerance"], row.cells["decimals"]) == ("1", "2")
    assert row.cells["prompt"] == "What is {price} less {b + 1}?"


def test_blanks_in_a_text():
    text = "Fill in:<br>Sales {1:NUMERICAL:=540:5.4} less {1:SA:=cost~=costs~%0%rent#No} <i>leave</i> {1:NM:=100:1}."
    row = the_row("cloze", "", text=text)
    assert not row.is_refused, row.notes
    assert row.cells["prompt"] == "Fill in:"
    assert row.cells["passage"] == "Sales [540] less [cost / costs] leave [100]."
    assert row.cells["tolerance"] == "1"
    assert the_row("cloze", "", text="{1:SA:=a}").cells["prompt"] == "Fill in the blanks."


@pytest.mark.parametrize(("kind", "inside", "text", "why"), [
    ("essay", "", "Tell.", "in sentences"),
    ("description", "", "Read.", "without a question"),
    ("gapselect", "", "x", "from a list"),
    ("ddwtos", "", "x", "from a list"),
    ("ddmarker", "", "x", "on a picture"),
    ("calculatedmulti", "", "x", "cannot be calculated"),
    ("random", "", "x", "drawn from elsewhere"),
    ("stack", "", "x", "no such kind: stack"),
    ("multichoice", CHOICE, "<img src='a.png'>", "picture"),
    ("multichoice", answer("a", "100") + answer("b", "50"), "x", "part of the marks"),
    ("multichoice", answer("a", "a lot") + answer("b"), "x", "no number"),
    ("multichoice", answer("a", "100") + answer(""), "x", "no text"),
    ("truefalse", answer("true") + answer("false"), "x", "No answer is right"),
    ("numerical", answer("1", "100") + answer("2", "100"), "x", "Several numbers"),
    ("calculated", answer("{a}", "100", "<tolerance>1</tolerance><tolerancetype>2</tolerancetype>"), "x", "an amount"),
    ("calculated", answer("pow({a}", "100") + DRAWN, "x", "cannot be read"),
    ("calculated", answer("{a}", "100") + DRAWN.replace("uniform", "loguniform"), "x", "not drawn evenly"),
    ("cloze", "", "{1:MULTICHOICE:=a~b}", "from a list"),
    ("cloze", "", "{1:SA:=a} {2:SA:=b}", "do not count alike"),
    ("cloze", "", "{1:NM:=1:0.1} {1:NM:=1:0.05}", "several tolerances"),
    ("cloze", "", "[1] {1:SA:=a}", "taken for blanks"),
    ("cloze", "", "{1:SA:=a*}", "something else in the bank"),
])  # fmt: skip
def test_what_the_bank_cannot_hold_is_refused_and_it_is_said_why(kind, inside, text, why):
    assert why in why_refused(kind, inside, text=text)


def test_a_category_holds_for_what_follows_and_each_question_has_its_line():
    category = "<question type='category'><category><text>$course$/top/MOVE/Costs</text></category></question>"
    text = f"<quiz>\n{question('truefalse', '')}\n{category}\n\n{question('essay', '')}\n</quiz>"
    assert [(row.number, row.cells["category"]) for row in moodle_xml.read(text)] == [
        (2, ""),
        (5, "$course$/top/MOVE/Costs"),
    ]


BOMB = '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(("text", "why"), [
    (f"{BOMB}<quiz>&b;</quiz>", "document type"),
    ('<!DOCTYPE q SYSTEM "http://nowhere.invalid/q.dtd"><quiz/>', "document type"),
    ('<!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/hostname">]><quiz>&a;</quiz>', "document type"),
    ("<quiz>\n<question type='essay'>", "line 2"),
    ("<quiz>&nowhere;</quiz>", "line 1"),
    ("< no xml", "line 1"),
    ('<?xml version="1.0" encoding="koi8-r"?><quiz/>', "another encoding"),
])  # fmt: skip
def test_a_file_that_hides_something_or_breaks_off_is_refused(text, why):
    with pytest.raises(XmlCannotBeRead) as refused:
        list(moodle_xml.read(text))
    assert why in str(refused.value)


def test_more_parts_than_any_file_of_questions_has_are_refused(monkeypatch):
    monkeypatch.setattr("assessments.formats.xml_tree.MOST_PARTS", 100)
    with pytest.raises(XmlCannotBeRead):
        list(moodle_xml.read(f"<quiz>{'<a/>' * 100}</quiz>"))
    assert list(moodle_xml.read(f"<quiz>{'<a>' * 90}{'</a>' * 90}</quiz>")) == []


def test_parts_within_parts_without_end_are_refused():
    with pytest.raises(XmlCannotBeRead):
        list(moodle_xml.read(f"<quiz>{'<a>' * 100_000}{'</a>' * 100_000}</quiz>"))


def test_a_script_is_left_out_wherever_it_stands():
    bad = "&lt;script&gt;alert(1)&lt;/script&gt;"
    inside = answer(f"Rent{bad}", "100", reply(f"Yes{bad}")) + answer(f"Cup{bad}", "0", reply(f"No{bad}"))
    row = the_row("multichoice", inside, text="Which<script>alert(1)</script>?", why=f"So{bad}.")
    assert {line(text) for text in row.cells.values()} >= {"Which?", "Rent", "Cup", "No", "So. Yes"}
    assert "script" not in str(row.cells)


def test_of_ten_thousand_questions_the_five_hundred_bad_ones_are_counted():
    good, bad = question("truefalse", answer("true", "100") + answer("false")), question("essay", "")
    rows = list(moodle_xml.read(f"<quiz>{(good * 19 + bad) * 500}</quiz>"))
    assert (len(rows), sum(row.is_refused for row in rows)) == (10_000, 500)
