"""Who works on pages in the admin: Wagtail's own rights, asked for in one place."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy


def works_on_pages(user: Any) -> bool:
    """Whoever may do anything with any page."""
    return bool(page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}))


def pages_editable_by(user: Any) -> "QuerySet[Page]":
    """The pages that ``user`` may edit."""
    pages: QuerySet[Page] = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages.select_related("locale")
