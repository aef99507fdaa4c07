"""The trainer's side in a lesson file: the part ``teaching`` of it."""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from courses.file_shapes import Line, Strict, Words
from courses.table_rows import as_written

# As long as the blocks let an editor write them (courses.teaching_blocks).
Title = Annotated[str, Field(min_length=1, max_length=200)]
Column = Annotated[str, Field(min_length=1, max_length=80)]
MaybeLine = Annotated[str, Field(max_length=400)]
MaybeWords = Annotated[str, Field(max_length=1200)]


class PlanRow(Strict):
    minutes: Annotated[int, Field(ge=1, le=480)]
    what: Line
    how: MaybeWords = ""


class Say(Strict):
    """Words to say as they stand; ``when`` names the moment."""

    when: MaybeLine = ""
    words: Words


class Expected(Strict):
    question: Line
    answers: Annotated[list[Line], Field(min_length=1)]


class Mistake(Strict):
    mistake: Line
    help: Words


class Card(Strict):
    """``front`` is on the card that is cut out, ``back`` on the trainer's list of them."""

    front: Line
    back: MaybeLine = ""


class Cards(Strict):
    """Cards to cut out; ``copies`` of each are printed."""

    title: Title
    note: MaybeWords = ""
    copies: Annotated[int, Field(ge=1, le=20)] = 1
    cards: Annotated[list[Card], Field(min_length=1, max_length=60)]


class Sheet(Strict):
    """A sheet to fill by hand: rows that stand in it, then ``empty_rows``."""

    title: Title
    note: MaybeWords = ""
    columns: Annotated[list[Column], Field(min_length=1, max_length=6)]
    rows: list[list[str]] = []
    empty_rows: Annotated[int, Field(ge=0, le=40)] = 6

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        if any(len(row) > len(self.columns) for row in self.rows):
            raise ValueError("a row has more cells than the sheet has columns")
        return self


class Teaching(Strict):
    """What a trainer needs, each part of it where there is something to say."""

    plan: list[PlanRow] = []
    materials: list[Line] = []
    say: list[Say] = []
    answers: list[Expected] = []
    mistakes: list[Mistake] = []
    everybody: list[Line] = []
    cards: list[Cards] = []
    sheets: list[Sheet] = []

    def blocks(self) -> Iterator[tuple[str, Any]]:
        """As blocks of a page, in the order in which she needs them."""
        for name in ("plan", "materials", "say", "answers", "mistakes", "everybody"):
            rows = getattr(self, name)
            if rows:
                yield name, [row if isinstance(row, str) else row.model_dump() for row in rows]
        yield from (("cards", cards.model_dump()) for cards in self.cards)
        for sheet in self.sheets:
            yield "sheet", {**sheet.model_dump(), "rows": as_written(sheet.rows)}
