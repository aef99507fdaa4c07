"""A lesson's body and contents: drawn once for an edition and language, but for the forms, in which stands her own."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from content.editions import kept
from core.local_text import language_now
from courses.contents import contents_of
from courses.models import LessonPage

register = template.Library()
OF_A_READER = "form"


@dataclass(frozen=True)
class _Drawn:
    """As every reader sees it; in ``pieces`` None stands for a block that is the reader's."""

    contents: SafeString
    pieces: list[SafeString | None]


@register.simple_tag(takes_context=True)
def lesson_contents(context: Context) -> SafeString:
    """The steps of ``page`` as links."""
    return _drawn(context).contents


@register.simple_tag(takes_context=True)
def lesson_body(context: Context) -> SafeString:
    """The blocks of ``page``, its steps."""
    page: LessonPage = context["page"]
    pieces = _drawn(context).pieces
    drawn = [_own(context, page, place) if piece is None else piece for place, piece in enumerate(pieces)]
    return mark_safe("".join(drawn))  # noqa: S308  (each piece is a template's own output)


def _drawn(context: Context) -> _Drawn:
    """A preview, which stands in no ``reading`` nor ``outline``, is drawn anew each time."""
    page: LessonPage = context["page"]
    if not context.get("reading") and not context.get("outline"):
        return _draw_all(page)
    return kept("body", page.pk, language_now(), make=lambda: _draw_all(page))


def _draw_all(page: LessonPage) -> _Drawn:
    contents = render_to_string("courses/_contents.html", {"lines": list(contents_of(page))})
    pieces = [
        None if block.block_type == OF_A_READER else _draw(page, place, {}) for place, block in enumerate(page.body)
    ]
    return _Drawn(contents, pieces)


def _own(context: Context, page: LessonPage, place: int) -> SafeString:
    return _draw(page, place, context.flatten())


def _draw(page: LessonPage, place: int, context: dict[Any, Any]) -> SafeString:
    said = {"step": place + 1, "language": page.content_language}
    drawn: SafeString = page.body[place].render_as_block({**context, **said})
    return drawn
