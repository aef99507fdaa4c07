"""What the square of a certificate says: few bytes, signed, so that it can be checked without asking the portal.

    1   version, always 1
    4   which key signed: the first bytes of its thumbprint (RFC 7638)
    5   the number
    2   issued on, days since 1-1-2020
    2   valid until, days since 1-1-2020; 0 for ever
    1   the ladder: 0 trained, 1 practising
    2+  name, title, organisation: the length in bytes of each, and its UTF-8
    64  the Ed25519 signature of all that stands before it

Written in base32 without padding: capital letters and digits, which a square holds in 5.5 bits each, and which may
stand in the fragment of an address. ``static/certificates/claims.js`` reads the same bytes; a test holds them together.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import date, timedelta

from certificates.enums import Ladder

VERSION = 1
HINT_BYTES, SIGNATURE_BYTES = 4, 64
NUMBER_BYTES, DAY_BYTES, LENGTH_BYTES = 5, 2, 2
EPOCH = date(2020, 1, 1)
LADDERS = (Ladder.TRAINED, Ladder.PRACTISING)
LETTERS_TOGETHER = 8  # base32 comes in eights


class ClaimIsBroken(ValueError):
    """It is not what the portal writes."""


@dataclass(frozen=True)
class Claim:
    """What is claimed: whose certificate it is, of what, from whom and for how long."""

    number: str
    name: str
    title: str
    organisation: str
    ladder: str
    issued_on: date
    valid_until: date | None


def to_bytes(claim: Claim, hint: bytes) -> bytes:
    """All that is signed; ``hint`` says by which key. Raises ClaimIsBroken where a day or a text does not fit."""
    try:
        head = [
            bytes([VERSION]),
            hint,
            int(claim.number).to_bytes(NUMBER_BYTES, "big"),
            _day_to_bytes(claim.issued_on),
            _day_to_bytes(claim.valid_until),
            bytes([LADDERS.index(Ladder(claim.ladder))]),
        ]
        texts = [each.encode() for each in (claim.name, claim.title, claim.organisation)]
        return b"".join([*head, *(len(each).to_bytes(LENGTH_BYTES, "big") + each for each in texts)])
    except (OverflowError, ValueError) as error:
        raise ClaimIsBroken from error


def from_bytes(signed: bytes) -> tuple[bytes, Claim]:
    """(by which key, what is claimed) in what was signed. Raises ClaimIsBroken."""
    reader = _Reader(signed)
    if reader.number(1) != VERSION:
        raise ClaimIsBroken
    hint = reader.take(HINT_BYTES)
    number = str(reader.number(NUMBER_BYTES))
    issued_on, valid_until, ladder = reader.number(DAY_BYTES), reader.number(DAY_BYTES), reader.number(1)
    name, title, organisation = reader.text(), reader.text(), reader.text()
    if reader.left or ladder >= len(LADDERS):
        raise ClaimIsBroken
    until = EPOCH + timedelta(days=valid_until) if valid_until else None
    issued = EPOCH + timedelta(days=issued_on)
    return hint, Claim(number, name, title, organisation, LADDERS[ladder].value, issued, until)


def to_text(signed: bytes, signature: bytes) -> str:
    """As it stands in a square or an address."""
    return base64.b32encode(signed + signature).decode().rstrip("=")


def from_text(text: str) -> tuple[bytes, bytes]:
    """(what was signed, the signature). Raises ClaimIsBroken, also where it is written in another way than ours."""
    try:
        found = base64.b32decode(text + "=" * (-len(text) % LETTERS_TOGETHER))
    except (binascii.Error, ValueError) as error:
        raise ClaimIsBroken from error
    signed, signature = found[:-SIGNATURE_BYTES], found[-SIGNATURE_BYTES:]
    if not signed or to_text(signed, signature) != text:
        raise ClaimIsBroken
    return signed, signature


def _day_to_bytes(day: date | None) -> bytes:
    return ((day - EPOCH).days if day else 0).to_bytes(DAY_BYTES, "big")


class _Reader:
    """Takes bytes from the front of what is left. Raises ClaimIsBroken where there are too few."""

    def __init__(self, left: bytes) -> None:
        self.left = left

    def take(self, length: int) -> bytes:
        taken, self.left = self.left[:length], self.left[length:]
        if len(taken) < length:
            raise ClaimIsBroken
        return taken

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "big")

    def text(self) -> str:
        try:
            return self.take(self.number(LENGTH_BYTES)).decode()
        except UnicodeDecodeError as error:
            raise ClaimIsBroken from error
