"""What is still to be done with a translation, and what differs between two versions of its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.enums import Sign
from content.translating import PageFacts, around_changes, side_by_side, signs_of

pytestmark = pytest.mark.anywhere

LINES = st.lists(st.text(alphabet="ab ക്ष", min_size=1, max_size=8), max_size=8)


def hindi(**facts) -> PageFacts:
    return PageFacts("hi", **{"written_in": "hi", "made_from": "one", **facts})


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        (None, [Sign.MISSING]),
        (hindi(is_alias=True, written_in="en"), [Sign.MISSING]),
        (hindi(), []),
        (hindi(made_from=""), []),
        (hindi(made_from="before"), [Sign.CHANGED]),
        (hindi(written_in="en", made_from="before"), [Sign.BEGUN]),
        (hindi(has_draft=True), [Sign.UNPUBLISHED]),
        (hindi(is_live=False), [Sign.UNPUBLISHED]),
        (hindi(has_draft=True, waits=True), [Sign.WAITING]),
        (hindi(made_from="before", has_draft=True), [Sign.CHANGED, Sign.UNPUBLISHED]),
    ],
)
def test_what_is_to_be_done(facts, signs):
    assert signs_of(facts, source_says="one") == signs


def test_where_nobody_noted_what_the_source_says_nothing_has_changed():
    assert signs_of(hindi(), source_says="") == []


def words(pieces):
    return [(piece.words, piece.differs) for piece in pieces]


def test_two_versions_stand_beside_each_other_with_the_words_that_differ():
    same, changed, put_in = side_by_side(
        ["Ask ten people.", "Pay ₹50 a day."], ["Ask ten people.", "Pay ₹60 a day.", "Now."]
    )
    assert not same.differs
    assert words(changed.old) == [("Pay", False), ("₹50", True), ("a day.", False)]
    assert words(changed.new) == [("Pay", False), ("₹60", True), ("a day.", False)]
    assert (words(put_in.old), words(put_in.new)) == ([], [("Now.", True)])


def test_what_is_far_from_a_change_is_left_out():
    pairs = side_by_side(list("abcdefg"), list("abcxefg"))
    shown = around_changes(pairs)
    assert [pair and pair.differs for pair in shown] == [None, False, True, False, None]
    assert around_changes(side_by_side(["a"], ["a"])) == []


@given(LINES, LINES)
def test_no_word_of_either_version_is_lost(old, new):
    pairs = side_by_side(old, new)
    for side, lines in (("old", old), ("new", new)):
        said = [piece.words for pair in pairs for piece in getattr(pair, side)]
        assert " ".join(said).split() == " ".join(lines).split()
    assert any(pair.differs for pair in pairs) == (old != new)
