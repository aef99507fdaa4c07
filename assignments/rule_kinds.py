"""The condition that assignments lend to the rules of lessons: work between blocks that was approved."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.blocks import IntegerBlock

from assignments.queries import numbers_approved
from courses.conditions import Leaf
from courses.kinds import ConditionKind, Titles

APPROVED = "approved"
MOST = 30


def _says(leaf: Leaf, titles: Titles) -> str:
    number = int(leaf.get("number"))
    sentence = ngettext(
        "Hand in an assignment of your cohort: %(number)d must be approved.",
        "Hand in the assignments of your cohort: %(number)d must be approved.",
        number,
    )
    return sentence % {"number": number}


def is_approved(course_key: UUID, people: Collection[UUID], conditions: Collection[Leaf]) -> dict[UUID, set[Leaf]]:
    """{person: those of ``conditions`` that her work fulfils}; one query."""
    return {
        person: {leaf for leaf in conditions if number >= int(leaf.get("number"))}
        for person, number in numbers_approved(course_key, people).items()
    }


WORK_APPROVED = ConditionKind(
    label=_("So many of her assignments are approved"),
    icon="clipboard-list",
    fields=lambda course_key: {"number": IntegerBlock(min_value=1, max_value=MOST, label=_("How many"))},
    says=_says,
    holds_for=is_approved,
)
