"""Addresses that stand on pages opened most, found out once: Django looks through its patterns at every asking."""

from collections.abc import Hashable
from functools import lru_cache

from django.urls import reverse

MOST = 10_000  # some hundred bytes each


@lru_cache(maxsize=MOST)
def address_of_view(view: str, *args: Hashable) -> str:
    """Django's ``reverse`` of a view whose address does not begin with a language. Raises NoReverseMatch."""
    return reverse(view, args=args)
