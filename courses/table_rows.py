"""Tables as authors write them: a row on each line, its cells parted by a bar.

Good | Buys at | Sells at
Soap | ₹18     | ₹20
"""

from collections.abc import Iterable, Sequence

MOST_COLUMNS = 5


def as_written(rows: Iterable[Sequence[str]]) -> str:
    """``rows`` of cells as an author would write them."""
    return "\n".join(" | ".join(row) for row in rows)


def cells_of(written: str) -> list[list[str]]:
    """The cells of each line of ``written``, without the blanks around them; empty lines are none."""
    lines = (line.strip() for line in written.splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines if line]


def even_rows(written: str, columns: int) -> list[list[str]]:
    """The rows of ``written``, each with ``columns`` cells, for a translator may lose or add a bar.

    Missing cells are empty, and the last says what is too much.
    """
    rows = (cells + [""] * (columns - len(cells)) for cells in cells_of(written))
    return [[*cells[: columns - 1], " | ".join(cells[columns - 1 :])] for cells in rows]
