"""Whether somebody was reached, said in one word."""

import pytest

from notifications.reaching import reached, summed


@pytest.mark.parametrize(("states", "is_read", "outcome"), [
    ([], False, "no_way"),
    (["kept"], False, "no_way"),
    (["kept"], True, "read"),
    (["waiting"], False, "waiting"),
    (["leaving"], False, "waiting"),
    (["failed"], False, "failed"),
    (["failed", "waiting"], False, "waiting"),
    (["failed", "sent"], False, "sent"),
    (["stopped"], True, "read"),
    (["stopped"], False, "failed"),
])  # fmt: skip
def test_the_best_of_all_ways_counts(states, is_read, outcome):
    assert reached(states, is_read=is_read) == outcome


def test_numbers_add_up_to_all_who_were_told():
    found = summed(
        [reached([state], is_read=False) for state in ("sent", "sent", "kept", "waiting", "failed")], pending=2
    )
    assert (found.people, found.told) == (7, 2)
    assert found.told + found.no_way + found.waiting + found.failed + found.pending == found.people
