"""GIFT is read as its documentation says, and what the bank cannot hold is refused with a sentence."""

import pytest

from assessments.formats import gift
from exchange.kinds import FoundRow

pytestmark = pytest.mark.anywhere
ALL_IN_ONE = r"""// Questions of a made-up market
$CATEGORY: $course$/top/MOVE/Costs of a tea stall

::Rent:: Rent is paid in a bad month\: too. {T#It is paid, whatever is sold.#Yes\=always.}

Which of these is a cost?
{
    =The rent # It is paid.
    // nobody sees this
    ~The price of a cup # [html]That is what <b>she</b> gets.
    ~[plain]A <b>gift</b>
}

// question: 7
Sita sells tea for 10 {=rupees =Rs} a cup.

What goes with what? { =rent -> a fixed cost =milk -> a cost of each cup = -> no cost }

How much is it? {#540:5.4}

Between which? {#98..102 ####About a hundred.}

Which two? {~%50%Tea ~%50%Milk ~%-50%The cup ~%-50%The stall}

Which sign is it? {
    ~ \~ and \{\}  # A wave\nor braces.
    = \\           # The stroke.
}
"""


def the_row(text: str) -> FoundRow:
    [row] = gift.read(text)
    return row


def cells_of(text: str) -> dict[str, str]:
    row = the_row(text)
    assert not row.is_refused, row.notes
    return {column: cell for column, cell in row.cells.items() if cell}


def why_refused(text: str) -> str:
    row = the_row(text)
    assert row.is_refused
    return str(row.notes[""])


def test_a_file_is_read_question_by_question_each_with_its_line():
    rows = list(gift.read(ALL_IN_ONE))
    assert [(row.number, row.cells["kind"]) for row in rows] == [
        (4, "truth"),
        (6, "choice"),
        (15, "short"),
        (17, "match"),
        (19, "numeric"),
        (21, "numeric"),
        (23, "multiple"),
        (25, "choice"),
    ]
    assert {row.cells["category"] for row in rows} == {"$course$/top/MOVE/Costs of a tea stall"}
    assert not any(row.is_refused for row in rows)


def test_what_is_true_or_false_tells_who_is_wrong_and_why_it_is_right():
    found = cells_of(ALL_IN_ONE.split("\n\n")[1])
    assert found == {
        "prompt": "Rent is paid in a bad month: too.",
        "kind": "truth",
        "right": "a",
        "reply_b": "It is paid, whatever is sold.",
        "explanation": "Yes=always.",
    }


def test_a_choice_has_its_replies_and_its_marks_of_html_taken_off():
    found = cells_of(ALL_IN_ONE.split("\n\n")[2])
    assert found == {
        "prompt": "Which of these is a cost?",
        "kind": "choice",
        "option_a": "The rent",
        "option_b": "The price of a cup",
        "reply_b": "That is what she gets.",
        "option_c": "A <b>gift</b>",
        "right": "a",
        "explanation": "It is paid.",
    }


def test_a_word_that_is_missing_leaves_a_line():
    found = cells_of("Sita sells tea for 10 {=rupees =Rs} a cup.")
    assert (found["prompt"], found["accepted"]) == ("Sita sells tea for 10 _____ a cup.", "rupees\nRs")


def test_a_partner_alone_is_one_too_many_to_choose_from():
    found = cells_of("What goes? { =rent -> fixed = -> none =milk -> each cup }")
    assert [found.get(name) for name in ("option_a", "partner_a", "option_b", "option_c", "partner_c")] == [
        "rent", "fixed", "milk", None, "none",
    ]  # fmt: skip


@pytest.mark.parametrize(("answer", "right", "tolerance"), [
    ("#540", "540", None),
    ("#540:5.4", "540", "1"),
    ("#98..102", "100", "2"),
    ("#-1.5e2:3", "-150", "2"),
    ("#=1947:0#Yes", "1947", None),
    ("#3:0.01", "3", "0.333333333334"),
])  # fmt: skip
def test_a_number_has_its_tolerance_in_percent(answer, right, tolerance):
    found = cells_of(f"How much? {{{answer}}}")
    assert (found["right"], found.get("tolerance")) == (right, tolerance)


def test_several_right_answers_that_count_alike_are_taken_and_it_is_said_what_wrong_ones_take_away():
    several = the_row("Which two? {~%50%Tea ~%50%Milk ~The cup}")
    assert (several.cells["kind"], several.cells["right"]) == ("multiple", "a,b")
    assert "takes away" in str(several.notes["right"])
    assert "right" not in the_row("Which two? {~%50%Tea ~%50%Milk ~%-50%The cup}").notes
    thirds = the_row("Which? {~%33.333%A ~%33.333%B ~%33.333%C ~%-33.333%D}")
    assert (thirds.cells["right"], "right" in thirds.notes) == ("a,b,c", False)


def test_what_does_not_say_why_has_the_right_answer_there_and_says_so():
    row = the_row("How much? {#540}")
    assert row.cells["explanation"] == "The right answer: 540"
    assert list(row.notes) == ["explanation"]


@pytest.mark.parametrize(("text", "why"), [
    ("Tell of your market. {}", "in sentences"),
    ("Read this first.", "without a question"),
    ("Open {=a ~b", "not closed"),
    ("closed =a ~b}", "not closed"),
    ("One? {=a ~b}\nTwo? {=c ~d}", "twice"),
    ("Half? {=a ~%50%b ~c}", "part of the marks"),
    ("Half? {=Nagpur =%50%Nagpore}", "part of the marks"),
    ("Two? {=a =b ~c}", "only one may be chosen"),
    ("Uneven? {~%70%a ~%30%b ~c}", "do not count alike"),
    ("None? {~a ~b}", "No answer is right"),
    ("Empty? {=a ~ ~b}", "no text"),
    ("Year? {#=1947:0 =1950:0}", "Several numbers"),
    ("Year? {#many}", "no number"),
    ("Year? {#9e99}", "no number"),
    ("Nought? {#0:1}", "About nought"),
    ("Any? {=Nag*}", "any letters"),
    ("See <img src='a.png'> {T}", "picture"),
    ("Which? {=@@PLUGINFILE@@/a.png ~b}", "picture"),
    ("Many? {=a" + "~b" * 12 + "}", "twelve"),
    ("Pair? {=a -> b =c}", "without its ->"),
])  # fmt: skip
def test_what_the_bank_cannot_hold_is_refused_and_it_is_said_why(text, why):
    assert why in why_refused(text)


def test_no_mark_of_html_and_no_script_is_left_and_what_only_looks_like_one_is():
    prompt = "<p>Is x&lt;y?</p><script>alert(1)</script><style>p</style>"
    found = cells_of(prompt + " {=if a<b <br/>then c ~m<sup>2</sup> and H<sub>2</sub>O}")
    assert found["prompt"] == "Is x<y?"
    assert (found["option_a"], found["option_b"]) == ("if a<b\nthen c", "m² and H₂O")


def test_a_reply_to_what_is_typed_has_no_place_and_it_is_said():
    row = the_row("Best? {=Frog#Good =%0%*#Wrong}")
    assert (row.cells["accepted"], row.cells["explanation"]) == ("Frog", "Good")
    assert "accepted" in row.notes
    assert "right" in the_row("Year? {#1947:0 ~#No}").notes
