"""A budget: so much within so long, each person for herself."""

import pytest
from django.core.cache import cache

from core.limits import Budget, within_budget

THREE = Budget("test", most=3, seconds=60)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    cache.clear()
    monkeypatch.setattr("core.limits.time.time", lambda: 1_000_000.0)


def test_so_many_and_no_more():
    assert [within_budget(THREE, "asha") for _ in range(5)] == [True, True, True, False, False]


def test_each_has_a_budget_of_her_own():
    assert all(within_budget(THREE, "asha") for _ in range(3))
    assert within_budget(THREE, "salma")


def test_what_is_refused_costs_nothing():
    assert not within_budget(THREE, "asha", cost=4)
    assert within_budget(THREE, "asha", cost=3)


def test_a_count_that_goes_while_it_is_given_back_breaks_nothing(monkeypatch):
    def gone(key, cost):
        raise ValueError

    monkeypatch.setattr(cache, "decr", gone)
    assert not within_budget(THREE, "asha", cost=4)


def test_the_next_window_begins_anew(monkeypatch):
    assert not within_budget(THREE, "asha", cost=4)
    assert within_budget(THREE, "asha", cost=3)
    monkeypatch.setattr("core.limits.time.time", lambda: 1_000_060.0)
    assert within_budget(THREE, "asha", cost=3)
