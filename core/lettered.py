"""Letters of every script of the portal on paper, shaped by HarfBuzz, in fonts that lie beside this file."""

from codecs import BOM_UTF16_BE
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import PDFResourceType
from fpdf.line_break import TextLine

FONTS = Path(__file__).resolve().parent / "fonts"
LATIN = "NotoSans"
SCRIPTS = {
    "hi": "NotoSansDevanagari",
    "kn": "NotoSansKannada",
    "ml": "NotoSansMalayalam",
    "ta": "NotoSansTamil",
    "bn": "NotoSansBengali",
}


def can_print(sign: str) -> bool:
    """Whether one of the fonts has ``sign``: what none has stays blank on paper."""
    return ord(sign) in _printed()


@cache
def _printed() -> frozenset[int]:
    return frozenset(chain.from_iterable(TTFont(path).getBestCmap() for path in FONTS.glob("*-Regular.ttf")))


class Lettered(FPDF):
    """A PDF in which every script is shaped: for what is drawn freely, as :class:`Sheet` is written from the top down.

    Texts are drawn with :meth:`font_of` before each.
    """

    def __init__(self, language: str, *, orientation: Literal["portrait", "landscape"] = "portrait") -> None:
        super().__init__(orientation, format="A4")
        self._language = language
        self.set_lang(language)
        own = SCRIPTS.get(language, "")
        for family in (LATIN, *SCRIPTS.values()):
            for style, weight in (("", "Regular"), ("B", "Bold")):
                self.add_font(family, style, FONTS / f"{family}-{weight}.ttf")
        self.set_fallback_fonts(
            [own, *(family for family in SCRIPTS.values() if family != own)] if own else list(SCRIPTS.values()),
            exact_match=False,
        )
        self.set_text_shaping(True)

    def font_of(self, size: float, *, bold: bool = False) -> None:
        """Write on in this size."""
        self.set_font(LATIN, "B" if bold else "", size)
        # Said again on the page: after a line that ended in another script the library takes the font for still set.
        self.current_font_is_set_on_page = False

    def output(self, *args: Any, **kwargs: Any) -> Any:
        """With the fonts it is written in: to cut each of the others down to nothing took most of the work."""
        said = self._resource_catalog.resources_per_page.items()
        written_in = {font for (_page, kind), fonts in said if kind is PDFResourceType.FONT for font in fonts}
        for name in [name for name, font in self.fonts.items() if font.i not in written_in]:
            del self.fonts[name]
        return super().output(*args, **kwargs)

    def _render_styled_text_line(self, text_line: TextLine, *args: Any, **kwargs: Any) -> bool:
        """As :meth:`font_of` says it again, for the lines that the library breaks by itself.

        Each is copied and searched as it is written: readers guess the blanks of a line from the distance of its signs,
        and put some into words whose vowel signs stand before or below their letters.
        """
        self.current_font_is_set_on_page = False
        written = "".join(fragment.string for fragment in text_line.fragments)
        # The text stands on the page of its signs: the break that the library would make with the line comes before it.
        height = args[0] if args else kwargs.get("h")
        is_new_page = self._perform_page_break_if_need_be(height or self.font_size)
        if written.strip():
            self._out(f"/Span <</ActualText <{(BOM_UTF16_BE + written.encode('utf-16-be')).hex()}>>> BDC")
        super()._render_styled_text_line(text_line, *args, **kwargs)
        if written.strip():
            self._out("EMC")
        return bool(is_new_page)
