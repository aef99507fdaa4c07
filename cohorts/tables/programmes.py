"""The list of programmes."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.tables import Column, Reader, Table


def _programme(row: Any, _reader: Reader) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("cohorts:programme", args=[row.pk]), row.name)


# Rows of queries.programmes_in_list.
PROGRAMMES = Table[Any](
    caption=_("Programmes"),
    columns=[
        Column("name", _("Programme"), lambda row: row.name, ("name",), markup=_programme),
        Column("organisation", _("Organisation"), lambda row: str(row.organisation), ("organisation__name",)),
        Column("days", _("Days"), lambda row: row.days, ("days",), is_number=True),
        Column("cohorts", _("Cohorts"), lambda row: row.cohorts_made, ("cohorts_made",), is_number=True),
    ],
    empty=_("There is no programme yet. Make one, and cohorts are planned by it."),
    search=("search_text", "organisation__search_text"),
)
