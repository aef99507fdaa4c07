"""Template tags that every page may use: icons, Indian numbers, text that is cut between letters."""

from collections.abc import Hashable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import numbers, text
from core.moulds import Mould, places
from core.phones import readable_phone

register = template.Library()
HERS = "her_"
MOST_DRAWN = 10_000  # most are a line of some hundred letters: an option of a question, a dot


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration only, so its word must stand beside it."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    # The address of the sprite is the same as long as the process lives, and a page has dozens of icons.
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        static("portal/icons.svg"),
        name,
    )


@register.simple_tag
def patience() -> int:
    """Seconds within which the portal must answer, for a phone to take it for there."""
    return settings.KEPT_PAGE_AFTER


@register.simple_tag
def drawn_once(template_name: str, **values: Hashable) -> SafeString:
    """A partial that follows from the language and ``values`` alone, drawn once for each: no person, and no request.

    What is named ``her_...`` is hers: the partial only prints it (:mod:`core.moulds`), and it is put in each time.
    The least used go first; while a developer works on it, it is drawn each time. Only what is wanted again is worth
    its room: the state of a partial has few values, or belongs to what is published.
    """
    hers = {name: values.pop(name) for name in [name for name in values if name.startswith(HERS)]}
    return mould_of(template_name, tuple(hers), **values).filled(hers)


def mould_of(template_name: str, names: tuple[str, ...], **values: Hashable) -> Mould:
    """:func:`drawn_once` for who fills the same partial many times: with a place for each of ``names``."""
    draw = _drawn_for.__wrapped__ if settings.DEBUG else _drawn_for
    return draw(template_name, get_language(), tuple(values.items()), names)


@lru_cache(maxsize=MOST_DRAWN)
def _drawn_for(
    template_name: str, language: str, state: tuple[tuple[str, Hashable], ...], hers: tuple[str, ...]
) -> Mould:
    return Mould(render_to_string(template_name, dict(state) | places(hers)), hers)


@register.filter
def grouped(value: Decimal | int) -> str:
    """1,00,000 for 100000."""
    return numbers.grouped(value)


@register.filter
def cut(value: str, length: int) -> str:
    """At most ``length`` letters, never through one."""
    return text.cut(value, length)


@register.filter
def phone(value: Any) -> str:
    """98765 43210 for +919876543210; nothing for nothing."""
    return readable_phone(str(value)) if value else ""


@register.filter
def lookup(mapping: dict[str, Any], key: str) -> Any:
    """``mapping[key]``, or None where it has no such key."""
    return mapping.get(key)
