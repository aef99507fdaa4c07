"""How the answer to a query of :mod:`core.prepared` becomes rows, found out once for each query."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from inspect import getattr_static
from operator import itemgetter
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Reader = Callable[[list[Any], BaseDatabaseWrapper], list[Any]]


def reader_of(queryset: "QuerySet[Any]", compiler: Any) -> Reader:
    """What Django does with each answer, without finding out each time which column is what.

    Raises LookupError where the queryset gives neither rows of its model nor of ``values_list``.
    """
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    shaped = _SHAPERS[queryset._iterable_class](compiler)

    def read(found: list[Any], database: BaseDatabaseWrapper) -> list[Any]:
        if converters and found:
            now: Any = copy(compiler)
            now.connection = database
            found = list(now.apply_converters(found, converters))
        return [shaped(row) for row in found]

    return read


def _as_model(compiler: Any) -> Callable[[Any], Model]:
    """As Django's own ModelIterable."""
    select, info, annotated = compiler.select, compiler.klass_info, list(compiler.annotation_col_map.items())
    model, start, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[start:end]]
    related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # of a later Django
    _hasten(related)
    from_db = _Maker(model).from_db if _is_plain(model) else model.from_db

    def row_of(row: Any) -> Model:
        made: Model = from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        for name, column in annotated:
            setattr(made, name, row[column])
        return made

    return row_of


class _Maker:
    """Makes rows of a model as its ``from_db`` does, without asking of each what is the same for all of them."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        fields = [field.attname for field in model._meta.concrete_fields]
        # What does more than keep what it is given, such as a phone's number.
        self._minding = [name for name in fields if type(getattr_static(model, name)) not in _KEEPERS]

    def from_db(self, database: str, names: Sequence[str], values: Sequence[Any]) -> Model:
        row: Any = self._model.__new__(self._model)
        row._state = state = ModelState()
        state.adding, state.db = False, database
        row.__dict__.update(zip(names, values, strict=True))
        for name in self._minding:
            if name in row.__dict__:
                setattr(row, name, row.__dict__.pop(name))
        return cast(Model, row)


_KEEPERS = (DeferredAttribute, ForeignKeyDeferredAttribute)


def _is_plain(model: type[Model]) -> bool:
    """Whether nothing of its own happens when a row of ``model`` is made, and nobody is told of it."""
    ours = ("__init__", "__new__", "__setattr__")
    return (
        all(getattr(model, name) is getattr(Model, name) for name in ours)
        and getattr_static(model, "from_db") is getattr_static(Model, "from_db")
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )


def _hasten(populators: Iterable[Any]) -> None:
    """Have the rows that come with others made by a :class:`_Maker`, too."""
    for populator in populators:
        if _is_plain(populator.model_cls):
            populator.model_cls = _Maker(populator.model_cls)
        _hasten(populator.related_populators)


_SHAPERS: dict[type, Callable[[Any], Callable[[Any], Any]]] = {
    ModelIterable: _as_model,
    ValuesListIterable: lambda compiler: tuple,
    FlatValuesListIterable: lambda compiler: itemgetter(0),
}
