"""The cohorts that anybody may ask to join, as a list."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.tables import Column, Reader, Table


def _linked(cohort: Any, _reader: Reader) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("cohorts:apply", args=[cohort.pk]), cohort.name)


TO_ASK: Table[Any] = Table(
    caption=_("Cohorts that begin soon"),
    columns=[
        Column("name", _("Cohort"), lambda cohort: cohort.name, sort=("name",), markup=_linked),
        Column("course", _("Course"), lambda cohort: cohort.course_title),
        Column("place", _("Place"), lambda cohort: str(cohort.place)),
        Column("starts", _("First day"), lambda cohort: cohort.starts_on, sort=("starts_on",)),
    ],
    empty=_("No cohort begins soon. Ask a trainer near you."),
    search=("search_text",),
)
