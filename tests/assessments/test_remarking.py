"""What is right anew of a question that was asked, when its key is put right."""

from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.calculated import asked
from assessments.grading import Key, mark
from assessments.remarking import CannotBeMarkedAnew, Standing, counted, is_same_key, key_anew, replayed
from tests.assessments.test_calculated import BREAK_EVEN, TEXTS
from tests.assessments.test_grading_properties import keys, keys_and_answers
from tests.factories import QUESTIONS

pytestmark = pytest.mark.anywhere

CHOICE, MULTIPLE, NUMERIC, ORDER, MATCH = (
    {"kind": kind, "texts": {"en": {"explanation": "Because.", **text}}, "answer": answer}
    for kind, text, answer in QUESTIONS
)


def changed(question: dict, answer=None, **texts) -> dict:
    anew = deepcopy(question)
    anew["texts"]["en"] |= texts
    return anew if answer is None else {**anew, "answer": answer}


def test_another_option_is_right():
    assert key_anew(CHOICE, changed(CHOICE, "a"))["answer"] == "a"


def test_an_option_is_its_text_whatever_row_it_was_moved_to():
    moved = changed(CHOICE, options={"a": "₹3,000 by Diwali", "b": "Earn more"})
    assert key_anew(CHOICE, moved)["answer"] == "a"
    rows = changed(ORDER, options={"b": "Serve", "c": "Greet", "a": "Bill"})
    assert key_anew(ORDER, rows)["answer"] == ["c", "b", "a"]
    pairs = changed(MATCH, targets={"x": "Jar", "y": "5 kg"})
    assert key_anew(MATCH, pairs)["answer"] == {"a": "y", "b": "x"}


def test_what_was_worded_anew_in_its_place_is_the_same_option():
    assert key_anew(CHOICE, changed(CHOICE, options={"a": "Earn more!", "b": "₹3,000 by Diwali"}))["answer"] == "b"


def test_what_is_said_about_the_right_answer_follows_and_replies_go_with_their_option():
    then = changed(CHOICE, options={"a": "Earn", "b": "Save"})
    now = changed(then, options={"b": "Earn", "a": "Save"}, explanation="New.", replies={"b": "Not this."})
    assert key_anew(then, now)["texts"] == {"en": {"explanation": "New.", "replies": {"a": "Not this."}}}


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (MULTIPLE, "another kind"),
        (changed(CHOICE, options={"a": "Earn more", "b": "₹3,000 by Diwali", "c": "Luck"}), "other answers"),
        (changed(CHOICE, options={"b": "Earn more", "a": "Something else"}), "moved and worded anew"),
    ],
)
def test_what_is_not_the_same_question_cannot_be_marked_anew(now, why):
    with pytest.raises(CannotBeMarkedAnew) as refused:
        key_anew(CHOICE, now)
    assert why in str(refused.value.sentence)


def test_of_drawn_numbers_those_drawn_stay_and_the_new_formula_is_worked_out():
    now = {"kind": "calculated", "texts": TEXTS, "answer": BREAK_EVEN | {"formula": "floor(fixed / (price - cost))"}}
    then = asked(TEXTS, BREAK_EVEN | {"numbers": {"price": "40", "cost": "28", "fixed": "5300"}}, 1)
    assert then["answer"]["value"] == "442"
    anew = key_anew(then, now)
    assert anew["answer"]["value"] == "441"
    assert anew["texts"]["en"]["explanation"].startswith("Each leaves ₹12: ₹5,300")


@pytest.mark.parametrize("formula", ["fixed / (price - price)", "fixed / (price - rent)", "fixed /"])
def test_a_formula_that_comes_to_nothing_with_what_was_drawn_marks_nothing_anew(formula):
    now = {"kind": "calculated", "texts": TEXTS, "answer": BREAK_EVEN | {"formula": formula}}
    with pytest.raises(CannotBeMarkedAnew):
        key_anew(asked(TEXTS, BREAK_EVEN, 1), now)


@given(keys())
def test_by_the_same_key_nothing_is_another(key: Key):
    text = {"prompt": "?", "explanation": "!"}
    if key.kind != "blanks":
        text |= {"options": {each: f"option {each}" for each in key.options}}
        text |= {"targets": {each: f"target {each}" for each in key.targets}}
    question = {"kind": key.kind, "texts": {"en": text}, "answer": key.answer}
    assert is_same_key(key.kind, key_anew(question, deepcopy(question))["answer"], key.answer)


def _moved(answer, places):
    """The right answer where each row stands at another place."""
    if isinstance(answer, dict):
        regions = {places[each]: region for each, region in answer["regions"].items()}
        return {"right": _moved(answer["right"], places), "regions": regions}
    return [places[each] for each in answer] if isinstance(answer, list) else places[answer]


@given(keys_and_answers(), st.permutations("abcde"))
def test_rows_that_change_places_change_no_mark(case, order):
    key, given_answer = case
    if not key.options or key.targets or key.kind == "blanks":
        return
    place = dict(zip("abcde", order, strict=True))
    options = sorted(key.options)
    moved = dict(zip(options, sorted(options, key=place.get), strict=True))
    then = {"explanation": "!", "options": {each: f"text {each}" for each in options}}
    now = {"explanation": "!", "options": {moved[each]: f"text {each}" for each in options}}
    answer = _moved(key.answer, moved)
    anew = key_anew(
        {"kind": key.kind, "texts": {"en": then}, "answer": key.answer},
        {"kind": key.kind, "texts": {"en": now}, "answer": answer},
    )
    marked = mark(Key(key.kind, anew["answer"], key.options), given_answer)
    assert marked == mark(key, given_answer)


def test_a_pass_stays_at_the_pass_mark_unless_passes_are_taken():
    was, found = Standing(Decimal(3), 75, passed=True), Standing(Decimal(2), 50, passed=False)
    assert counted(was, found, pass_percent=60, takes_passes=False) == Standing(Decimal(2), 60, passed=True)
    assert counted(was, found, pass_percent=60, takes_passes=True) == found


@given(st.lists(keys_and_answers(), min_size=1, max_size=6), st.integers(0, 100), st.booleans())
def test_what_counts_agrees_with_itself_and_counting_again_changes_nothing(cases, pass_percent, takes_passes):
    found = replayed([key for key, _ in cases], [each for _, each in cases], pass_percent=pass_percent)
    for passed in (True, False):
        was = Standing(Decimal(0), pass_percent if passed else 0, passed=passed)
        now = counted(was, found, pass_percent=pass_percent, takes_passes=takes_passes)
        assert now.passed == (now.percent >= pass_percent)
        assert counted(now, found, pass_percent=pass_percent, takes_passes=takes_passes) == now


def test_blanks_that_changed_places_are_not_taken_for_one_another():
    text = {"prompt": "Fill in.", "explanation": "So.", "passage": "Sales [a] less cost [b]."}
    was = {"kind": "blanks", "texts": {"en": text}, "answer": {"blanks": {"a": {"en": ["540"]}, "b": {"en": ["300"]}}}}
    now = changed(was, {"blanks": {"a": {"en": ["300"]}, "b": {"en": ["540"]}}}, passage="Cost [a] from sales [b].")
    with pytest.raises(CannotBeMarkedAnew):
        key_anew(was, now)


def test_the_same_number_written_otherwise_is_no_other_key():
    assert is_same_key("numeric", {"value": "540", "tolerance_percent": 1}, {"value": "540.0", "tolerance_percent": 1})
    assert not is_same_key(
        "numeric", {"value": "540", "tolerance_percent": 1}, {"value": "540", "tolerance_percent": 0}
    )
