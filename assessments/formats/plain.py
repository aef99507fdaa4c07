"""Texts with marks of HTML in them as the plain text the bank keeps."""

import html
import re

from django.utils.translation import gettext_lazy as _

from assessments.formats.drafts import CannotBeHeld

_DROPPED = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)|<!--.*?(-->|$)", re.IGNORECASE | re.DOTALL)
# Only what is known is a mark: in "if a<b then" nothing is lost.
_MARK = re.compile(
    r"</?(?P<name>a|abbr|b|big|blockquote|body|br|caption|center|code|col|colgroup|dd|del|div|dl|dt|em|font|form|h[1-6]"
    r"|head|hr|html|i|input|ins|kbd|label|li|link|mark|meta|nobr|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub"
    r"|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENDS_A_LINE = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "dd"})
_PARTS_CELLS = frozenset({"td", "th", "dt"})
_PICTURE = re.compile(r"<(img|svg|audio|video|iframe|object|embed|canvas|math)\b|@@PLUGINFILE@@", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SMALL = re.compile(r"<(?P<name>sup|sub)>(?P<text>[0-9+\-n]+)</(?P=name)>", re.IGNORECASE)


def plain_text(text: str) -> str:
    """``text`` without its marks: paragraphs and ends of lines are lines, raised and lowered digits stay so.

    Raises CannotBeHeld where it holds a picture or sound.
    """
    if _PICTURE.search(text):
        raise CannotBeHeld(_("A picture, a sound or a drawing is in it: the bank keeps text alone."))
    kept = _SMALL.sub(_small, _DROPPED.sub("", text))
    kept = html.unescape(_MARK.sub(_instead, kept))
    lines = (" ".join(line.split()) for line in kept.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _instead(mark: re.Match[str]) -> str:
    name = mark["name"].lower()
    if name in _ENDS_A_LINE:
        return "\n"
    return " " if name in _PARTS_CELLS else ""


def _small(found: re.Match[str]) -> str:
    return found["text"].translate(_RAISED if found["name"].lower() == "sup" else _LOWERED)
