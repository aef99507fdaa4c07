"""How ffmpeg is told to make a light version, and what it answers: lists of words and numbers, nothing is run here.

Read is one file, by the reader its first bytes ask for: no list of other files, no address, nothing outside of it.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from media.enums import LightKind

LONGEST_SECONDS = {LightKind.SOUND: 3 * 3600, LightKind.VIDEO: 3600}
MOST_PIXELS = 4096 * 2304
SOUND_BITS = 24_000  # a second
VIDEO_LINES = 240
# Above this quality is kept and bits are not; what moves a lot stays below so many.
VIDEO_BITS = 180_000
# Less than a tenth saved is not worth a second file.
WORTH_IT = 0.9

MEDIA_TYPES = {LightKind.SOUND: "audio/webm", LightKind.VIDEO: "video/webm"}
NEEDED_STREAM = {LightKind.SOUND: "audio", LightKind.VIDEO: "video"}
_QUIET = ["-hide_banner", "-loglevel", "error"]
_SOUND = ["-c:a", "libopus", "-b:a", str(SOUND_BITS), "-ac", "1", "-ar", "48000"]
_VIDEO = [
    *("-c:v", "libvpx-vp9", "-b:v", str(VIDEO_BITS), "-crf", "40", "-deadline", "realtime", "-cpu-used", "6"),
    *("-row-mt", "1", "-g", "240", "-pix_fmt", "yuv420p"),
    # Never larger than it was, never more than 25 pictures a second, both sides even.
    *("-vf", f"fps='min(25,source_fps)',scale=-2:'min({VIDEO_LINES},trunc(ih/2)*2)'"),
]


@dataclass(frozen=True)
class Found:
    """What is in a file: how long it is, its streams (``audio``, ``video``) and the pixels of its largest picture."""

    seconds: float
    streams: frozenset[str]
    pixels: int = 0

    def is_too_much(self, kind: LightKind) -> bool:
        """Whether making ``kind`` of it would keep all that waits behind it waiting for too long."""
        return self.seconds > LONGEST_SECONDS[kind] or self.pixels > MOST_PIXELS


def probing(source: Path, demuxer: str) -> list[str]:
    """The command that tells what is in ``source``, as JSON for :func:`found_in`."""
    shown = "format=duration:stream=codec_type,width,height:stream_disposition=attached_pic"
    return ["ffprobe", *_QUIET, *_reading(source, demuxer), "-show_entries", shown, "-of", "json"]


def found_in(told: str) -> Found:
    """What ffprobe has told. A cover beside a song is no video. Raises ValueError where it told nothing of use."""
    try:
        said = json.loads(told)
        streams = [each for each in said.get("streams", []) if not each.get("disposition", {}).get("attached_pic")]
        pixels = [int(each.get("width", 0)) * int(each.get("height", 0)) for each in streams]
        seconds = float(said.get("format", {}).get("duration", 0))
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError("not what ffprobe tells") from error
    kinds = frozenset(str(each.get("codec_type")) for each in streams) & {"audio", "video"}
    return Found(seconds, kinds, max(pixels, default=0))


def lightening(kind: LightKind, source: Path, demuxer: str, target: Path) -> list[str]:
    """The command that makes ``target`` (WebM) from ``source``; lines of ``progress`` come on its output."""
    streams = ["-map", "0:a:0", "-vn"] if kind == LightKind.SOUND else ["-map", "0:V:0", "-map", "0:a:0?", *_VIDEO]
    return [
        *("ffmpeg", *_QUIET, "-nostdin", "-y", "-progress", "pipe:1", "-nostats"),
        *("-max_pixels", str(MOST_PIXELS), *_reading(source, demuxer)),
        *(*streams, "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-threads", "2"),
        *(*_SOUND, "-t", str(LONGEST_SECONDS[kind]), "-f", "webm", f"file:{target}"),
    ]


def seconds_done(line: str) -> float | None:
    """How far ffmpeg is by one line of its progress; None where the line tells something else."""
    name, _, value = line.strip().partition("=")
    try:
        return max(0.0, int(value) / 1_000_000) if name == "out_time_us" else None
    except ValueError:  # N/A before it has begun
        return None


def is_worth_it(light_bytes: int, original_bytes: int) -> bool:
    """Whether the light version saves enough to stand beside its original."""
    return 0 < light_bytes <= original_bytes * WORTH_IT


def _reading(source: Path, demuxer: str) -> list[str]:
    return ["-protocol_whitelist", "file", "-f", demuxer, "-i", f"file:{source}"]
