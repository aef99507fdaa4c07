"""Queries that Django writes once: for what is asked and written at every press of every phone.

Django writes the SQL of a queryset anew each time it is asked, which costs more than the asking. ::

    TALK = Prepared(lambda: Thread.objects.filter(pk=Given("thread", UUIDField())))
    TALK.all(thread=thread_id)

What changes from one asking to the next is a :class:`Given`, the moment of now among it, or a :class:`GivenMany`:
anything else in the queryset stays as it was at the first asking. Right only where the queryset has the same shape for
everybody. Rows are written the same way (:class:`PreparedInsert`, :class:`PreparedUpdate`); nobody is told of them by a
signal.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import AutoField, Expression, Field, Model, QuerySet
from django.db.models.constants import OnConflict
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

    Of none it is NULL, in which nothing is.
    """

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.mark, (self,)

    @property
    def mark(self) -> str:
        """What stands in the SQL for them, until it is known how many they are."""
        return f"%s/*{self.name}*/"


@dataclass(frozen=True)
class _Written:
    """What Django made of the queryset. ``shape`` is what its shape followed from."""

    shape: Any
    queryset: "QuerySet[Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]


class Prepared(Generic[Row]):
    """The queryset of ``make``, written once in a process.

    Where its shape follows from something that may change, such as what a registry holds, ``shape`` tells it.
    """

    def __init__(self, make: Callable[[], "QuerySet[Any, Row]"], *, shape: Callable[[], Any] = lambda: None) -> None:
        self._make, self._shape = make, shape
        self._written: dict[str, _Written] = {}

    def all(self, **values: Any) -> list[Row]:
        """The rows, as the queryset gives them."""
        written = self._now_written()
        compiler = copy(written.compiler)
        compiler.connection = connection
        asked = _filled(written.sql, written.params, values)
        compiler.as_sql = lambda *args, **kwargs: asked  # type: ignore[method-assign]  # of this asking
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        rows: QuerySet[Any] = QuerySet(written.queryset.model, query=cast(Any, query), using=DEFAULT_DB_ALIAS)
        return list(cast("Iterable[Row]", written.queryset._iterable_class(rows)))

    def first(self, **values: Any) -> Row | None:
        """The first of the rows; None where there is none."""
        return next(iter(self.all(**values)), None)

    def _now_written(self) -> _Written:
        shape, known = self._shape(), self._written.get(connection.vendor)
        if known is None or known.shape != shape:
            queryset = self._make()
            compiler = queryset.query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            known = self._written[connection.vendor] = _Written(shape, queryset, compiler, sql, tuple(params))
        return known


class PreparedWrite:
    """A statement that writes, made once in a process for each kind of database."""

    def __init__(self, make: Callable[[], Query]) -> None:
        self._make = make
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def execute(self, **values: Any) -> int:
        """How many rows were written."""
        sql, params = self._now_written()
        with connection.cursor() as cursor:
            cursor.execute(*_filled(sql, params, values))
            return int(cursor.rowcount)

    def _now_written(self) -> tuple[str, tuple[Any, ...]]:
        known = self._written.get(connection.vendor)
        if known is None:
            made: Any = self._make().get_compiler(connection=connection).as_sql()
            sql, params = made[0] if isinstance(made, list) else made
            known = self._written[connection.vendor] = (sql, tuple(params))
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
        sql, params = self._now_written()
        with connection.cursor() as cursor:
            cursor.executemany(sql, [_filled(sql, params, self._values(row))[1] for row in rows])

    def _values(self, row: Model) -> dict[str, Any]:
        return {field.attname: field.pre_save(row, add=True) for field in self._fields}


def _filled(sql: str, params: tuple[Any, ...], values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """The statement with its values, as many as are given."""
    filled: list[Any] = []
    for param in params:
        if not isinstance(param, Given):
            filled.append(param)
        elif isinstance(param, GivenMany):
            many = list(values[param.name]) or [None]
            sql = sql.replace(param.mark, ", ".join(["%s"] * len(many)))
            filled.extend(_as_kept(param, value) for value in many)
        else:
            filled.append(_as_kept(param, values[param.name]))
    return sql, tuple(filled)


def _as_kept(param: Given, value: Any) -> Any:
    return param.output_field.get_db_prep_save(value, connection)
