"""Marks of single answers and results of attempts, in worked numbers."""

from decimal import Decimal
from itertools import permutations

import pytest

from assessments.grading import Key, grade, is_answer, is_within, mark
from tests.factories import QUESTIONS, RIGHT_ANSWERS

CHOICE = Key("choice", "b", options=frozenset("abc"))
MULTIPLE = Key("multiple", ["a", "c"], options=frozenset("abcd"))
NUMERIC = Key("numeric", {"value": "540", "tolerance_percent": 1})
ORDER = Key("order", ["b", "c", "a"], options=frozenset("abc"))
MATCH = Key("match", {"a": "x", "b": "y", "c": "z"}, options=frozenset("abc"), targets=frozenset("xyz"))
SHORT = Key("short", {"en": ["cash book", "Day book"], "hi": ["रोकड़ बही"]})
BLANKS = Key(
    "blanks",
    {"blanks": {"a": {"en": ["1,540"]}, "b": {"en": ["left over", "profit"], "ml": ["ലാഭം"]}}, "tolerance_percent": 1},
    options=frozenset("ab"),
)
KEYS = [CHOICE, MULTIPLE, NUMERIC, ORDER, MATCH]

JUNK = [
    *[True, False, 0, 540, 1.5, float("nan"), "", " ", "zz", "\x00", "b ", "9" * 5000, "1e999999", "NaN", "Infinity"],
    *[[], [None], [["a"]], ["a", "a"], ["a", 1], [{}], {}, {"a": None}, {"a": ["x"]}, {"a": {"x": 1}}, {1: "x"}],
    *[{"zz": "x"}, {"a": "zz"}, {"value": "540"}, object(), b"b", ("a", "c"), {"a", "c"}],
]


@pytest.mark.parametrize(("given", "marks"), [("b", 1), ("a", 0), ("c", 0), (None, 0), ("d", 0), (["b"], 0)])
def test_of_a_choice_the_right_one_counts(given, marks):
    assert mark(CHOICE, given) == marks


@pytest.mark.parametrize("kind", ["truth", "mistake"])
def test_true_or_false_and_a_mistake_are_marked_as_a_choice(kind):
    key = Key(kind, "b", options=frozenset("ab"))
    assert (mark(key, "b"), mark(key, "a"), mark(key, "c")) == (1, 0, 0)


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ("cash book", 1),
        (" Cash  BOOK. ", 1),
        ("day book", 1),
        ("रोकड बही", 1),
        ("रोकड़\u200d बही", 1),
        ("cashbook", 0),
        ("", 0),
        ("x" * 101, 0),
        (540, 0),
    ],
)
def test_a_word_is_right_however_it_is_spelt_and_in_whatever_language(given, marks):
    assert mark(SHORT, given) == marks


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        ({"a": "₹1,540", "b": "Profit"}, 1),
        ({"a": "१५४०", "b": "ലാഭം"}, 1),
        ({"a": "1555", "b": "loss"}, Decimal("0.5")),
        ({"a": "1556", "b": "profit"}, Decimal("0.5")),
        ({"b": "left over"}, Decimal("0.5")),
        ({"a": "15,40"}, 0),
        ({}, 0),
        ({"c": "1540"}, 0),
        ({"a": ""}, 0),
        ({"a": ["1540"]}, 0),
    ],
)
def test_of_blanks_the_share_that_is_right_counts(given, marks):
    assert mark(BLANKS, given) == marks


@pytest.mark.parametrize(
    ("given", "marks"),
    [
        (["a", "c"], 1),
        (["c", "a"], 1),
        (["a"], Decimal("0.5")),
        (["a", "c", "b"], Decimal("0.5")),
        (["a", "b"], 0),
        (["b"], 0),
        (["b", "d"], 0),
        (["a", "b", "c", "d"], 0),
    ],
)
def test_of_several_a_right_one_counts_up_a_wrong_one_down_and_never_below_nothing(given, marks):
    assert mark(MULTIPLE, given) == marks


