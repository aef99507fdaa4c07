"""The body of a lesson: drawn once for an edition and language, but for the forms, in which stands what she typed."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from content.editions import kept
from core.local_text import language_now
from courses.models import LessonPage

register = template.Library()
OF_A_READER = "form"
Piece = SafeString | None


@register.simple_tag(takes_context=True)
def lesson_body(context: Context) -> SafeString:
    """The blocks of ``page``, its steps. A preview, which has no ``reading``, is drawn anew each time."""
    page: LessonPage = context["page"]
    pieces = (
        kept("body", page.pk, language_now(), make=lambda: _pieces(page)) if context.get("reading") else _pieces(page)
    )
    drawn = [_own(context, page, place) if piece is None else piece for place, piece in enumerate(pieces)]
    return mark_safe("".join(drawn))  # noqa: S308  (each piece is a template's own output)


def _pieces(page: LessonPage) -> list[Piece]:
    """Each block as every reader sees it; None in the place of one that is the reader's."""
    return [
        None if block.block_type == OF_A_READER else _draw(page, place, {}) for place, block in enumerate(page.body)
    ]


def _own(context: Context, page: LessonPage, place: int) -> SafeString:
    return _draw(page, place, context.flatten())


def _draw(page: LessonPage, place: int, context: dict[Any, Any]) -> SafeString:
    said = {"step": place + 1, "language": page.content_language}
    drawn: SafeString = page.body[place].render_as_block({**context, **said})
    return drawn
