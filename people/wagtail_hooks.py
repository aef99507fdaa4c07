"""What staff look after in the admin: organisations and who may do what where."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from people.models import Organisation, RoleGrant, User
from people.services import announce_access_changed


class OrganisationViewSet(SnippetViewSet):
    """Organisations of the field."""

    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "place"]
    list_filter = ["kind"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("parent"),
        FieldPanel("place"),
        FieldPanel("website"),
        FieldPanel("lokos_code"),
    ]


class RoleGrantViewSet(SnippetViewSet):
    """Roles over a place or an organisation; roles over a cohort are given where the cohort is made."""

    model = RoleGrant
    icon = "lock-open"
    list_display = ["person", "role", "place", "organisation", "ended_at"]
    list_filter = ["role"]
    panels = [
        FieldPanel("person"),
        FieldPanel("role"),
        FieldPanel("place"),
        FieldPanel("organisation"),
        FieldPanel("ended_at"),
    ]


class PeopleGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("People")
    menu_icon = "user"
    items = (OrganisationViewSet, RoleGrantViewSet)


register_snippet(PeopleGroup)


@hooks.register("after_edit_user")
@hooks.register("before_delete_user")
def tell_what_holds_her_sockets(request: HttpRequest, user: User) -> None:
    """An account that was shut here is out at once, not at its next step."""
    announce_access_changed(user)


@hooks.register("after_bulk_action")
def tell_what_holds_their_sockets(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """As above, for many at once."""
    for changed in objects:
        if isinstance(changed, User):
            announce_access_changed(changed)
