"""The menu of whoever is signed in, and the cards on her desk."""

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.templatetags.portal_format import mould_of
from desk.cards import Card
from desk.enums import Section
from desk.queries import Menu, menu_of
from people.permissions import person_of

register = template.Library()

HERS = ("link", "title", "text", "more", "action", "share")
PLACES = (*(f"her_{name}" for name in HERS), "her_figures")
PRESSING = (Section.NOW, Section.LATE)


@register.simple_tag(takes_context=True)
def my_menu(context: Context) -> Menu:
    """The entries for who reads the page; none for a stranger, and none on a page made without a request.

    Made once for a page, which shows them in its header and in the bar at its foot.
    """
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return Menu()
    person = person_of(request.user)
    if person is None:
        return Menu()
    if not hasattr(request, "_menu"):
        request._menu = menu_of(person, request.path)
    menu: Menu = request._menu
    return menu


@register.simple_tag
def desk_card(card: Card) -> SafeString:
    """A card, of a mould for each icon and each set of parts that a card has."""
    said = {f"her_{name}": getattr(card, name) for name in HERS}
    has = tuple(name for name in HERS if said[f"her_{name}"] not in ("", None))
    figures = render_to_string("desk/_figures.html", {"card": card}) if card.facts or card.chart else ""
    mould = mould_of(
        "desk/_card.html",
        PLACES,
        icon=card.icon,
        is_small=card.is_small,
        presses=card.section in PRESSING,
        has=has,
        language=card.language,
        goes_along=card.goes_along,
    )
    return mould.filled(said | {"her_figures": figures})
