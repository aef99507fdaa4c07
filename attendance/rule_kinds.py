"""The condition that attendance lends to the rules of lessons: being there on so many of the days."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import IntegerBlock

from attendance.queries import shares_of_days
from courses.conditions import Leaf
from courses.kinds import ConditionKind, Titles

DAYS = "days"


def _says(leaf: Leaf, titles: Titles) -> str:
    sentence = gettext("Come to the training days: be there on at least %(percent)s%% of them, or make up for one.")
    return sentence % {"percent": leaf.get("percent")}


def was_there(course_key: UUID, people: Collection[UUID], conditions: Collection[Leaf]) -> dict[UUID, set[Leaf]]:
    """{person: those of ``conditions`` that her days fulfil}; one query."""
    return {
        person: {leaf for leaf in conditions if percent >= int(leaf.get("percent"))}
        for person, percent in shares_of_days(course_key, people).items()
    }


WAS_THERE = ConditionKind(
    label=_("She was there on at least so many percent of the days held"),
    icon="users",
    fields=lambda course_key: {"percent": IntegerBlock(min_value=1, max_value=100, label=_("Percent of the days"))},
    says=_says,
    holds_for=was_there,
)
