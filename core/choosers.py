"""Choosing a row in the admin by searching, where a list of all would be thousands of lines."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

Search = Callable[["QuerySet[Any]", str], "QuerySet[Any]"]


def searched_chooser(
    name: str,
    *,
    model: type[Model],
    search: Search,
    detail: Callable[[Any], str],
    fetched: Sequence[str],
    needs: str = "",
) -> ChooserViewSet:
    """A chooser for every admin form that points to ``model``; only for who has the right ``needs``, where named.

    ``detail`` tells two rows of one name apart, by the rows ``fetched`` with them.
    """

    class Filter(BaseFilterForm):
        q = forms.CharField(label=_("Search term"), required=False)

        def filter(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
            words = self.cleaned_data.get("q", "")
            self.is_searching, self.search_query = bool(words), words
            return search(objects, words) if words else objects

    class Guarded:
        filter_form_class = Filter

        def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if needs and not request.user.has_perm(needs):
                raise PermissionDenied
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view
            return response

        def get_object_list(self) -> "QuerySet[Any]":
            return model._default_manager.select_related(*fetched)

        @property
        def columns(self) -> list[Column]:
            title: Column = self.title_column  # type: ignore[attr-defined]  # a view
            return [title, Column("detail", label=_("Which one"), accessor=detail)]

    return ChooserViewSet(
        name,
        model=model,
        icon="search",
        per_page=20,
        choose_view_class=type("Choose", (Guarded, ChooseView), {}),
        choose_results_view_class=type("ChooseResults", (Guarded, ChooseResultsView), {}),
    )
