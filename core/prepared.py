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
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    Field,
    ForeignKey,
    Model,
    OneToOneField,
    QuerySet,
    TextField,
    UUIDField,
)
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, Query, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from core.prepared_rows import Reader, reader_of

Row = TypeVar("Row")


# Values of what kind a field gives to PostgreSQL as they are, so that it need not be asked; moments are aware here.
_AS_IT_IS: dict[type, type] = {
    UUIDField: UUID,
    ForeignKey: UUID,
    OneToOneField: UUID,
    DateTimeField: datetime,
    DateField: date,
    BooleanField: bool,
    CharField: str,
    TextField: str,
}


class Given(Expression):
    """The place of a value in a prepared query; ``field`` says how the database takes it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name, self.as_it_is = name, _AS_IT_IS.get(type(field))

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
            known = self._written[database.vendor] = _Written(shape, sql, tuple(params), reader_of(queryset, compiler))
        return known


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
    asked, is_native = sql, database.vendor == "postgresql"
    for param in params:
        if type(param) is Given:
            value = values[param.name]
            filled.append(value if is_native and type(value) is param.as_it_is else _as_kept(param, value, database))
        elif not isinstance(param, GivenMany):
            filled.append(param)
        elif param.mark not in sql:
            filled.append(_as_array(values[param.name]))
        else:
            many = list(values[param.name]) or [None]
            asked = asked.replace(param.mark, ", ".join(["%s"] * len(many)))
            filled.extend(_as_kept(param, value, database) for value in many)
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
