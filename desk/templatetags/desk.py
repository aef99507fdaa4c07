"""The menu of whoever is signed in."""

from django import template
from django.template import Context

from desk.queries import MenuLine, menu_of
from people.permissions import person_of

register = template.Library()


@register.simple_tag(takes_context=True)
def my_menu(context: Context) -> tuple[MenuLine, ...]:
    """The entries for who reads the page; none for a stranger, and none on a page made without a request.

    Made once for a page, which shows them in its header and in the bar at its foot.
    """
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return ()
    person = person_of(request.user)
    if person is None:
        return ()
    if not hasattr(request, "_menu"):
        request._menu = tuple(menu_of(person, request.path))
    lines: tuple[MenuLine, ...] = request._menu
    return lines
