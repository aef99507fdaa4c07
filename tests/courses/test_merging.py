"""What stands in a form written in on several phones."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.merging import Standing, Writing, merge, news

pytestmark = pytest.mark.anywhere

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)


def wrote(pk: UUID, text: str, *, minutes: int = 0, over: tuple[UUID, ...] = (), name: str = "goal") -> Writing:
    return Writing(pk, NOON + timedelta(minutes=minutes), {name: text}, {name: over})


def test_what_was_written_over_another_stands_whatever_the_clocks_say():
    assert merge([wrote(A, "old"), wrote(B, "new", minutes=-90, over=(A,))]) == {"goal": Standing("new", (B,))}


def test_of_two_that_knew_nothing_of_each_other_the_newer_stands_and_the_other_is_shown():
    merged = merge([wrote(A, "bangles"), wrote(B, "papad", minutes=1)])
    assert merged == {"goal": Standing("papad", (B, A), ("bangles",))}


def test_writing_over_both_settles_it():
    writings = [wrote(A, "bangles"), wrote(B, "papad", minutes=1), wrote(C, "both", over=(A, B))]
    assert merge(writings) == {"goal": Standing("both", (C,))}


def test_fields_are_told_apart():
    merged = merge([wrote(A, "3,000", name="amount"), wrote(B, "School", name="reason")])
    assert {name: standing.text for name, standing in merged.items()} == {"amount": "3,000", "reason": "School"}


def test_what_was_emptied_knowingly_is_empty():
    assert merge([wrote(A, "old"), wrote(B, "", over=(A,))]) == {"goal": Standing("", (B,))}


def test_an_older_page_sends_nothing_new_for_what_nobody_touched():
    writings = [wrote(A, "old"), wrote(B, "new", over=(A,))]
    assert news({"goal": "old"}, {"goal": [A]}, writings) == {}
    assert news({"goal": "other"}, {"goal": [A]}, writings) == {"goal": "other"}
    assert news({"goal": "new"}, {}, writings) == {}
    assert news({"goal": ""}, {}, []) == {}


IDS = [UUID(int=number) for number in range(1, 7)]
WRITINGS = st.lists(
    st.builds(
        Writing,
        id=st.sampled_from(IDS),
        moment=st.integers(-60, 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        values=st.dictionaries(st.sampled_from(["goal", "amount"]), st.sampled_from(["", "a", "b", "c"])),
        seen=st.dictionaries(st.sampled_from(["goal", "amount"]), st.lists(st.sampled_from(IDS), max_size=3)),
    ),
    unique_by=lambda writing: writing.id,
)


@given(WRITINGS, st.randoms(use_true_random=False))
def test_any_order_and_repetition_comes_to_the_same(writings, chance):
    again = [*writings, *chance.sample(writings, len(writings) // 2)]
    chance.shuffle(again)
    assert merge(again) == merge(writings)


@given(WRITINGS)
def test_nothing_that_stands_is_unseen(writings):
    for name, standing in merge(writings).items():
        replaced = {pk for each in writings if name in each.values for pk in each.seen.get(name, ()) if pk != each.id}
        texts = {each.values[name] for each in writings if name in each.values and each.id not in replaced}
        assert texts - {""} <= {standing.text, *standing.others}
