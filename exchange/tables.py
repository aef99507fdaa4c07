"""The rows of a file that is brought in."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.tables import Column, Table
from exchange.enums import Verdict
from exchange.models import ImportRow


class ByVerdict(django_filters.FilterSet):
    """Only the rows of one verdict."""

    verdict = django_filters.ChoiceFilter(choices=Verdict.choices, label=_("What it does"), empty_label=_("All rows"))

    class Meta:
        model = ImportRow
        fields = ["verdict"]


ROWS = Table[ImportRow](
    caption=_("Rows of the file"),
    columns=[
        Column("row", _("Row"), lambda row: row.number, ("number",)),
        Column("cells", _("What stands in it"), lambda row: row.cells, template="exchange/_cells.html"),
        Column("verdict", _("What it does"), lambda row: row.verdict, ("verdict",), "exchange/_verdict.html"),
    ],
    empty=_("The file has no rows."),
    filters=ByVerdict,
)