@pytest.mark.parametrize(
    ("given", "marks"),
    [("540", 1), ("545.4", 1), ("534.6", 1), ("545.41", 0), ("534.59", 0), ("-540", 0), ("₹540", 1), ("540.00", 1)],
)
def test_a_number_is_right_up_to_the_very_edge_of_its_tolerance(given, marks):
    assert mark(NUMERIC, given) == marks


@pytest.mark.parametrize(
    "given",
    ["५४०", "೫೪೦", "൫൪൦", "５４０", "₹ 540", "540/-", " 540 ", "540.0", "+540"],
    ids=["hi", "kn", "ml", *"wrbsdp"],
)
def test_a_number_is_read_in_the_digits_and_spelling_of_the_reader(given):
    assert mark(NUMERIC, given) == 1


def test_a_lakh_may_be_grouped_as_people_here_group_it():
    key = Key("numeric", {"value": "100000", "tolerance_percent": 0})
    assert mark(key, "1,00,000") == mark(key, "१,००,०००") == 1


def test_without_tolerance_only_the_number_itself_is_right():
    key = Key("numeric", {"value": "442", "tolerance_percent": 0})
    assert (mark(key, "442"), mark(key, "441.67"), mark(key, "442.001")) == (1, 0, 0)


def test_the_tolerance_of_a_loss_is_taken_of_its_size():
    assert is_within("-99", "-100", 1)
    assert not is_within("-98.9", "-100", 1)
    assert not is_within("100", "-100", 1)


def test_an_order_is_right_as_a_whole_or_not_at_all():
    assert mark(ORDER, ["b", "c", "a"]) == 1
    assert mark(ORDER, ["b", "a", "c"]) == 0
    assert mark(ORDER, ["b", "c"]) == 0


def test_of_pairs_the_share_that_is_right_counts():
    assert mark(MATCH, {"a": "x", "b": "y", "c": "z"}) == 1
    assert mark(MATCH, {"a": "x", "b": "z", "c": "y"}) == Decimal(1) / 3
    assert mark(MATCH, {"a": "x", "b": "y"}) == Decimal(2) / 3
    assert mark(MATCH, {"a": "y"}) == 0


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.kind)
def test_what_is_no_answer_at_all_is_worth_nothing_and_stops_nobody(key):
    empty = {"multiple": [], "match": {}}.get(key.kind)
    for junk in JUNK:
        assert is_answer(key, junk) == (empty is not None and type(junk) is type(empty) and junk == empty), junk
        assert mark(key, junk) == 0, junk


def test_an_attempt_is_worth_the_sum_of_its_marks():
    result = grade(KEYS, ["b", ["a"], "540", ["a", "b", "c"], None])
    assert (result.marks, result.most, result.percent, result.passed) == (Decimal("2.5"), 5, 50, False)


def test_sixty_percent_is_passed_and_less_is_not():
    assert grade(KEYS, ["b", ["a", "c"], "540", None, None]).passed
    assert not grade(KEYS, ["b", ["a"], "540", None, None]).passed


def test_a_percent_is_not_rounded_up_to_a_pass_mark_that_was_not_reached():
    result = grade([MATCH] * 3, [{"a": "x", "b": "y"}, {"a": "x", "b": "y"}, None], pass_percent=45)
    assert (result.percent, result.passed) == (44, False)
    result = grade([CHOICE] * 200, ["b"] * 119 + ["a"] * 81)
    assert (result.percent, result.passed) == (59, False)


def test_three_thirds_are_a_whole_in_whatever_order_they_come():
    whole, third = {"a": "x", "b": "y", "c": "z"}, {"a": "x", "b": "z", "c": "y"}
    for given in permutations([whole, whole, third, third, third]):
        assert grade([MATCH] * 5, given).passed


def test_half_a_percent_is_rounded_up():
    assert grade([CHOICE] * 200, ["b"] * 1 + ["a"] * 199).percent == 1


def test_an_attempt_of_no_questions_is_not_passed():
    assert grade([], [], pass_percent=0).passed is False


def test_the_worked_answers_of_each_kind_are_all_right():
    keys = [
        Key(kind, answer, frozenset(text.get("options", {})), frozenset(text.get("targets", {})))
        for kind, text, answer in QUESTIONS
    ]
    assert grade(keys, RIGHT_ANSWERS).percent == 100
