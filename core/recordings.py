"""A spoken message as phones record it: that it is sound and nothing else, and how long.

Read are the marks of its container, not the sound itself: whether that can be played is for the browser to find out.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

LONGEST_SECONDS = 120
# The clock of a phone is not ours, and the last piece is written after stop was pressed.
GRACE_SECONDS = 5
LARGEST_BYTES = 1_000_000
# Two minutes in pieces of 20 milliseconds are 6,000.
MOST_PIECES = 20_000

EBML = b"\x1aE\xdf\xa3"
SEGMENT, INFO, SCALE, TRACKS, TRACK, TRACK_TYPE = 0x18538067, 0x1549A966, 0x2AD7B1, 0x1654AE6B, 0xAE, 0x83
CLUSTER, CLUSTER_TIME, SIMPLE_BLOCK, BLOCK_GROUP, BLOCK = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
NANOSECONDS = 1_000_000_000
USUAL_SCALE = 1_000_000  # a millisecond
SOUND_OF_WEBM = 2

OGG = b"OggS"
FIRST_OF_A_STREAM = 2
OPUS_A_SECOND = 48_000

BOXES_OF_BOXES = (b"moov", b"trak", b"mdia", b"moof", b"traf")

Piece = tuple[int, int, int]


@dataclass(frozen=True)
class Recording:
    """``content`` as it came: to write it anew would take another program, and there is nothing in it but the sound."""

    content: bytes
    media_type: str
    seconds: int


def kept_recording(content: bytes, seconds: int) -> Recording:
    """``content`` as a recording of as many seconds as it says, give or take its last piece.

    The phone, which says ``seconds``, is believed where they agree, and where the content does not tell.

    Raises ValueError where it is none, holds a picture too, or is longer or larger than any.
    """
    if len(content) > LARGEST_BYTES:
        raise ValueError("too large")
    media_type, length_of = _container(content)
    length = length_of(content)
    if length > LONGEST_SECONDS + GRACE_SECONDS:
        raise ValueError("too long")
    if length and not length <= seconds <= length + GRACE_SECONDS:
        seconds = round(length)
    return Recording(content, media_type, max(1, min(seconds, LONGEST_SECONDS)))


def _container(content: bytes) -> tuple[str, Callable[[bytes], float]]:
    """Chromium and Firefox record in the first two, Safari in the last."""
    if content.startswith(EBML):
        return "audio/webm", _length_of_webm
    if content.startswith(OGG):
        return "audio/ogg", _length_of_ogg
    if content[4:8] == b"ftyp":
        return "audio/mp4", _length_of_mp4
    raise ValueError("not a recording")


def _length_of_webm(content: bytes) -> float:
    """When its last piece begins. A browser writes it as it records: what it holds has no size, and no length."""
    tracks, scale, begun, last = [], USUAL_SCALE, 0, 0
    for name, start, end in _elements(content):
        if name == TRACK_TYPE:
            tracks.append(_number(content[start:end]))
        elif name == SCALE:
            scale = _number(content[start:end])
        elif name == CLUSTER_TIME:
            begun = _number(content[start:end])
        elif name in (SIMPLE_BLOCK, BLOCK) and end > start:
            after_track = start + _width(content[start])
            last = max(last, begun + int.from_bytes(content[after_track : after_track + 2], signed=True))
    _refuse_all_but_sound(tracks, SOUND_OF_WEBM)
    return last * scale / NANOSECONDS


def _elements(content: bytes) -> Iterator[Piece]:
    """(name, from, to) of each; those that hold others are gone into, for not all of them have a size.

    A phone that went off as she spoke has kept a part of the last one.
    """
    at = 0
    for _piece in range(MOST_PIECES):
        if at + 1 >= len(content):
            return
        width = _width(content[at])
        name, at = _number(content[at : at + width]), at + width
        if at >= len(content):
            return
        width = _width(content[at])
        size, at = _number(content[at : at + width]) & ((1 << 7 * width) - 1), at + width
        if name in (SEGMENT, INFO, TRACKS, TRACK, CLUSTER, BLOCK_GROUP):
            continue
        yield name, at, min(at + size, len(content))
        at += size
    raise ValueError("not a recording: too many pieces")


def _width(first: int) -> int:
    """How many bytes a number takes, by the first of them."""
    if not first:
        raise ValueError("not a recording: no number")
    return 9 - first.bit_length()


def _number(content: bytes) -> int:
    return int.from_bytes(content)


def _length_of_ogg(content: bytes) -> float:
    at, last = 0, 0
    for _piece in range(MOST_PIECES):
        if at and at + 27 > len(content):
            return last / OPUS_A_SECOND
        if len(content) < 27:
            break
        if content[at : at + 4] != OGG:
            raise ValueError("not a recording: no page")
        parts = content[at + 26]
        start = at + 27 + parts
        if content[at + 5] & FIRST_OF_A_STREAM and not content[start:].startswith(b"OpusHead"):
            raise ValueError("not a recording: no sound")
        last = max(last, int.from_bytes(content[at + 6 : at + 14], "little", signed=True))
        at = start + sum(content[at + 27 : start])
    raise ValueError("not a recording: too many pieces")


def _length_of_mp4(content: bytes) -> float:
    """A browser writes it in fragments: of these, when the last begins."""
    tracks, a_second, last = [], 1, 0
    for name, start, _end in _boxes(content):
        is_long = content[start : start + 1] == b"\x01"
        if name == b"hdlr":
            tracks.append(content[start + 8 : start + 12])
        elif name == b"mdhd":
            at = start + (20 if is_long else 12)
            a_second = _number(content[at : at + 4]) or 1
            last = _number(content[at + 4 : at + (12 if is_long else 8)])
        elif name == b"tfdt":
            last = max(last, _number(content[start + 4 : start + (12 if is_long else 8)]))
    _refuse_all_but_sound(tracks, b"soun")
    return last / a_second


def _boxes(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(name, from, to) of each; those that hold others are gone into."""
    at = 0
    for _piece in range(MOST_PIECES):
        if at + 8 > len(content):
            return
        size, name, head = _number(content[at : at + 4]), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = _number(content[at + 8 : at + 16]), 16
        size = size or len(content) - at
        if size < head:
            raise ValueError("not a recording: no box")
        if name in BOXES_OF_BOXES:
            at += head
        else:
            yield name, at + head, min(at + size, len(content))
            at += size
    raise ValueError("not a recording: too many pieces")


def _refuse_all_but_sound(tracks: Collection[object], sound: object) -> None:
    if not tracks or any(track != sound for track in tracks):
        raise ValueError("not a recording: no sound, or more than that")
