"""Rows that lie in a tree, such as places and organisations: "everything below this one" is one prefix."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _


class TreeRow(models.Model):
    """A row with a ``parent`` of its own model. ``path`` is the keys from the top down, each followed by a slash.

    Moving a row moves everything below it, however the row was saved and whatever has moved since it was fetched.
    """

    path = models.CharField(max_length=200, editable=False, db_index=True, default="")

    parent: Any
    parent_id: Any

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValueError where it would lie below itself."""
        saved = kwargs.get("update_fields")
        if saved is not None and not {"parent", "parent_id"} & set(saved):
            super().save(*args, **kwargs)
            return
        rows = type(self)._default_manager
        # The first row is the lock of the tree: what arrives below a row while it moves would keep the old path.
        rows.select_for_update(no_key=True).order_by("pk").values_list("pk").first()
        # The paths in hand are of when the rows were fetched.
        above = rows.values_list("path", flat=True).get(pk=self.parent_id) if self.parent_id else ""
        before = "" if self._state.adding else rows.values_list("path", flat=True).filter(pk=self.pk).first() or ""
        if before and above.startswith(before):
            raise ValueError(f"{self.pk} cannot lie below itself")
        self.path = before
        super().save(*args, **kwargs)
        self.path = f"{above}{self.pk}/"
        if self.path == before:
            return
        rows.filter(pk=self.pk).update(path=self.path)
        if before:
            below = Concat(Value(self.path), Substr(F("path"), len(before) + 1))
            rows.filter(path__startswith=before).exclude(pk=self.pk).update(path=below)

    def clean(self) -> None:
        """Nothing lies below itself; raises ValidationError beside the parent."""
        super().clean()
        if self._lies_below_itself():
            raise ValidationError({"parent": _("It cannot lie below itself.")})

    def _lies_below_itself(self) -> bool:
        return bool(self.path and self.parent and self.parent.path.startswith(self.path))
