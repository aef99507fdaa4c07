"""What opens a lesson, in the reader's language: what she can do now, and the whole of its rule."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.conditions import BEFORE, LESSON, IsTrue, Leaf, Not, Rule, holds
from courses.kinds import CONDITION_KINDS, Titles
from courses.unlocking import Step, StepKind


def conditions_held(
    people: Collection[UUID], course_key: UUID, conditions: Collection[Leaf]
) -> Mapping[UUID, frozenset[Leaf]]:
    """{person: those of the lent ``conditions`` that hold for her}; one query for each of their kinds."""
    held: dict[UUID, set[Leaf]] = {person: set() for person in people}
    for key, kind in CONDITION_KINDS.items():
        asked = {leaf for leaf in conditions if leaf.kind == key}
        if asked and kind.holds_for:
            for person, leaves in kind.holds_for(course_key, people, asked).items():
                held[person].update(leaves)
    return {person: frozenset(leaves) for person, leaves in held.items()}


def say_step(step: Step | None, titles: Titles) -> str:
    """What she can do now, in a sentence."""
    if step is None:
        return _("Ask your trainer what opens it.")
    if step.kind == StepKind.NOT_HERS:
        return _("It is for other learners. Ask your trainer if it should be open to you.")
    if step.kind == StepKind.WAIT and step.day:
        return _("Wait until %(day)s.") % {"day": date_format(step.day)}
    if step.leaf.kind not in (BEFORE, LESSON) or step.lesson is None:
        return CONDITION_KINDS.get(step.leaf.kind).says(step.leaf, titles)
    sentence = _("Pass the questions of “%(title)s”.") if step.is_read else _("Finish “%(title)s”.")
    return sentence % {"title": titles.get(step.lesson, "")}


@dataclass(frozen=True)
class Opening:
    """A part of a rule in words; ``is_met`` where it is so already. ``parts`` are what it is made of."""

    words: str
    is_met: bool
    icon: str = ""
    parts: tuple["Opening", ...] = ()


def rule_in_words(rule: Rule, is_true: IsTrue, titles: Titles) -> Opening:
    """The whole of ``rule``, with what of it is fulfilled."""
    is_met = holds(rule, is_true)
    if isinstance(rule, Leaf):
        kind = CONDITION_KINDS.get(rule.kind)
        return Opening(kind.says(rule, titles), is_met, kind.icon)
    if isinstance(rule, Not):
        return Opening(_("Only as long as this is not so:"), is_met, parts=(rule_in_words(rule.part, is_true, titles),))
    if len(rule.parts) == 1:
        return rule_in_words(rule.parts[0], is_true, titles)
    words = _("One of these is enough:") if rule.is_any else _("All of these:")
    return Opening(words, is_met, parts=tuple(rule_in_words(part, is_true, titles) for part in rule.parts))
