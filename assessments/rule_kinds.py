"""The condition that assessments lend to the rules of lessons: questions handed in with so many percent right."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, ChoiceBlock, IntegerBlock

from assessments.queries import tries_of
from courses.conditions import Leaf
from courses.kinds import ConditionKind, Titles
from courses.queries import lessons_in_order

GRADE = "grade"


def _fields(course_key: UUID) -> dict[str, Block]:
    lesson = ChoiceBlock(choices=lambda: lessons_in_order(course_key), label=_("Questions of the lesson"))
    return {"lesson": lesson, "percent": IntegerBlock(min_value=1, max_value=100, label=_("At least so many percent"))}


def _says(leaf: Leaf, titles: Titles) -> str:
    said = {"title": titles.get(leaf.lesson, "") if leaf.lesson else "", "percent": leaf.get("percent")}
    return gettext("Get at least %(percent)s%% in the questions of “%(title)s”.") % said


def graded(course_key: UUID, people: Collection[UUID], conditions: Collection[Leaf]) -> dict[UUID, set[Leaf]]:
    """{person: those of ``conditions`` that the try of hers that counts fulfils}; one query, as ``tries_of``."""
    held: dict[UUID, set[Leaf]] = {}
    lessons = {leaf.lesson for leaf in conditions if leaf.lesson}
    for person, tries in tries_of(people, lessons).items():
        counted = {lesson: each.percent for lesson, each in tries.items()}
        asked = [leaf for leaf in conditions if leaf.lesson in counted]
        held[person] = {leaf for leaf in asked if leaf.lesson and counted[leaf.lesson] >= int(leaf.get("percent"))}
    return held


GRADED = ConditionKind(
    label=_("Questions handed in with at least so many percent"),
    icon="clipboard-list",
    fields=_fields,
    says=_says,
    holds_for=graded,
)
