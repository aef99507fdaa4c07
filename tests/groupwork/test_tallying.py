"""Counts of several phones: shuffled, repeated and cut off, they end at what was pressed and handed in."""

from collections import Counter
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from groupwork.tallying import Handed, total

SYMBOLS = ("buys-yes", "buys-no", "often-4")
PRESS = st.tuples(st.sampled_from(SYMBOLS), st.sampled_from([1, 1, 1, -1]))
PHONES = st.lists(st.lists(PRESS, max_size=30), min_size=1, max_size=3)


def handed_in(person: int, presses: list[tuple[str, int]]) -> list[Handed]:
    """All that a phone would hand in, were it sent after each press."""
    phone, counts, handed = (UUID(int=person), uuid4()), Counter(), []
    for number, (symbol, step) in enumerate(presses, start=1):
        counts[symbol] = max(0, counts[symbol] + step)
        handed.append(Handed(phone, number, dict(counts), uuid4()))
    return handed


@given(PHONES, st.data())
def test_any_order_with_repeats_and_gaps_ends_at_what_each_phone_came_to(phones, data):
    expected, sent = Counter(), []
    for person, presses in enumerate(phones):
        handed = handed_in(person, presses)
        # The line is cut: of what was handed over, anything but the last may be lost, and the last may be not the end.
        arrived = handed[: data.draw(st.integers(0, len(handed)))]
        if not arrived:
            continue
        expected.update(arrived[-1].counts)
        lost = data.draw(st.sets(st.integers(0, len(arrived) - 1)))
        sent += [each for number, each in enumerate(arrived[:-1]) if number not in lost] + [arrived[-1]]
    sent += data.draw(st.lists(st.sampled_from(sent), max_size=10)) if sent else []
    shuffled = data.draw(st.permutations(sent))
    assert +Counter(total(shuffled)) == +expected


def test_the_same_number_of_touches_is_settled_in_one_way_whatever_the_order():
    phone = (UUID(int=1), UUID(int=2))
    one, other = (Handed(phone, 3, {"buys-yes": number}, UUID(int=number)) for number in (1, 2))
    assert total([one, other]) == total([other, one]) == {"buys-yes": 2}
