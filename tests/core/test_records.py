"""What every record from the field has in common."""

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest

from core.errors import Refusal
from core.records import Hold, Outcome, chains_of, usable_device_time

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize("moment", [NOW, NOW - timedelta(days=360), NOW + timedelta(days=360)])
def test_a_time_within_a_year_of_our_clock_is_kept(moment):
    assert usable_device_time(moment, NOW) == moment


@pytest.mark.parametrize(
    "moment",
    [
        None,
        NOW - timedelta(days=366),
        NOW + timedelta(days=366),
        datetime(2026, 11, 26, 12),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_time_that_no_clock_near_ours_says_is_dropped(moment):
    assert usable_device_time(moment, NOW) is None


def test_what_a_service_refuses_is_refused_or_held_in_its_own_words():
    assert Outcome.of(Refusal("No.")).as_json() == {"state": "refused", "code": "refused", "sentence": "No."}
    assert Outcome.of(Hold("Later.")).as_json() == {"state": "held", "code": "held", "sentence": "Later."}


def test_only_what_was_taken_counts():
    assert Outcome.applied().is_kept
    assert Outcome.duplicate().is_kept
    assert not Outcome.of(Hold()).is_kept
    assert not Outcome.refused("x", "y").is_kept


def test_corrections_hang_on_what_was_first_written_whatever_their_order():
    def record(key, corrects=None, *, withdrawn=False):
        return SimpleNamespace(pk=key, corrects_id=corrects, withdrawn_at=NOW if withdrawn else None)

    first, second, third = record("a"), record("b", "a"), record("c", "b")
    other, taken_back = record("x"), record("y", "x", withdrawn=True)
    chains = chains_of([first, other, third, second, taken_back])
    assert [(chain.first, chain.now.pk, chain.keys) for chain in chains] == [
        ("a", "c", ["c", "b", "a"]),
        ("x", "x", ["x"]),
    ]
