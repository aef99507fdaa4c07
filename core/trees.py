"""Rows that lie in a tree, such as places and organisations: "everything below this one" is one prefix."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _


class TreeRow(models.Model):
    """A row with a ``parent`` of its own model. ``path`` is the keys from the top down, each followed by a slash.

    Moving a row moves everything below it, however the row was saved.
    """

    path = models.CharField(max_length=200, editable=False, db_index=True, default="")

    parent: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError where it would lie below itself."""
        if self._lies_below_itself():
            raise ValueError(f"{self!r} cannot lie below itself")
        super().save(*args, **kwargs)
        before, now = self.path, f"{self.parent.path if self.parent else ''}{self.pk}/"
        if now == before:
            return
        rows = type(self)._default_manager
        rows.filter(pk=self.pk).update(path=now)
        if before:
            below = Concat(Value(now), Substr(F("path"), len(before) + 1))
            rows.filter(path__startswith=before).exclude(pk=self.pk).update(path=below)
        self.path = now

    def clean(self) -> None:
        """Nothing lies below itself; raises ValidationError beside the parent."""
        super().clean()
        if self._lies_below_itself():
            raise ValidationError({"parent": _("It cannot lie below itself.")})

    def _lies_below_itself(self) -> bool:
        return bool(self.path and self.parent and self.parent.path.startswith(self.path))
