from notifications.services.choosing import choose_ways
from notifications.services.delivering import deliver
from notifications.services.devices import allow_device, stop_devices
from notifications.services.telling import (
    NEWS_IS_KEPT,
    mark_opened,
    mark_read,
    notify,
    notify_each,
    purge_old_notices,
    write_notice,
)

__all__ = [
    "NEWS_IS_KEPT",
    "allow_device",
    "choose_ways",
    "deliver",
    "mark_opened",
    "mark_read",
    "notify",
    "notify_each",
    "purge_old_notices",
    "stop_devices",
    "write_notice",
]
