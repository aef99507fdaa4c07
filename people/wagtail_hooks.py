"""What staff look after in the admin: organisations and who may do what where."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from people.models import Organisation, RoleGrant


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
