"""What may be brought in from a file: each app lends its kinds of table in its ``lends.py``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.registry import Registry
from core.text import fold, words
from exchange.enums import Verdict
from exchange.errors import ColumnIsMissing

Cells = Mapping[str, str]
Text = str | Promise


@dataclass(frozen=True)
class ImportColumn:
    """A column of a table. It is known by its key, its label in English or the reader's language, or ``also``."""

    key: str
    label: Text
    required: bool = False
    also: Sequence[str] = ()
    example: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a row would do; where it is refused or doubtful, why, and the key of the column at fault."""

    verdict: Verdict
    reason: Text = ""
    column: str = ""


@dataclass
class Asked:
    """The circumstances of an import: what it is ``about`` (a key, or nothing), who brings it in, in which language.

    ``earlier`` are the rows above by their identity: a row may stand on one of them.
    """

    about: str
    by: Any
    language: str
    earlier: dict[str, Cells] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportKind:
    """One kind of table that may be brought in.

    ``may`` says whether a user may bring it in about something; ``judge`` reads and says what a row would do;
    ``write`` does it, in a transaction of the row's own, and may raise a Refusal; ``identity`` is what two rows about
    the same thing have in common; ``back`` is the address to go back to.
    """

    title: Text
    columns: Sequence[ImportColumn]
    may: Callable[[Any, str], bool]
    identity: Callable[[Cells], str]
    judge: Callable[[Cells, Asked], Judgement]
    write: Callable[[Cells, Asked], None]
    back: Callable[[str], str]


IMPORT_KINDS: Registry[ImportKind] = Registry("kind of import")


def matched(header: Sequence[str], columns: Sequence[ImportColumn]) -> dict[str, int]:
    """{key of a column: its place in ``header``}; columns of the file that nobody knows are left out.

    Raises ColumnIsMissing, which names every required column that is not there.
    """
    known = {spelling: column.key for column in columns for spelling in _spellings(column)}
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        key = known.get(_plain(name))
        if key is not None:
            found.setdefault(key, place)
    missing = [str(column.label) for column in columns if column.required and column.key not in found]
    if missing:
        raise ColumnIsMissing(_("These columns are missing in the file: %(names)s.") % {"names": ", ".join(missing)})
    return found


def _spellings(column: ImportColumn) -> set[str]:
    with translation.override("en"):
        english = str(column.label)
    return {_plain(name) for name in (column.key, english, str(column.label), *column.also)}


def _plain(name: str) -> str:
    return " ".join(words(fold(name.replace("_", " "))))
