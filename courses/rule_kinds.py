"""The conditions that courses know of themselves: as an editor fills them in, and as a reader is told them."""

from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, ChoiceBlock, DateBlock

from courses.conditions import Leaf
from courses.kinds import ConditionKind, Titles
from courses.queries import lessons_in_order, with_role
from people.enums import Role

ROLE = "role"


def _lesson_field(course_key: UUID) -> dict[str, Block]:
    return {"lesson": ChoiceBlock(choices=lambda: lessons_in_order(course_key), label=_("Lesson"))}


def _say_lesson(leaf: Leaf, titles: Titles) -> str:
    return gettext("Finish “%(title)s”.") % {"title": titles.get(leaf.lesson, "") if leaf.lesson else ""}


def _say_day(leaf: Leaf, titles: Titles) -> str:
    return gettext("Wait until %(day)s.") % {"day": date_format(leaf.day) if leaf.day else ""}


def _say_role(leaf: Leaf, titles: Titles) -> str:
    role = Role(leaf.get("role")).label if leaf.get("role") in Role.values else ""
    return gettext("It is for people with the role “%(role)s”. Ask your trainer if you should have it.") % {
        "role": role
    }


DONE = ConditionKind(
    label=_("A lesson is done: read, and its questions passed"),
    icon="book",
    fields=_lesson_field,
    says=_say_lesson,
)
DONE_BEFORE = ConditionKind(
    label=_("The lesson before it is done"),
    icon="book",
    fields=lambda course_key: {},
    says=lambda leaf, titles: gettext("Finish the lesson before it."),
)
BLOCK_BEGUN = ConditionKind(
    label=_("Its block has begun in her cohort"),
    icon="calendar",
    fields=lambda course_key: {},
    says=lambda leaf, titles: gettext("Wait until its block begins."),
)
DAY_REACHED = ConditionKind(
    label=_("A day has come"),
    icon="calendar",
    fields=lambda course_key: {"day": DateBlock(label=_("Day"))},
    says=_say_day,
)
HAS_ROLE = ConditionKind(
    label=_("She has a role"),
    icon="users",
    fields=lambda course_key: {"role": ChoiceBlock(choices=Role.choices, label=_("Role"))},
    says=_say_role,
    holds_for=with_role,
)
