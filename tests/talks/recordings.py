"""Spoken messages as browsers record them: the containers, with nothing audible in them."""

import struct

SOUND, PICTURE = 2, 1


def webm(seconds: int = 23, *, tracks: tuple[int, ...] = (SOUND,)) -> bytes:
    """As Chromium writes it: a segment and clusters without a size, a block for each second."""
    kinds = b"".join(_element(b"\xae", _element(b"\x83", bytes([track]))) for track in tracks)
    clusters = b"".join(
        b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + _element(b"\xe7", struct.pack(">I", minute * 30_000)) + _blocks(length)
        for minute, length in enumerate([30] * (seconds // 30) + [seconds % 30])
    )
    head = b"\x1aE\xdf\xa3" + b"\x84\x42\x86\x81\x01"
    info = _element(b"\x15\x49\xa9\x66", _element(b"\x2a\xd7\xb1", struct.pack(">I", 1_000_000)))
    return head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + info + _element(b"\x16\x54\xae\x6b", kinds) + clusters


def ogg(seconds: int = 23, *, holds: bytes = b"OpusHead") -> bytes:
    """As Firefox writes it."""
    return _page(2, 0, holds) + b"".join(_page(0, second * 48_000, b"sound") for second in range(1, seconds + 1))


def mp4(seconds: int = 23, *, brand: bytes = b"iso5", tracks: tuple[bytes, ...] = (b"soun",)) -> bytes:
    """As Safari writes it: in fragments, which say when they begin."""
    times = _box(b"mdhd", bytes(12) + struct.pack(">II", 1000, 0) + bytes(4))
    kinds = b"".join(
        _box(b"trak", _box(b"mdia", times + _box(b"hdlr", bytes(8) + each + bytes(13)))) for each in tracks
    )
    fragments = b"".join(
        _box(b"moof", _box(b"traf", _box(b"tfdt", bytes(4) + struct.pack(">I", second * 1000)))) + _box(b"mdat", b"x")
        for second in range(seconds + 1)
    )
    return _box(b"ftyp", brand + bytes(4)) + (_box(b"moov", kinds) if tracks else _box(b"meta", b"")) + fragments


def _element(name: bytes, content: bytes) -> bytes:
    return name + bytes([0x80 | len(content)]) + content


def _blocks(seconds: int) -> bytes:
    times = range(0, seconds * 1000 + 1, 1000)
    return b"".join(_element(b"\xa3", b"\x81" + struct.pack(">h", time) + b"\x80sound") for time in times)


def _page(kind: int, place: int, content: bytes) -> bytes:
    return b"OggS\0" + bytes([kind]) + struct.pack("<qIII", place, 1, 0, 0) + bytes([1, len(content)]) + content


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content
