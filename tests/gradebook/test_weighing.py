"""How marks are weighed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradebook.weighing import Standing, Total, counted, total_of

marks = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 100))
weights = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 100))


@pytest.mark.parametrize(("marks", "weights", "total"), [
    ({"a": 80, "b": 50}, {"a": 1, "b": 1}, Total(65, 2)),
    ({"a": 80, "b": 50}, {"a": 1, "b": 2}, Total(60, 2)),
    ({"a": 80, "b": 51}, {"a": 1, "b": 1}, Total(66, 2)),
    ({"a": 80}, {"a": 1, "b": 1}, Total(80, 1)),
    ({"a": 80, "b": 0}, {"a": 1, "b": 1}, Total(40, 2)),
    ({"a": 80, "b": 10}, {"a": 1, "b": 0}, Total(80, 1)),
    ({"days": 4}, {"a": 1}, Total(None, 0)),
    ({}, {}, Total(None, 0)),
])  # fmt: skip
def test_a_total_is_the_mean_of_what_is_marked_by_weight(marks, weights, total):
    assert total_of(marks, weights) == total


@given(marks, weights)
def test_a_total_lies_between_the_least_and_the_most(marks, weights):
    total = total_of(marks, weights)
    counting = [marks[key] for key in marks if weights.get(key)]
    assert total.done == len(counting)
    assert (total.percent is None) == (not counting)
    if total.percent is not None:
        assert min(counting) <= total.percent <= max(counting)


@given(marks, weights, st.integers(2, 9))
def test_weights_are_shares_and_no_sums(marks, weights, times):
    assert total_of(marks, {key: weight * times for key, weight in weights.items()}) == total_of(marks, weights)


def test_a_mark_by_hand_counts_be_it_more_or_less():
    assert counted({"a": 80, "b": 40}, {"a": 60, "c": 90}) == Standing({"a": 60, "b": 40, "c": 90}, frozenset("ac"))
