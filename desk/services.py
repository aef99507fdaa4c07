"""Dropping what the menu has counted."""

from django.core.cache import caches
from django.db import transaction

from desk.queries import menu_key
from people.models import Person


def count_anew(person: Person) -> None:
    """After the commit, let the menu of ``person`` count again what is new."""
    transaction.on_commit(lambda: caches["pages"].delete(menu_key(person)), robust=True)
