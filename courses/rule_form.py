"""The form by which an editor says when a lesson opens."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, StaticBlock, StreamBlock, StreamValue, StructBlock
from wagtail.blocks.base import BlockField

from courses.conditions import MOST_CONDITIONS, Group, Leaf, Not, Rule, kept_rule, leaves_of, read_rule
from courses.kinds import CONDITION_KINDS, ConditionKind

USUALLY, ALL, ANY, NONE = "usually", "all", "any", "none"
WAYS = [
    (USUALLY, _("As usual: when its block has begun and the lesson before it is done")),
    (ALL, _("When all of these hold")),
    (ANY, _("When one of these holds")),
]
GROUPS = {ALL: _("All of these"), ANY: _("One of these"), NONE: _("None of these")}


class RuleForm(forms.Form):
    """When the lesson opens: as usual, or by conditions, of which some may stand together in a group."""

    way = forms.ChoiceField(label=_("It opens"), choices=WAYS, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, course_key: UUID, rule: Rule | None) -> None:
        self.block = _rule_block(course_key)
        way, parts = _as_chosen(rule)
        stream = self.block.to_python(parts)
        super().__init__(data, initial={"way": way, "conditions": stream})
        self.fields["conditions"] = BlockField(block=self.block, label=_("Conditions"), required=False)

    def clean(self) -> dict[str, Any]:
        """With the ``rule``: None where it opens as usual."""
        cleaned: dict[str, Any] = super().clean() or {}
        way, stream = cleaned.get("way"), cleaned.get("conditions")
        cleaned["rule"] = None
        if way in (ALL, ANY) and stream is not None:
            rule = Group(tuple(_rules_of(stream)), is_any=way == ANY)
            number = len(list(leaves_of(rule)))
            if not number:
                raise ValidationError(gettext("Choose a condition, or let the lesson open as usual."))
            if number > MOST_CONDITIONS:
                sentence = gettext("A rule has at most %(number)d conditions: nobody can keep more in mind.")
                raise ValidationError(sentence % {"number": MOST_CONDITIONS})
            cleaned["rule"] = read_rule(kept_rule(rule))
        return cleaned


def _rule_block(course_key: UUID) -> StreamBlock:
    kinds = [(key, _leaf_block(kind, course_key)) for key, kind in CONDITION_KINDS.items()]
    groups = [
        (
            key,
            StreamBlock(
                [(name, _leaf_block(kind, course_key)) for name, kind in CONDITION_KINDS.items()],
                label=label,
                icon="list-ul",
                min_num=1,
            ),
        )
        for key, label in GROUPS.items()
    ]
    block = StreamBlock([*kinds, *groups], required=False)
    block.set_name("conditions")
    return block


def _leaf_block(kind: ConditionKind, course_key: UUID) -> Block:
    fields = kind.fields(course_key)
    said = {"label": kind.label, "icon": "tick"}
    return (
        StructBlock(list(fields.items()), **said)
        if fields
        else StaticBlock(admin_text=_("Nothing to fill in."), **said)
    )


def _as_chosen(rule: Rule | None) -> tuple[str, list[dict[str, Any]]]:
    """The way and the parts as the form shows a kept rule. Of a lesson without one they are those of the usual rule, to
    begin with."""
    if rule is None:
        return USUALLY, [{"type": "block", "value": None}, {"type": "before", "value": None}]
    top = rule if isinstance(rule, Group) else Group((rule,))
    return (ANY if top.is_any else ALL), [_shown(part) for part in top.parts]


def _shown(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Leaf):
        return {"type": rule.kind, "value": dict(rule.said) or None}
    if isinstance(rule, Not):
        parts = rule.part.parts if isinstance(rule.part, Group) else (rule.part,)
        return {"type": NONE, "value": [_shown(part) for part in parts]}
    return {"type": ANY if rule.is_any else ALL, "value": [_shown(part) for part in rule.parts]}


def _rules_of(stream: StreamValue) -> Iterable[Rule]:
    for child in stream:
        if child.block_type not in GROUPS:
            said = child.value.items() if isinstance(child.block, StructBlock) else ()
            yield Leaf(child.block_type, tuple(sorted((name, str(value)) for name, value in said)))
            continue
        parts = tuple(_rules_of(child.value))
        yield Not(Group(parts, is_any=True)) if child.block_type == NONE else Group(parts, child.block_type == ANY)
