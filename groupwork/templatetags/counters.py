"""How the counters of a market survey are drawn."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.money import shown
from groupwork.models import Survey
from groupwork.symbols import Symbol

register = template.Library()


@register.simple_tag
def sign(name: str) -> SafeString:
    """The drawing of a symbol; its word stands beside it."""
    return format_html(
        '<svg class="count__sign" aria-hidden="true" focusable="false"><use href="{}#s-{}"></use></svg>',
        static("groupwork/symbols.svg"),
        name,
    )


@register.simple_tag
def price_of(symbol: Symbol, survey: Survey) -> str:
    """The rupees that a symbol of a price stands for, after a colon; nothing of another."""
    prices = {"price-low": survey.price_low, "price-middle": survey.price_middle, "price-high": survey.price_high}
    return f": {shown(prices[symbol.key])}" if symbol.key in prices else ""
