"""The contents of a lesson: those of its steps that have a heading, by what it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.models import LessonPage


@dataclass(frozen=True)
class ContentsLine:
    """A step that can be gone to; ``language`` is the one of the title, empty where that is the reader's."""

    step: int
    title: str
    language: str = ""


def contents_of(lesson: LessonPage) -> Iterator[ContentsLine]:
    """Text and pictures have no heading of their own: they belong to the step above them."""
    for step, block in enumerate(lesson.body, start=1):
        if block.block_type in _READERS_WORDS:
            yield ContentsLine(step, _READERS_WORDS[block.block_type]())
        elif block.block_type in _OWN_WORDS:
            yield ContentsLine(step, str(_OWN_WORDS[block.block_type](block.value)), lesson.content_language)


_READERS_WORDS: dict[str, Callable[[], str]] = {
    "why": lambda: _("Why this lesson"),
    "talk": lambda: _("Talk about it"),
    "rule": lambda: _("Take home"),
}
_OWN_WORDS: dict[str, Callable[[Any], str]] = {
    "heading": str,
    "audio": lambda value: value["title"],
    "video": lambda value: value["title"],
    "download": lambda value: value["title"],
    "activity": lambda value: value["title"],
    "worked_sum": lambda value: value["title"],
    "live_sum": lambda value: value["title"],
    "table": lambda value: value["title"],
    "form": lambda value: value["title"],
    "self_check": lambda value: value["question"],
}
