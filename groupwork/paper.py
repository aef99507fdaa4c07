"""A group's way on paper: what it chose, what it dropped and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.print import Sheet


@dataclass(frozen=True)
class Part:
    """A part of the paper: a head, what is said below it, and (what is asked, what was answered) as a table."""

    heading: str
    items: list[str]
    table: list[tuple[str, str]]


def path_on_paper(name: str, below: str, parts: Iterable[Part], *, language: str) -> bytes:
    """The parts in order as a PDF in ``language``."""
    sheet = Sheet(name, language=language, below=below)
    for part in parts:
        sheet.heading(part.heading)
        sheet.items(part.items)
        if part.table:
            sheet.table([], part.table, widths=[2, 3])
    return sheet.as_bytes()
