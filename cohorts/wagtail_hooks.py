"""Cohorts in the admin: dates, places and names; they are made on the portal's own page."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cohorts.models import Cohort


class CohortViewSet(SnippetViewSet):
    """Changing a cohort that exists."""

    model = Cohort
    icon = "group"
    add_to_admin_menu = True
    list_display = ["name", "code", "organisation", "starts_on", "ends_on", "capacity"]
    search_fields = ["name", "code"]
    panels = [
        FieldPanel("name"),
        FieldPanel("language"),
        FieldPanel("starts_on"),
        FieldPanel("ends_on"),
        FieldPanel("capacity"),
    ]


register_snippet(CohortViewSet)
