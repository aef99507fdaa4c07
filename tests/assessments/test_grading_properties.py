"""What holds of marks whatever is asked and whatever is given."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.enums import QuestionKind
from assessments.grading import Key, grade, is_answer, is_within, mark
from assessments.regions import read_region

pytestmark = pytest.mark.anywhere

LETTERS = ["a", "b", "c", "d", "e"]
OPTIONS = st.lists(st.sampled_from(LETTERS), min_size=2, max_size=5, unique=True)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def keys(draw) -> Key:
    """A question of any kind."""
    kind = draw(st.sampled_from([kind for kind in QuestionKind if kind != QuestionKind.CALCULATED]))
    options = draw(OPTIONS)
    if kind == "numeric":
        value = draw(st.decimals(-100_000, 100_000, places=2, allow_nan=False))
        return Key(kind, {"value": str(value), "tolerance_percent": draw(st.sampled_from([0, 0.5, 1, 10]))})
    if kind == "match":
        targets = draw(st.lists(st.sampled_from(options), min_size=len(options), max_size=len(options)))
        return Key(kind, dict(zip(options, targets, strict=True)), frozenset(options), frozenset(options))
    forms = st.lists(st.text("aक2 ", min_size=1, max_size=5).filter(str.strip), min_size=1, max_size=3)
    if kind == "short":
        return Key(kind, {"en": draw(forms), "hi": draw(forms)})
    if kind == "blanks":
        blanks = {option: {"en": draw(forms)} for option in options}
        return Key(kind, {"blanks": blanks, "tolerance_percent": 0}, frozenset(options))
    few = draw(st.integers(1, len(options) - 1))
    if kind == "hotspot":
        regions = {option: f"{15 * place} 10 10 30" for place, option in enumerate(options)}
        return Key(kind, {"right": options[:few], "regions": regions}, frozenset(options))
    answers = {
        **dict.fromkeys(["choice", "picture", "truth", "mistake"], options[0]),
        "multiple": options[:few],
        "order": options,
    }
    return Key(kind, answers[kind], frozenset(options))


@st.composite
def keys_and_answers(draw) -> tuple[Key, object]:
    """A question and something given to it: likely an answer, possibly anything."""
    key = draw(keys())
    options = st.sampled_from(sorted(key.options) or LETTERS)
    likely = st.one_of(
        st.none(),
        options,
        st.lists(options, max_size=5),
        st.dictionaries(options, options | JSON, max_size=5),
        st.decimals(allow_nan=True, allow_infinity=True).map(str),
        JSON,
    )
    return key, draw(likely)


@given(keys_and_answers())
def test_any_answer_is_worth_between_nothing_and_one_and_never_raises(case):
    key, answer = case
    assert 0 <= mark(key, answer) <= 1
    if not is_answer(key, answer):
        assert mark(key, answer) == 0


@given(keys_and_answers())
def test_the_same_facts_give_the_same_marks(case):
    key, answer = case
    again = Key(key.kind, key.answer, frozenset(key.options), frozenset(key.targets))
    assert mark(key, answer) == mark(again, answer)


@given(keys())
def test_the_right_answer_is_always_worth_one(key):
    right = {
        "numeric": lambda: key.answer["value"],
        "short": lambda: key.answer["hi"][-1],
        "hotspot": lambda: read_region(key.answer["regions"][key.answer["right"][0]]).middle_written,
        "blanks": lambda: {letter: forms["en"][0] for letter, forms in key.answer["blanks"].items()},
    }.get(key.kind, lambda: key.answer)()
    assert is_answer(key, right)
    assert mark(key, right) == 1


@given(OPTIONS, st.data())
def test_choosing_everything_of_several_is_worth_no_more_than_choosing_what_is_right(options, data):
    few = data.draw(st.integers(1, len(options) - 1))
    key = Key("multiple", options[:few], frozenset(options))
    chosen = data.draw(st.lists(st.sampled_from(options), unique=True))
    assert mark(key, options) < 1
    assert mark(key, chosen) == mark(key, list(reversed(chosen)))
    wrong = [option for option in options[few:] if option not in chosen]
    if wrong:
        assert mark(key, [*chosen, wrong[0]]) <= mark(key, chosen)


@given(OPTIONS, st.data())
def test_an_order_is_worth_one_or_nothing(options, data):
    shuffled = data.draw(st.permutations(options))
    assert mark(Key("order", options, frozenset(options)), shuffled) == (1 if shuffled == options else 0)


@given(st.integers(2, 5), st.data())
def test_pairs_are_worth_the_share_that_is_right(number, data):
    lefts, rights = LETTERS[:number], ["v", "w", "x", "y", "z"][:number]
    key = Key("match", dict(zip(lefts, rights, strict=True)), frozenset(lefts), frozenset(rights))
    shuffled = data.draw(st.permutations(rights))
    right = sum(one == other for one, other in zip(shuffled, rights, strict=True))
    assert mark(key, dict(zip(lefts, shuffled, strict=True))) == Decimal(right) / number


@given(st.decimals(1, 10**9, places=2), st.sampled_from([0, 1, 2.5, 10]))
def test_both_edges_of_the_tolerance_are_in_and_a_paisa_beyond_is_out(value, tolerance):
    margin = value * Decimal(str(tolerance)) / 100
    for edge, beyond in ((value + margin, Decimal("0.01")), (value - margin, Decimal("-0.01"))):
        assert is_within(f"{edge:f}", f"{value:f}", tolerance)
        assert not is_within(f"{edge + beyond:f}", f"{value:f}", tolerance)


@given(st.lists(keys_and_answers(), min_size=1, max_size=6), st.integers(0, 100))
def test_a_result_is_the_sum_of_its_marks_and_the_same_when_worked_out_again(cases, pass_percent):
    asked, answers = [key for key, _ in cases], [answer for _, answer in cases]
    result = grade(asked, answers, pass_percent=pass_percent)
    assert result == grade(asked, answers, pass_percent=pass_percent)
    assert result.marks == sum(mark(key, answer) for key, answer in cases)
    assert 0 <= result.percent <= 100
    share = sum(Fraction(mark(key, answer)).limit_denominator(60) for key, answer in cases) / len(cases)
    assert result.passed == (share * 100 >= pass_percent)
