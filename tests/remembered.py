"""Trees of pages take long to make and are always the same: made once a process, then laid down row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery
from wagtail.models import Page

from content.editions import new_edition

Asked = ParamSpec("Asked")
Made = TypeVar("Made", bound=Page)


@dataclass(frozen=True)
class Rows:
    """All that was written into tables which had been empty."""

    of: dict[type[Model], list[Model]]

    def fit(self) -> bool:
        """The tables are empty again."""
        with connection.cursor() as cursor:
            cursor.execute(self._is_one_filled)
            return cursor.fetchone() is None

    def lay(self) -> None:
        """Write them as they were read, without the signals and checks that they have behind them.

        At once, for a row may refer to one that comes after it.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in self._written:
                cursor.execute(statement, values)

    @cached_property
    def _is_one_filled(self) -> str:
        names = (connection.ops.quote_name(model._meta.db_table) for model in self.of)
        return f"SELECT 1 WHERE {' OR '.join(f'EXISTS (SELECT 1 FROM {name})' for name in names)}"

    @cached_property
    def _written(self) -> list[tuple[str, Any]]:
        """The statements, worded once: that takes longer than to carry them out."""
        written: list[tuple[str, Any]] = []
        for model, rows in self.of.items():
            query = InsertQuery(model)
            query.insert_values(model._meta.local_concrete_fields, rows, raw=True)
            written += query.get_compiler(connection=connection).as_sql()
        return written + [(each, None) for each in connection.ops.sequence_reset_sql(no_style(), [*self.of])]


def remembered(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """What ``make`` makes of an empty site is kept for the tests to come; it must depend on its arguments alone.

    The page it says is read anew from the database. Where there are pages already, it is made as ever.
    """
    kept: dict[object, tuple[Rows, Made]] = {}

    @wraps(make)
    def _make(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        key = (args, *kwargs.items())
        if key in kept and kept[key][0].fit():
            kept[key][0].lay()
            # What a process keeps of the pages as another test left them is not of these.
            new_edition()
        else:
            before = _counts()
            page = make(*args, **kwargs)
            grown = {model for model, count in _counts().items() if count != before[model]}
            if any(before[model] for model in grown):
                return page
            kept[key] = Rows({model: list(model._base_manager.all()) for model in grown}), page
        page = kept[key][1]
        return type(page)._base_manager.get(pk=page.pk)

    return _make


def _counts() -> dict[type[Model], int]:
    """How many rows there are in each table."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.can_migrate(connection)]
    return {model: model._base_manager.count() for model in models}
