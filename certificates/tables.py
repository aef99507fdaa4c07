"""The list of certificates."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.enums import ASKED, LAPSING, Ladder, Standing
from certificates.models import Certificate, CertificateQuerySet
from certificates.validity import RENEWAL_OPENS
from core.tables import Column, NamedFilter, Table

STANDINGS = [
    *Standing.choices,
    (LAPSING, format_lazy(_("Lapses within {days} days"), days=RENEWAL_OPENS.days)),
    (ASKED, _("Asked to be taken back or put right")),
]


class Narrowed(django_filters.FilterSet):
    """By what it is worth today, by what it speaks for, by organisation."""

    standing = django_filters.ChoiceFilter(
        choices=STANDINGS,
        label=_("What it is worth today"),
        empty_label="–",
        method="by_standing",
    )
    ladder = django_filters.ChoiceFilter(choices=Ladder.choices, label=_("What it speaks for"), empty_label="–")
    organisation = NamedFilter(field_name="organisation", label=_("Organisation"))

    class Meta:
        model = Certificate
        fields = ["standing", "ladder", "organisation"]

    def by_standing(self, found: CertificateQuerySet, name: str, value: str) -> Any:
        """Those that stand so today."""
        today = timezone.localdate()
        if value == ASKED:
            return found.asked_to_be_ended()
        return found.lapsing(today) if value == LAPSING else found.at(value, today)


CERTIFICATES = Table[Certificate](
    caption=_("Certificates"),
    columns=[
        Column("name", _("Name"), lambda row: row.name, ("name",), template="certificates/_name.html"),
        Column("number", _("Number"), lambda row: row.number_in_groups),
        Column("title", _("Certificate"), lambda row: row.titled.value),
        Column("cohort", _("Cohort"), lambda row: row.cohort_name, ("cohort_name",)),
        Column("organisation", _("Organisation"), lambda row: str(row.organisation), is_more=True),
        Column("issued", _("Issued on"), lambda row: row.issued_on, ("issued_on",)),
        Column(
            "until",
            _("Valid until"),
            lambda row: row.valid_until or gettext("For ever"),
            ("valid_until",),
            is_more=True,
        ),
        Column("standing", _("Worth today"), lambda row: row.standing.label, template="certificates/_standing.html"),
    ],
    empty=_("No certificate yet. They are issued from the page of a cohort, when its rule is met."),
    search=("search_text",),
    codes=("number",),
    filters=Narrowed,
)
