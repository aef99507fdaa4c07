"""The menu of whoever is signed in."""

from django import template
from django.template import Context

from desk.queries import Menu, menu_of
from people.permissions import person_of

register = template.Library()


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
