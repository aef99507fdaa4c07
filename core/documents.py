"""A file that somebody hands in, such as a plan typed on a computer: that it is what it calls itself, and its name."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from core.text import line

# By how the name ends: the type it is handed out as, and how its content begins.
PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
KINDS = {
    ".pdf": ("application/pdf", PDF),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    ".odt": ("application/vnd.oasis.opendocument.text", ZIP),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", ZIP),
}
# What an office file of each kind has in it; with macros it would call itself otherwise.
FIRST_PARTS = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".odt": "content.xml",
    ".ods": "content.xml",
}
MACROS = "vbaproject.bin"
LONGEST_NAME = 120


@dataclass(frozen=True)
class Document:
    """``content`` as it came, under a name of plain characters."""

    content: bytes
    media_type: str
    name: str


def kept_document(content: bytes, name: str) -> Document:
    """``content`` as a document, known by how ``name`` ends. Raises ValueError where it is none of KINDS."""
    ending = PurePath(name).suffix.lower()
    if ending not in KINDS:
        raise ValueError("not a kind of document")
    media_type, beginning = KINDS[ending]
    if not content.startswith(beginning):
        raise ValueError("not what it calls itself")
    if ending in FIRST_PARTS:
        _refuse_all_but(content, FIRST_PARTS[ending])
    stem = line(PurePath(name.replace("\\", "/")).stem)[: LONGEST_NAME - len(ending)] or "file"
    return Document(content, media_type, f"{stem}{ending}")


def _refuse_all_but(content: bytes, part: str) -> None:
    """Its list of parts is read, nothing of it is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = {each.lower() for each in packed.namelist()}
    except BadZipFile as error:
        raise ValueError("not what it calls itself") from error
    if part not in names or any(each.endswith(MACROS) for each in names):
        raise ValueError("not what it calls itself")
