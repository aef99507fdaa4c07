"""A field that is kept with a row for the sake of a list."""

from typing import Any

from django.db import models
from django.db.models import Model


class NameInLists(models.CharField):
    """What the ``person`` of the row is called, so that a list by name reads no more rows than it shows.

    Written with the row, in bulk, too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 120, "editable": False, "default": "", **kwargs})

    def pre_save(self, model_instance: Model, add: bool) -> str:
        name: str = model_instance.person.name  # type: ignore[attr-defined]  # a row about a person
        setattr(model_instance, self.attname, name)
        return name
