"""What kind of file a sound or video is, by its first bytes: a name says nothing about what is inside."""

from dataclasses import dataclass

# So many bytes tell all kinds below.
HEAD_BYTES = 64


@dataclass(frozen=True)
class Container:
    """``demuxer`` is how ffmpeg calls its reader of this kind; ``endings`` are those of the names it goes by."""

    name: str
    demuxer: str
    endings: frozenset[str]


MP3 = Container("MP3", "mp3", frozenset({"mp3"}))
OGG = Container("Ogg", "ogg", frozenset({"ogg", "opus"}))
MP4 = Container("MP4", "mov", frozenset({"mp4", "m4a"}))
WEBM = Container("WebM", "matroska", frozenset({"webm"}))

# Kinds of ``ftyp`` that are pictures: a photo of a phone must not pass for a film.
PICTURES_OF_MP4 = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis")


def container_of(head: bytes) -> Container | None:
    """The kind of the file that begins with ``head`` (at least HEAD_BYTES of it); None where it is none of these.

    A list of other files (HLS, a playlist) is none of these: it would have the reader open whatever it names.
    """
    if head.startswith(b"OggS"):
        return OGG
    if head.startswith(b"\x1aE\xdf\xa3"):
        return WEBM if b"webm" in head or b"matroska" in head else None
    if head[4:8] == b"ftyp":
        return None if head[8:12] in PICTURES_OF_MP4 else MP4
    return MP3 if head.startswith(b"ID3") or _is_frame_of_mp3(head) else None


def _is_frame_of_mp3(head: bytes) -> bool:
    """Eleven bits of sync, then a version, layer, bit rate and sample rate that there are."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, sample_rate = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and bit_rate not in (0, 15) and sample_rate != 3
