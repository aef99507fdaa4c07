"""What the desk lends to itself: the entries of the floors below, which do not know it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.menu import MenuEntry, Roles, menu_entries


def with_a_role(roles: Roles) -> bool:
    """Who teaches, mentors or manages."""
    return bool(roles)


def without_a_role(roles: Roles) -> bool:
    """Who learns."""
    return not roles


menu_entries.register("desk", MenuEntry("home", _("Desk"), "desk:home", 10, short=_("Desk"), shown_to=with_a_role))
menu_entries.register(
    "learn", MenuEntry("book", _("Learn"), "desk:home", 10, short=_("Learn"), shown_to=without_a_role)
)
menu_entries.register(
    "me", MenuEntry("user", _("About me"), "people:profile", 90, short=pgettext_lazy("bar", "About me"))
)
menu_entries.register("jobs", MenuEntry("clock", _("What takes its time"), "jobs:mine", 80, shown_to=with_a_role))
