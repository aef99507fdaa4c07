"""Captions as players read them (WebVTT): checked line by line, and written anew so that all look alike.

SubRip (SRT), which most programs for captions write, is read too: it differs by its numbers and its commas.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from media.errors import CaptionsAreWrong

MOST_CUES = 5_000
NOT_SPOKEN = ("NOTE", "STYLE", "REGION")
ARROW = "-->"
_TIME = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)[.,](\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*{ARROW}\s*{_TIME}(?:\s.*)?", re.ASCII)

NO_TIME = _("here a time should stand, such as 00:01.000 --> 00:04.500")
NO_WORDS = _("there are no words below this time")
ENDS_EARLY = _("it ends before it begins")
BEGINS_EARLY = _("it begins before the one above it")
ARROW_IN_WORDS = _("a blank line is missing above this time")
EMPTY = _("there are no captions in it")
TOO_MANY = _("there are more than 5,000 captions")

Line = tuple[int, str]


@dataclass(frozen=True)
class Cue:
    """``words``, lines apart by a line break, shown from ``start`` to ``end`` (milliseconds)."""

    start: int
    end: int
    words: str


def cues_in(text: str) -> list[Cue]:
    """What ``text`` shows, in order. Raises CaptionsAreWrong, which says which line is wrong and why."""
    cues: list[Cue] = []
    for block in _blocks(text):
        if block[0][1].split(maxsplit=1)[0] in NOT_SPOKEN:
            continue
        cue = _cue(block)
        if cues and cue.start < cues[-1].start:
            raise CaptionsAreWrong(block[0][0], BEGINS_EARLY)
        cues.append(cue)
        if len(cues) > MOST_CUES:
            raise CaptionsAreWrong(block[0][0], TOO_MANY)
    if not cues:
        raise CaptionsAreWrong(1, EMPTY)
    return cues


def written(cues: list[Cue]) -> str:
    """As WebVTT, without anything but times and words."""
    shown = (f"{_clock(cue.start)} {ARROW} {_clock(cue.end)}\n{cue.words}\n" for cue in cues)
    return "\n".join(["WEBVTT\n", *shown])


def _blocks(text: str) -> Iterator[list[Line]]:
    """The lines between blank lines, each with its number; the head of the file is none."""
    lines = enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1)
    blocks = (list(block) for is_blank, block in groupby(lines, key=lambda line: not line[1].strip()) if not is_blank)
    for place, block in enumerate(blocks):
        if place == 0 and block[0][1].split(maxsplit=1)[0] == "WEBVTT":
            continue
        yield block


def _cue(block: list[Line]) -> Cue:
    """A name or a number may stand above the time."""
    (number, times), *words = block if ARROW in block[0][1] or len(block) == 1 else block[1:]
    found = _TIMES.fullmatch(times)
    if found is None:
        raise CaptionsAreWrong(block[0][0] if ARROW not in times else number, NO_TIME)
    start, end = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    if end <= start:
        raise CaptionsAreWrong(number, ENDS_EARLY)
    if not words:
        raise CaptionsAreWrong(number, NO_WORDS)
    for place, line in words:
        if ARROW in line:
            raise CaptionsAreWrong(place, ARROW_IN_WORDS)
    return Cue(start, end, "\n".join(line.strip() for _number, line in words))


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def _clock(milliseconds: int) -> str:
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
