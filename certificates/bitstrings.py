"""A list of bits, one a certificate, as the W3C's Bitstring Status List wants it: packed, and never short.

A list has 131,072 places at least, so that who fetches it does not show which certificate she looks at.
"""

import base64
import gzip
from collections.abc import Iterable

PLACES = 131_072
PREFIX = "u"  # multibase: base64url without padding


def encoded(places: Iterable[int]) -> str:
    """The list in which the bits of ``places`` are set, counted from the left, from nought."""
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return PREFIX + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")
