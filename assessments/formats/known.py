"""The forms of file that are known, by name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from assessments.formats import aiken, gift, gift_written, moodle_xml, moodle_xml_written
from assessments.formats.writing import Row
from exchange.kinds import FileReader


@dataclass(frozen=True)
class FormOfFile:
    """A form of file: how it is read, and how rows are written; its files end in ``.ending``.

    One without comments says of what it leaves out, and why, beside the file.
    """

    reader: FileReader
    write: Callable[[Iterable[Row]], Iterator[str]]
    ending: str
    content_type: str = "text/plain"
    left_out_of: Callable[[Iterable[Row]], Iterable[tuple[str, str | Promise]]] = lambda rows: ()


# A file may be one of several by its ending: the first that knows it by what stands in it reads it.
FORMS = {
    "moodle-xml": FormOfFile(
        FileReader("Moodle XML", (".xml",), moodle_xml.is_moodle_xml, moodle_xml.read),
        moodle_xml_written.write,
        "xml",
        "application/xml",
    ),
    "aiken": FormOfFile(
        FileReader("Aiken", (".txt",), aiken.is_aiken, aiken.read),
        aiken.write,
        "txt",
        left_out_of=aiken.left_out_of,
    ),
    "gift": FormOfFile(FileReader("GIFT", (".gift", ".txt"), gift.is_gift, gift.read), gift_written.write, "gift.txt"),
}
