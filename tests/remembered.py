"""Trees of pages take long to make and are always the same: made once a process, then laid down row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
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
        return not any(model._base_manager.exists() for model in self.of)

    def lay(self) -> None:
        """Write them as they were read, without the signals and checks that they have behind them.

        At once, for a row may refer to one that comes after it.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rows in self.of.items():
                model._base_manager._insert(rows, fields=model._meta.local_concrete_fields, using="default", raw=True)
            for statement in connection.ops.sequence_reset_sql(no_style(), [*self.of]):
                cursor.execute(statement)


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
