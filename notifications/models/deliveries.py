"""What became of a notice on each way."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel, DeliveryState, Reason
from notifications.models.notices import Notice
from people.models import Person


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> "DeliveryQuerySet":
        """Those that are still to leave."""
        return self.filter(state=DeliveryState.WAITING)


class Delivery(models.Model):
    """One notice on one way, once for each time it was told: nothing leaves twice on the same way.

    ``told_at`` is when the notice was told, so that one that is told anew is delivered anew. Those that left in one
    message have the same ``left_at``; ``cost`` in units of the way (parts of an SMS) stands on the first of them.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", verbose_name=_("notice"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices)
    told_at = models.DateTimeField(_("told"))
    state = models.CharField(
        _("how it stands"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    reason = models.CharField(_("why"), max_length=12, choices=Reason.choices, blank=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    cost = models.PositiveSmallIntegerField(_("parts of an SMS"), default=0)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "told_at"], name="delivered_once_a_way_and_telling")
        ]
        indexes = [
            models.Index(fields=["person", "left_at"], name="delivery_last_left"),
            models.Index(
                fields=["person", "due_at"], name="delivery_waiting", condition=models.Q(state=DeliveryState.WAITING)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.channel} {self.state}"
