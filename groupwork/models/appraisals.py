"""What is asked at the households of a market, and what each phone has counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.records import FieldRecord
from groupwork.models.artefacts import Idea
from groupwork.models.groups import GroupRecord, WrittenDown


class Survey(GroupRecord):
    """A participatory market appraisal: a product, the households of an area, three prices to point at.

    ``hoped_percent`` is the share of the market that the group hopes for, ``leaves`` what one piece leaves over its
    cost, in rupees.
    """

    idea = models.ForeignKey(
        Idea, models.PROTECT, null=True, blank=True, related_name="surveys", verbose_name=_("idea")
    )
    product = models.CharField(_("product or service"), max_length=120)
    area = models.CharField(_("where"), max_length=160)
    households = models.PositiveIntegerField(_("households there"))
    price_low = models.DecimalField(_("low price"), max_digits=10, decimal_places=2)
    price_middle = models.DecimalField(_("middle price"), max_digits=10, decimal_places=2)
    price_high = models.DecimalField(_("high price"), max_digits=10, decimal_places=2)
    hoped_percent = models.PositiveSmallIntegerField(_("share hoped for, in percent"), default=10)
    leaves = models.DecimalField(_("what one piece leaves"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("market survey")
        verbose_name_plural = _("market surveys")
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return self.product


class Count(WrittenDown, FieldRecord):
    """How far the count of one phone had come (:mod:`groupwork.tallying`). Taken back: it does not count."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="counts", verbose_name=_("survey"))
    counter = models.UUIDField(_("phone that counts"))
    presses = models.PositiveIntegerField(_("touches"))
    counts = models.JSONField(_("counted"), default=dict)

    class Meta:
        verbose_name = _("market count")
        verbose_name_plural = _("market counts")
        indexes = [models.Index(fields=["survey", "recorded_by", "counter", "-presses"], name="counts_by_counter")]
