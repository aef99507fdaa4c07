"""Ideas with what was decided about them, and the sheets a group fills in."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.models import Session
from core.records import FieldRecord
from groupwork.enums import Verdict
from groupwork.models.groups import GroupRecord, WrittenDown


class Idea(GroupRecord):
    """A product or service on the short list."""

    name = models.CharField(_("product or service"), max_length=120)
    reason = models.CharField(_("why it came up"), max_length=300)

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Decision(WrittenDown, FieldRecord):
    """What a group decided about an idea, and why. Each stands in the history; the newest is what holds.

    Where nobody said in which ``session``, it is that of when it was noted.
    """

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="decisions", verbose_name=_("idea"))
    verdict = models.CharField(_("decided"), max_length=10, choices=Verdict.choices)
    reason = models.CharField(_("why"), max_length=300, validators=[MinLengthValidator(1)])
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("session")
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_a_reason"),
        ]


class Sheet(GroupRecord):
    """A sheet that was filled in: of ``kind`` (:mod:`groupwork.sheets`), about ``idea`` where it is about one.

    ``entries`` is {name of what is asked: text, or rupees or number as text}, and ``rows`` a list of such.
    """

    kind = models.CharField(_("sheet"), max_length=24)
    idea = models.ForeignKey(Idea, models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name=_("idea"))
    entries = models.JSONField(_("entries"), default=dict)

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["received_at", "pk"]
