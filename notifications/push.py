"""Letting a message appear on a phone while no page is open: ``settings.PUSH_BACKEND`` names the class that sends."""

import base64
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.module_loading import import_string

# Where the browsers of phones take messages in: Chrome and its kin, Firefox, Safari, Edge. The portal writes to no
# other address, whatever a browser calls its own: it would be asked to knock at doors inside its own house.
SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)


class DeviceIsGone(Exception):
    """The phone shows messages of the portal no more, and will not again at this address."""


class PushBackend(Protocol):
    """How a message gets to a phone."""

    def send(self, subscription: Mapping[str, object], payload: str) -> None:
        """Hand ``payload`` over for the phone of ``subscription``; raises DeviceIsGone, else OSError."""


class MemoryPush:
    """Keeps what was sent, for tests."""

    sent: list[tuple[str, str]] = []
    gone: set[str] = set()

    def send(self, subscription: Mapping[str, object], payload: str) -> None:
        endpoint = str(subscription["endpoint"])
        if endpoint in self.gone:
            raise DeviceIsGone
        self.sent.append((endpoint, payload))


def send_push(subscription: Mapping[str, object], payload: str) -> None:
    """Hand ``payload`` over by the configured backend; raises DeviceIsGone, OSError."""
    backend: PushBackend = import_string(settings.PUSH_BACKEND)()
    backend.send(subscription, payload)


def is_push_service(endpoint: str) -> bool:
    """Whether a browser's maker takes messages in there."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    known = any(host == service or host.endswith(f".{service}") for service in SERVICES)
    return parts.scheme == "https" and parts.port in (None, 443) and known and not parts.username


def public_key() -> str:
    """What a browser is told of the portal's key, so that it lets nobody else in; empty where the portal has none."""
    if not settings.VAPID_PRIVATE_KEY:
        return ""
    number = int.from_bytes(_decoded(settings.VAPID_PRIVATE_KEY))
    key = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _decoded(key: str) -> bytes:
    return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
