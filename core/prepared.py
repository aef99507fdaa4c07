"""Queries that Django writes once: for what is asked and written at every press of every phone.

Django writes the SQL of a queryset anew each time it is asked, which costs more than the asking. ::

    TALK = Prepared(lambda: Thread.objects.filter(pk=Given("thread", UUIDField())))
    TALK.all(thread=thread_id)

What changes from one asking to the next is a :class:`Given`, the moment of now among it, or a :class:`GivenMany`:
anything else in the queryset stays as it was at the first asking. Right only where the queryset has the same shape for
everybody. Rows are written the same way (:class:`PreparedInsert`,
:class:`PreparedUpdate`); nobody is told of them by a signal.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from inspect import getattr_static
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.constants import OnConflict
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql import InsertQuery, Query, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Expression):
    """The place of a value in a prepared query; ``field`` says how the database takes it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class GivenMany(Given):
    """The place of as many values as are given, in a list: ``pk__in=[GivenMany("threads", UUIDField())]``.

    PostgreSQL is handed them as one array: it and its driver read a statement anew for each other number of values.
    They are keys, numbers or words, and stand in no ``exclude``: of none at all the databases say different things.
    """

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.mark, (self,)

    @property
    def mark(self) -> str:
        """What stands in the SQL for them, until it is known how many they are."""
        return f"%s/*{self.name}*/"


Reader = Callable[[list[Any], BaseDatabaseWrapper], list[Any]]


@dataclass(frozen=True)
class _Written:
    """What Django made of the queryset. ``shape`` is what its shape followed from, ``read`` makes rows of an answer."""

    shape: Any
    sql: str
    params: tuple[Any, ...]
    read: Reader


class Prepared(Generic[Row]):
    """The queryset of ``make``, written once in a process: of rows of a model, or of ``values_list``.

    Where its shape follows from something that may change, such as what a registry holds, ``shape`` tells it.
    """

    def __init__(self, make: Callable[[], "QuerySet[Any, Row]"], *, shape: Callable[[], Any] = lambda: None) -> None:
        self._make, self._shape = make, shape
        self._written: dict[str, _Written] = {}

    def all(self, **values: Any) -> list[Row]:
        """The rows, as the queryset gives them."""
        database = connections[DEFAULT_DB_ALIAS]
        written = self._now_written(database)
        with database.cursor() as cursor:
            cursor.execute(*_filled(written.sql, written.params, values, database))
            found = cursor.fetchall()
        return written.read(found, database)

    def first(self, **values: Any) -> Row | None:
        """The first of the rows; None where there is none."""
        return next(iter(self.all(**values)), None)

    def _now_written(self, database: BaseDatabaseWrapper) -> _Written:
        shape, known = self._shape(), self._written.get(database.vendor)
        if known is None or known.shape != shape:
            queryset = self._make()
            compiler = queryset.query.get_compiler(connection=database)
            sql, params = _by_arrays(compiler.as_sql(), database)
            known = self._written[database.vendor] = _Written(shape, sql, tuple(params), _reader(queryset, compiler))
        return known


def _reader(queryset: "QuerySet[Any]", compiler: Any) -> Reader:
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


class PreparedWrite:
    """A statement that writes, made once in a process for each kind of database."""

    def __init__(self, make: Callable[[], Query]) -> None:
        self._make = make
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def execute(self, **values: Any) -> int:
        """How many rows were written."""
        database = connections[DEFAULT_DB_ALIAS]
        sql, params = self._now_written(database)
        with database.cursor() as cursor:
            cursor.execute(*_filled(sql, params, values, database))
            return int(cursor.rowcount)

    def _now_written(self, database: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        known = self._written.get(database.vendor)
        if known is None:
            made: Any = self._make().get_compiler(connection=database).as_sql()
            sql, params = _by_arrays(made[0] if isinstance(made, list) else made, database)
            known = self._written[database.vendor] = (sql, tuple(params))
        return known


class PreparedUpdate(PreparedWrite):
    """``make().update(...)`` with the values of ``changes``."""

    def __init__(self, make: Callable[[], "QuerySet[Any]"], changes: Callable[[], dict[str, Any]]) -> None:
        def query() -> Query:
            update: Any = make().query.chain(UpdateQuery)
            update.add_update_values(changes())
            return cast(Query, update)

        super().__init__(query)


class PreparedInsert(PreparedWrite):
    """New rows of ``model`` as they are saved, without the key where the database gives it.

    ``told`` are fields that the database works out from what is :class:`Given` by the names of the row's columns. With
    ``passes_over`` a row that is there stays as it is; without, that is an IntegrityError.
    """

    def __init__(self, model: type[Model], *, passes_over: bool = False, **told: Callable[[], Any]) -> None:
        fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
        self._fields = [field for field in fields if field.name not in told]

        def query() -> Query:
            values = {field.attname: Given(field.attname, field) for field in self._fields}
            row = model(**values, **{name: tell() for name, tell in told.items()})
            insert = InsertQuery(model, on_conflict=OnConflict.IGNORE if passes_over else None)
            insert.insert_values(fields, [row], raw=True)
            return insert

        super().__init__(query)

    def add(self, row: Model) -> bool:
        """Whether ``row`` is new."""
        is_new = bool(self.execute(**self._values(row)))
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return is_new

    def add_all(self, rows: Iterable[Model]) -> None:
        """Many new rows, sent together: to make an array of each column, as bulk_create does, takes far longer."""
        database = connections[DEFAULT_DB_ALIAS]
        sql, params = self._now_written(database)
        with database.cursor() as cursor:
            cursor.executemany(sql, [_filled(sql, params, self._values(row), database)[1] for row in rows])

    def _values(self, row: Model) -> dict[str, Any]:
        return {field.attname: field.pre_save(row, add=True) for field in self._fields}


def _by_arrays(made: tuple[str, Sequence[Any]], database: BaseDatabaseWrapper) -> tuple[str, Sequence[Any]]:
    """The statement with an array in the place of each :class:`GivenMany`, where the database has arrays."""
    sql, params = made
    for param in params if database.vendor == "postgresql" else ():
        if isinstance(param, GivenMany):
            kind = param.output_field.db_type(database)
            sql = sql.replace(f"IN ({param.mark})", f"= ANY(%s::{kind}[])")
    return sql, params


def _filled(
    sql: str, params: tuple[Any, ...], values: dict[str, Any], database: BaseDatabaseWrapper
) -> tuple[str, tuple[Any, ...]]:
    """The statement with its values, as many as are given; of none there is NULL or {}, in which nothing is."""
    filled: list[Any] = []
    asked = sql
    for param in params:
        if not isinstance(param, Given):
            filled.append(param)
        elif isinstance(param, GivenMany) and param.mark not in sql:
            filled.append(_as_array(values[param.name]))
        elif isinstance(param, GivenMany):
            many = list(values[param.name]) or [None]
            asked = asked.replace(param.mark, ", ".join(["%s"] * len(many)))
            filled.extend(_as_kept(param, value, database) for value in many)
        else:
            filled.append(_as_kept(param, values[param.name], database))
    return asked, tuple(filled)


def _as_array(values: Iterable[Any]) -> str:
    """As PostgreSQL writes an array of keys, numbers or words: to its driver one text costs less than a list."""
    return f"{{{','.join([_as_part(value) for value in values])}}}"


def _as_part(value: Any) -> str:
    if not isinstance(value, str):
        return str(value)
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))


def _as_kept(param: Given, value: Any, database: BaseDatabaseWrapper) -> Any:
    return param.output_field.get_db_prep_save(value, database)
