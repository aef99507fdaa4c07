"""What is lent is found again, in order, and never silently replaced."""

import pytest

from core.registry import Registry


def test_what_was_lent_is_found_under_its_key_and_in_order():
    registry: Registry[str] = Registry("kind of fruit")
    registry.register("mango", "a mango")
    registry.register("guava", "a guava")
    assert registry.get("mango") == "a mango"
    assert list(registry) == ["a mango", "a guava"]
    assert "guava" in registry
    assert "jackfruit" not in registry


def test_lending_the_same_again_changes_nothing_and_another_under_its_key_is_refused():
    registry: Registry[str] = Registry("kind of fruit")
    registry.register("mango", "a mango")
    registry.register("mango", "a mango")
    with pytest.raises(ValueError, match="kind of fruit 'mango'"):
        registry.register("mango", "another mango")


def test_what_nobody_lent_is_named_in_the_error():
    with pytest.raises(LookupError, match="no kind of fruit 'papaya'"):
        Registry[str]("kind of fruit").get("papaya")
