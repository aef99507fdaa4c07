"""Rules of the admin that hold for every kind of snippet."""

from collections.abc import Sequence

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet

from core.admin_rules import PolicyWithout, why_kept
from core.choosers import searched_chooser
from core.models import Place
from core.named_rows import LocallyNamedForm, LocallyNamedViewSet
from core.searching import named


class PlaceViewSet(LocallyNamedViewSet):
    """What places are called. They are made and moved by bringing in the directory they come from."""

    model = Place
    icon = "site"
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["name", "level", "parent"]
    list_filter = ["level"]
    permission_policy = PolicyWithout(Place, "add", "delete")
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("local_names"),
            FieldPanel("level", read_only=True),
            FieldPanel("parent", read_only=True),
        ],
        base_form_class=LocallyNamedForm,
    )


register_snippet(PlaceViewSet)


@hooks.register("before_delete_snippet")
def keep_what_others_belong_to(request: HttpRequest, rows: Sequence[models.Model]) -> HttpResponse | None:
    """Instead of an error of the database: a sentence for each row that others point to, and back to the list."""
    reasons = [reason for reason in map(why_kept, rows) if reason]
    if not reasons:
        return None
    for reason in reasons:
        messages.error(request, reason)
    return redirect(type(rows[0]).snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]  # a snippet


@hooks.register("register_admin_viewset")
def choose_a_place() -> ChooserViewSet:
    """Places are chosen by name."""
    above = ["parent__parent__parent__parent"]
    return searched_chooser("choose_place", model=Place, search=named, detail=Place.lies, fetched=above)
