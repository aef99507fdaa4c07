"""XML that strangers wrote, as a tree: no document types, no entities, no more parts than a file of questions has."""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext_lazy as _

from assessments.errors import XmlCannotBeRead
from core.local_text import filled_in

# Ten thousand questions of a hundred parts.
MOST_PARTS = 1_000_000
DEEPEST = 100
LINE = "line"
# What a text that was read as such may say it was written in.
_AS_READ = re.compile(r"utf-?(8|16)(le|be)?|us-ascii|iso-8859-1|windows-1252", re.IGNORECASE)
_DECLARED = re.compile(r"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")


def read_tree(text: str, *, numbered: str) -> Element:
    """The root of ``text``; each part called ``numbered`` has the LINE it begins on. Raises XmlCannotBeRead."""
    declared = _DECLARED.match(text.lstrip())
    if declared and not _AS_READ.fullmatch(declared[1]):
        raise XmlCannotBeRead(_("This file is written in another encoding. Save it in UTF-8 and choose it again."))
    builder = _Numbering(numbered)
    parser: Any = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.place = parser.parser
    try:
        parser.feed(text.lstrip())
        root: Element = parser.close()
    except DefusedXmlException:
        raise XmlCannotBeRead(
            _("This file has a document type or entities, which may hide anything: it is not read.")
        ) from None
    except ParseError as error:
        sentence = _("This file breaks off or is no XML, at its line %(line)s. Save it again and choose it again.")
        raise XmlCannotBeRead(filled_in(sentence, {"line": error.position[0]})) from error
    return root


class _Numbering(TreeBuilder):
    """Builds the tree, and counts."""

    def __init__(self, numbered: str) -> None:
        super().__init__()
        self.numbered, self.place = numbered, None
        self.parts = self.depth = 0

    def start(self, tag: Any, attrs: Any) -> Element:
        self.parts, self.depth = self.parts + 1, self.depth + 1
        if self.parts > MOST_PARTS or self.depth > DEEPEST:
            raise XmlCannotBeRead(_("This file has too many parts. Bring it in in several files."))
        here: dict[str, str] = {LINE: str(self.place.CurrentLineNumber)} if tag == self.numbered and self.place else {}
        return super().start(tag, {**attrs, **here})

    def end(self, tag: Any) -> Element:
        self.depth -= 1
        return super().end(tag)
