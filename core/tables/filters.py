"""Filters that lists share."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django_filters import Filter, FilterSet, ModelChoiceFilter

from core.forms import MonthField
from core.periods import Month


class MonthFilter(Filter):
    """A filter of a list by a month: ``month = MonthFilter(label=...)`` for the days of the field ``month``."""

    field_class = MonthField

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__range": (value, Month.of(value).last_day)}) if value else qs


class NamedFilter(ModelChoiceFilter):
    """A filter by what the field names, ``group = NamedFilter(field_name="organisation", label=...)``.

    Only what the rows of the list name is offered and taken: who sees no row of a group learns nothing of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": "–", **kwargs})

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        named = self.model._meta.get_field(self.field_name).related_model
        return named._default_manager.filter(pk__in=self.parent.queryset.values(self.field_name))


def filters_by(**filters: Filter) -> type[FilterSet]:
    """The filters of a list by the name each has in the address: ``filters_by(month=MonthFilter(label=...))``."""
    return type("Filters", (FilterSet,), filters)
