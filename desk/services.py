"""Dropping what the menu has counted."""

from uuid import UUID

from django.core.cache import caches
from django.db import transaction

from desk.queries import menu_key


def count_anew(*people: UUID) -> None:
    """After the commit, let the menus of ``people``, named by their keys, count again what is new."""
    transaction.on_commit(lambda: caches["menus"].delete_many(map(menu_key, people)), robust=True)
