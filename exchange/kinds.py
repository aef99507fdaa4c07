"""What may be brought in from a file: each app lends its kinds of table in its ``lends.py``."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Protocol

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.forms import Form, PlainLinesField
from core.limits import LARGEST_FILE_BYTES
from core.local_text import filled_in, listed
from core.registry import Registry
from core.text import clean, cut, fold, line, words
from exchange.enums import Verdict
from exchange.errors import ColumnIsMissing, FileIsTooLarge
from exchange.reading import LONGEST_CELL, MOST_ROWS, decoded

# A row as its form has read it: {key of a column: cleaned value}.
Row = Mapping[str, Any]
Text = str | Promise

# How many rows are looked at together: what is held in memory, and what one transaction writes at most.
ROWS_AT_ONCE = 50


@dataclass(frozen=True)
class ImportColumn:
    """A column of a table. It is known by its key, its label in English or the reader's language, or ``also``.

    ``help`` says what to write in it, where its label does not.
    """

    key: str
    label: Text
    help: Text = ""
    required: bool = False
    also: Sequence[str] = ()
    example: str = ""


@dataclass(frozen=True)
class FoundRow:
    """A row that a :class:`FileReader` found: its line in the file, and {key of a column: what stands there}.

    ``notes`` say {key of the column, or nothing: sentence} what of it could not be taken as it stands in the file;
    where it ``is_refused``, why nothing of it can be.
    """

    number: int
    cells: Mapping[str, str]
    notes: Mapping[str, Text] = field(default_factory=dict)
    is_refused: bool = False


@dataclass(frozen=True)
class FileReader:
    """A form of file beside tables, by its ``name``: which text is one, of files with one of these ``endings``.

    ``rows`` finds its rows, and raises a Refusal where there is no reading it.
    """

    name: Text
    endings: tuple[str, ...]
    is_one: Callable[[str], bool]
    rows: Callable[[str], Iterable[FoundRow]]


@dataclass(frozen=True)
class Judgement:
    """What a row would do, and why, or what stood there before: {key of the column, or nothing: sentence}."""

    verdict: Verdict
    reasons: Mapping[str, Text] = field(default_factory=dict)


@dataclass
class Asked:
    """The circumstances of an import: what it is ``about`` (a key, or nothing), who brings it in, in which language,
    and the ``way`` of its kind that was chosen.

    ``earlier`` are the identities of the rows above of which it is certain what they do: a row may stand on one of
    them. ``noted`` is what a kind keeps of them for itself, ``heard`` whom it keeps by the sound of a name. ``room`` is
    for how many more rows there is room, where a kind counts them; in a check alone, for what is written takes its room
    itself.
    """

    about: str
    by: Any
    language: str
    earlier: set[str] = field(default_factory=set)
    noted: set[str] = field(default_factory=set)
    heard: dict[str, set[Any]] = field(default_factory=dict)
    is_check: bool = False
    room: int | None = None
    way: str = ""

    def takes_room(self) -> bool:
        """Whether there is room for one more, which takes it."""
        if self.room is not None:
            self.room -= 1
        return self.room is None or self.room >= 0


class Batch(Protocol):
    """Rows of one file that stand below each other, judged and written together. Each is judged as if the rows above
    it that were handed to ``write`` were written already.
    """

    def judge(self, row: Row) -> Judgement:
        """What the row would do."""

    def write(self, row: Row) -> None:
        """Write the row, which was just judged, now or with others by the end of ``finish``."""

    def finish(self) -> list[Refusal | None]:
        """Of each row that was handed to ``write``, in their order, what refused it: nothing of it is kept."""


@dataclass(frozen=True)
class Room:
    """For how many new ``rows`` there is room, in a sentence too; ``address`` is where more is made, by ``action``."""

    rows: int
    sentence: Text
    address: str
    action: Text


@dataclass(frozen=True)
class ImportKind:
    """One kind of table that may be brought in: a column for each field of ``form``, which reads a row.

    What the form finds wrong is shown with its cell, and the row is not taken. ``may`` says whether a user may bring it
    in about something; ``batch`` judges and writes rows, ``at_once`` of them in one transaction (see
    :func:`one_by_one`); ``identity`` is what two rows about the same thing have in common, ``same_above`` what is said
    of the second where the usual sentence is not enough; ``back`` is the address to go back to. ``room`` says for how
    many there is room, and where more of it is made; a row in doubt by a column of ``without_room`` takes none of it.
    ``example`` is a row to show, ``also`` are further names by which a column is known. ``readers`` read files that are
    no tables. ``completing`` makes, of what an import is about, a function from the cells of a row to those with what
    they do not say themselves; ``says`` is a sentence about it. Of the ``ways`` in which a user's rows may come, (name,
    label), one is chosen, the first unless she says otherwise. Whether it is still hers when rows are written is for
    ``batch`` to ask.
    """

    title: Text
    form: type[Form]
    may: Callable[[Any, str], bool]
    identity: Callable[[Row], str]
    batch: "Callable[[Sequence[Row], Asked], Batch]"
    back: Callable[[str], str]
    at_once: int = 1
    same_above: Text = ""
    room: Callable[[Any, str], "Room | None"] = lambda user, about: None
    without_room: Sequence[str] = ()
    example: Mapping[str, Text] = field(default_factory=dict)
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    readers: Sequence[FileReader] = ()
    completing: Callable[[str], Callable[[Mapping[str, str]], Mapping[str, str]]] = lambda about: lambda cells: cells
    says: Callable[[str], Text] = lambda about: ""
    ways: Callable[[Any], Sequence[tuple[str, Text]]] = lambda user: ()

    @property
    def of_lines(self) -> frozenset[str]:
        """The columns whose cells may have several lines."""
        fields = self.form.base_fields
        return frozenset(key for key, each in fields.items() if isinstance(each, PlainLinesField))

    @property
    def columns(self) -> list[ImportColumn]:
        """A column for each field of the form, in its order."""
        return [
            ImportColumn(
                key,
                each.label or key,
                help=each.help_text,
                required=each.required,
                also=self.also.get(key, ()),
                example=str(self.example.get(key, "")),
            )
            for key, each in self.form.base_fields.items()
        ]


def one_by_one(
    judge: Callable[[Row, Asked], Judgement], write: Callable[[Row, Asked], None]
) -> Callable[[Sequence[Row], Asked], Batch]:
    """For a kind whose rows have nothing in common: ``write`` does what a row says, and may raise a Refusal."""

    def batch(rows: Sequence[Row], asked: Asked) -> Batch:
        return _OneByOne(judge, write, asked)

    return batch


@dataclass
class _OneByOne:
    judge_row: Callable[[Row, Asked], Judgement]
    write_row: Callable[[Row, Asked], None]
    asked: Asked
    fates: list[Refusal | None] = field(default_factory=list)

    def judge(self, row: Row) -> Judgement:
        return self.judge_row(row, self.asked)

    def write(self, row: Row) -> None:
        self.fates.append(fate_of(lambda: self.write_row(row, self.asked)))

    def finish(self) -> list[Refusal | None]:
        return self.fates


def fate_of(write: Callable[[], None]) -> Refusal | None:
    """Write something, or nothing of it where it is refused: by what."""
    try:
        with transaction.atomic():
            write()
    except Refusal as refusal:
        return refusal
    return None


# What is shown of a cell that is too long to be kept.
LONGEST_SHOWN = 200
_TOO_LONG = _("This is longer than 2,000 letters.")

IMPORT_KINDS: Registry[ImportKind] = Registry("kind of import")


def matched(header: Sequence[str], columns: Sequence[ImportColumn], *, given: Collection[str] = ()) -> dict[str, int]:
    """{key of a column: its place in ``header``}; columns of the file that nobody knows are left out.

    What is ``given`` need not be there. Raises ColumnIsMissing, which names every required column that is not there.
    """
    known = {spelling: column.key for column in columns for spelling in _spellings(column)}
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        key = known.get(_plain(name))
        if key is not None:
            found.setdefault(key, place)
    missing = [column.label for column in columns if column.required and column.key not in {*found, *given}]
    if missing:
        raise ColumnIsMissing(
            filled_in(_("These columns are missing in the file: %(names)s."), {"names": listed(missing)})
        )
    return found


def cells_by(places: Mapping[str, int], row: Sequence[str], *, of_lines: Collection[str] = ()) -> dict[str, str]:
    """{key of a column: what stands there in ``row``}, by the ``places`` that :func:`matched` found.

    Each on one line, but for the columns ``of_lines``.
    """
    found = {key: row[place] if place < len(row) else "" for key, place in places.items()}
    return {key: text if key in of_lines else line(text) for key, text in found.items()}


def reader_of(readers: Sequence[FileReader], file_name: str, content: bytes) -> FileReader | None:
    """The one whose file this is by its ending and its text; none where it is a table. Raises FileCannotBeRead."""
    may_read = [each for each in readers if file_name.lower().endswith(each.endings)]
    text = decoded(content) if may_read else ""
    return next((each for each in may_read if each.is_one(text)), None)


def rows_read(reader: FileReader, content: bytes) -> list[FoundRow]:
    """What ``reader`` finds, no more than a table has. Raises FileIsTooLarge, FileCannotBeRead, its refusals."""
    if len(content) > LARGEST_FILE_BYTES:
        raise FileIsTooLarge
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    rows = list(islice(reader.rows(text), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise FileIsTooLarge
    # Not the file as a whole: a sign of its form and what follows it might become one character.
    kept = [replace(row, cells={column: clean(cell) for column, cell in row.cells.items()}) for row in rows]
    return [_of_length(row) for row in kept]


def _of_length(row: FoundRow) -> FoundRow:
    """The row, or that it is refused for a cell that holds more than a cell of a table may; the cell is cut."""
    long = [column for column, cell in row.cells.items() if len(cell) > LONGEST_CELL]
    if not long:
        return row
    cells = {column: cut(cell, LONGEST_SHOWN) if column in long else cell for column, cell in row.cells.items()}
    return replace(row, cells=cells, notes={**row.notes, **dict.fromkeys(long, _TOO_LONG)}, is_refused=True)


def _spellings(column: ImportColumn) -> set[str]:
    with translation.override("en"):
        english = str(column.label)
    return {_plain(name) for name in (column.key, english, str(column.label), *column.also)}


def _plain(name: str) -> str:
    return " ".join(words(fold(name.replace("_", " "))))
