"""Rules of the admin that hold for every kind of snippet."""

from collections.abc import Sequence

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.chooser import ChooserViewSet

from core.admin_rules import why_kept
from core.choosers import searched_chooser
from core.models import Place
from core.searching import named


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
    return searched_chooser("choose_place", model=Place, search=named)
