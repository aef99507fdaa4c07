"""The portal's own key pair (Ed25519): the private half is a setting, and never leaves this module."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


class KeyIsBroken(ValueError):
    """What is set is not 32 bytes in base64url."""


@dataclass(frozen=True)
class PublicKey:
    """A key that checks, by its ``x`` (32 bytes in base64url)."""

    x: str

    @property
    def jwk(self) -> dict[str, str]:
        """As RFC 8037 writes it."""
        return {"crv": "Ed25519", "kty": "OKP", "x": self.x}

    @property
    def digest(self) -> bytes:
        """SHA-256 of the key in the one way of writing it (RFC 7638)."""
        return hashlib.sha256(json.dumps(self.jwk, sort_keys=True, separators=(",", ":")).encode()).digest()

    @property
    def name(self) -> str:
        """Its thumbprint."""
        return to_base64url(self.digest)

    def has_signed(self, signed: bytes, signature: bytes) -> bool:
        """Whether ``signature`` is of ``signed``, by the private half of this key."""
        try:
            Ed25519PublicKey.from_public_bytes(from_base64url(self.x)).verify(signature, signed)
        except InvalidSignature:
            return False
        return True


def own_key() -> PublicKey:
    """The public half of the key in use. Raises KeyIsBroken."""
    return _pair(settings.CERTIFICATE_KEY)[1]


def sign(message: bytes) -> bytes:
    """The signature of ``message`` by the key in use. Raises KeyIsBroken."""
    return _pair(settings.CERTIFICATE_KEY)[0].sign(message)


def to_base64url(data: bytes) -> str:
    """``data`` in base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """The bytes of ``text``. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@lru_cache(maxsize=4)
def _pair(seed: str) -> tuple[Ed25519PrivateKey, PublicKey]:
    try:
        drawn = from_base64url(seed)
        private = Ed25519PrivateKey.from_private_bytes(drawn)
    except ValueError as error:
        raise KeyIsBroken("CERTIFICATE_KEY must be 32 bytes in base64url") from error
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return private, PublicKey(to_base64url(public))
