"""Rows with a name in every language (``core.models.LocallyNamed``) in the admin: typed, and found by any of them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.forms import LocalNamesField, NameField
from core.models import LocallyNamed
from core.searching import named

LONGEST_NAME = LocallyNamed._meta.get_field("name").max_length or 0


class LocallyNamedForm(WagtailAdminModelForm):
    """Its name, and its names in the other languages."""

    name = NameField(label=_("Name"), max_length=LONGEST_NAME)
    local_names = LocalNamesField(label=_("Names in other languages"), max_length=LONGEST_NAME, required=False)


class NamedIndex(IndexView):
    """The list, searched as everywhere (``core.searching``)."""

    is_searchable = True

    def search_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return named(queryset, self.search_query) if self.is_searching else queryset


class LocallyNamedViewSet(SnippetViewSet):
    """For a kind of such rows."""

    index_view_class = NamedIndex
