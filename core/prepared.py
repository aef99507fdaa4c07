"""A query that Django writes once: for what is asked at every press of every phone.

Django writes the SQL of a queryset anew each time it is asked, which costs more than the asking. ::

    TALK = Prepared(lambda: Thread.objects.filter(pk=Given("thread", UUIDField())))
    TALK.all(thread=thread_id)

What changes from one asking to the next is a :class:`Given`, the moment of now among it: anything else in the queryset
stays as it was at the first asking. Right only where the queryset has the same shape for everybody.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Given(Expression):
    """The place of a value in a prepared query; ``field`` says how the database takes it."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


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
        params = tuple(_value(param, values) for param in written.params)
        compiler.as_sql = lambda *args, **kwargs: (written.sql, params)  # type: ignore[method-assign]  # of this asking
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


def _value(param: Any, values: dict[str, Any]) -> Any:
    if not isinstance(param, Given):
        return param
    return param.output_field.get_db_prep_value(values[param.name], connection, prepared=False)
