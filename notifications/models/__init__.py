from notifications.models.choices import QUIET, NoticeChoice
from notifications.models.deliveries import Delivery, DeliveryQuerySet
from notifications.models.devices import PushDevice
from notifications.models.notices import Notice, NoticeQuerySet

__all__ = [
    "QUIET",
    "Delivery",
    "DeliveryQuerySet",
    "Notice",
    "NoticeChoice",
    "NoticeQuerySet",
    "PushDevice",
]
