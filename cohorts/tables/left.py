"""Who has left a cohort, as a list."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.enums import EnrolmentStatus, LeavingReason
from core.tables import Column, Table


def _why(stay: Any) -> str | Promise:
    """The reason of the list, else where she went on."""
    if stay.status == EnrolmentStatus.TRANSFERRED:
        went_to = getattr(stay, "went_to", None)
        return went_to.cohort.name if went_to else ""
    return LeavingReason(stay.left_for).label if stay.left_for else ""


LEFT: Table[Any] = Table(
    caption=_("Who has left"),
    columns=[
        Column("name", _("Name"), lambda stay: stay.person.name, sort=("person_name",)),
        Column("status", _("How"), lambda stay: stay.get_status_display(), sort=("status",)),
        Column("reason", _("Why"), _why, sort=("left_for",)),
        Column("words", _("In words"), lambda stay: stay.reason),
        Column("joined", _("Joined on"), lambda stay: stay.joined_at, is_more=True),
        Column("left", _("Left on"), lambda stay: stay.withdrawn_at, sort=("withdrawn_at",)),
    ],
    empty=_("Nobody has left."),
    search=("person__search_text",),
)
