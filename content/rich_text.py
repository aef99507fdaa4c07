"""From the plain text of a content file to the HTML an editor's rich text holds."""

import re

from django.utils.html import escape

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def plain_to_html(text: str) -> str:
    """Paragraphs apart by blank lines, headings (``## ``), lists (``- ``, ``1. ``), ``**bold**``; the rest escaped."""
    parts = [part.strip().splitlines() for part in re.split(r"\n\s*\n", text.strip())]
    return "".join(_part(lines) for lines in parts if lines)


def _part(lines: list[str]) -> str:
    if lines[0].startswith("## "):
        return f"<h2>{_inline(' '.join(lines)[3:].strip())}</h2>"
    for pattern, tag in ((r"- ", "ul"), (r"\d+\. ", "ol")):
        if re.match(pattern, lines[0]):
            items = _items(lines, pattern)
            return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"
    return f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def _items(lines: list[str], pattern: str) -> list[str]:
    items: list[str] = []
    for line in lines:
        if re.match(pattern, line):
            items.append(re.sub(pattern, "", line, count=1))
        else:
            items[-1] += f" {line.strip()}"
    return items


def _inline(text: str) -> str:
    return _BOLD.sub(r"<b>\1</b>", escape(text))
