"""The phones on which messages may appear."""

from django.db import transaction
from django.utils import timezone

from core.services import record_audit
from notifications.models import PushDevice
from people.models import Person, User


@transaction.atomic
def allow_device(person: Person, *, endpoint: str, p256dh: str, auth: str, by: User) -> PushDevice:
    """From now on messages for ``person`` appear on this phone, and on it those of nobody else."""
    values = {"person": person, "p256dh": p256dh, "auth": auth, "made_at": timezone.now()}
    device, _is_new = PushDevice.objects.update_or_create(endpoint=endpoint, defaults=values)
    record_audit("push_device.allowed", device, by=by)
    return device


@transaction.atomic
def stop_devices(person: Person, *, by: User) -> None:
    """On no phone do messages for ``person`` appear any more."""
    for device in PushDevice.objects.filter(person=person):
        record_audit("push_device.stopped", device, by=by)
        device.delete()
