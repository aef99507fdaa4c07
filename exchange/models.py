"""A file that is brought in, row by row."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Language
from core.local_text import choose
from exchange.enums import ImportStage, Verdict


class Import(models.Model):
    """One file somebody brings in: first checked, then, when she confirms it, written.

    ``content`` is the file until it is read into rows; both are cleared after a month. ``job`` is the long job that
    checks or writes it now. ``way`` is one of its kind's, where that has some.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    about = models.CharField(max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(blank=True)
    stage = models.CharField(
        _("how far it is"), max_length=10, choices=ImportStage.choices, default=ImportStage.CHECKING
    )
    job = models.UUIDField(null=True, blank=True)
    way = models.CharField(max_length=20, blank=True, default="", db_default="")
    with_doubtful = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("brought in"), auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of the file: ``cells`` by the key of their column, and what it does. ``number`` is its line there.

    ``reasons`` say why, or what stood there before: {key of the column, or nothing: {language: sentence}}. One that may
    be there already is written where it was ``chosen``. ``notes`` say in the same shape what its reader could not take
    as it stands in the file; of a row that is ``unread`` it could take nothing.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    written = models.BooleanField(default=False)
    chosen = models.BooleanField(default=False, db_default=False)
    notes = models.JSONField(default=dict, db_default={}, blank=True)
    unread = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.number}"

    @property
    def why(self) -> dict[str, str]:
        """The reasons in the language of the reader. Rows of an earlier edition have them in one language only."""
        return {
            column: reason if isinstance(reason, str) else choose(reason).value
            for column, reason in self.reasons.items()
        }
