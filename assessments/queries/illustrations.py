"""Pictures and sounds of questions, found in the library."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from wagtail.images.shortcuts import get_rendition_or_not_found

from assessments.illustrated import PROMPT
from media.models import LearningImage, LearningMedia
from media.queries import pictures_in_sizes
from media.queries import sounds as all_sounds

# What is asked goes over the width of a phone; two options stand beside each other.
SIZES = {True: "max-640x640|format-webp", False: "max-320x320|format-webp"}


class Picture(NamedTuple):
    """Where it is, how large it is in pixels, and what is on it, for who cannot see it."""

    address: str
    width: int
    height: int
    words: str


class Sound(NamedTuple):
    """Where it is, what is said in it, and whether a machine speaks."""

    address: str
    words: str
    is_machine: bool


@dataclass(frozen=True)
class Library:
    """Of the library what some questions have: {number: it}. What was taken out since is missing."""

    images: Mapping[int, LearningImage]
    recordings: Mapping[int, LearningMedia]

    def seen(self, numbers: Mapping[str, int]) -> dict[str, Picture]:
        """The pictures of one question by the same names."""
        found = {name: self.images[number] for name, number in numbers.items() if number in self.images}
        return {name: _picture(image, SIZES[name == PROMPT]) for name, image in found.items()}

    def heard(self, numbers: Mapping[str, int]) -> dict[str, Sound]:
        """The sounds of one question by the same names."""
        found = {name: self.recordings[number] for name, number in numbers.items() if number in self.recordings}
        return {name: Sound(each.file.url, each.transcript, each.machine_voice) for name, each in found.items()}


def library_of(pictures: set[int], sounds: set[int]) -> Library:
    """The numbers named, with the sizes that are shown: at most three queries."""
    return Library(
        pictures_in_sizes(pictures, list(SIZES.values())) if pictures else {},
        all_sounds().in_bulk(sounds) if sounds else {},
    )


def _picture(image: LearningImage, size: str) -> Picture:
    """A drawing is sent as it is."""
    shown = image if image.is_svg() else get_rendition_or_not_found(image, size)
    address = image.file.url if image.is_svg() else shown.url
    return Picture(address, int(shown.width), int(shown.height), image.default_alt_text)
