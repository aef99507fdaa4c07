"""Template tags that every page may use: icons, Indian numbers, text that is cut between letters."""

from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import numbers, text
from core.phones import readable_phone

register = template.Library()


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
