"""By which rule a lesson opens: a tree of all, any and not over conditions. Plain data in, plain answers out.

As it is kept, a tree is ``{"all": [...]}``, ``{"any": [...]}``, ``{"not": ...}`` or a condition: ``{"kind": "lesson",
"lesson": "<key>"}``, whose other words are what its kind asks for. All of nothing holds, any of nothing does not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

MOST_DEEP = 4
MOST_CONDITIONS = 12

# The kinds that the facts of the course itself decide; all others are lent.
BEFORE, BLOCK, LESSON, DAY = "before", "block", "lesson", "day"


@dataclass(frozen=True)
class Leaf:
    """One condition: of which kind, and what it says besides, by name in order."""

    kind: str
    said: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """What is said under ``name``; empty where nothing is."""
        return dict(self.said).get(name, "")

    @property
    def lesson(self) -> UUID | None:
        """The lesson it is about."""
        return UUID(self.get("lesson")) if self.get("lesson") else None

    @property
    def day(self) -> date | None:
        """The day it is about."""
        return date.fromisoformat(self.get("day")) if self.get("day") else None


@dataclass(frozen=True)
class Group:
    """All of its parts, or any one of them."""

    parts: tuple["Rule", ...]
    is_any: bool = False


@dataclass(frozen=True)
class Not:
    """That something does not hold."""

    part: "Rule"


Rule = Leaf | Group | Not
IsTrue = Callable[[Leaf], bool]

# What opens a lesson that has no rule of its own.
USUAL = Group((Leaf(BLOCK), Leaf(BEFORE)))


@dataclass(frozen=True)
class Want:
    """A condition that would have to be as ``holds`` says, and is not."""

    leaf: Leaf
    holds: bool


def read_rule(tree: Any, *, deep: int = MOST_DEEP) -> Rule:
    """The rule that a kept tree says. Raises ValueError where it says none, or nests deeper than ``deep``."""
    if not isinstance(tree, dict) or deep < 1:
        raise ValueError("no rule, or one that nests too deep")
    for word, is_any in (("all", False), ("any", True)):
        if isinstance(tree.get(word), list):
            return Group(tuple(read_rule(part, deep=deep - 1) for part in tree[word]), is_any)
    if "not" in tree:
        return Not(read_rule(tree["not"], deep=deep - 1))
    if not isinstance(tree.get("kind"), str):
        raise ValueError("a condition without a kind")
    leaf = Leaf(tree["kind"], tuple(sorted((name, str(said)) for name, said in tree.items() if name != "kind")))
    leaf.lesson, leaf.day  # noqa: B018  (what cannot be read raises here)
    return leaf


def kept_rule(rule: Rule) -> dict[str, Any]:
    """``rule`` as it is kept: what :func:`read_rule` reads."""
    if isinstance(rule, Leaf):
        return {"kind": rule.kind, **dict(rule.said)}
    if isinstance(rule, Not):
        return {"not": kept_rule(rule.part)}
    return {"any" if rule.is_any else "all": [kept_rule(part) for part in rule.parts]}


def leaves_of(rule: Rule) -> Iterator[Leaf]:
    """The conditions of a rule, in order."""
    if isinstance(rule, Leaf):
        yield rule
    elif isinstance(rule, Not):
        yield from leaves_of(rule.part)
    else:
        for part in rule.parts:
            yield from leaves_of(part)


def holds(rule: Rule, is_true: IsTrue) -> bool:
    """Whether ``rule`` holds where ``is_true`` says it of its conditions."""
    if isinstance(rule, Leaf):
        return is_true(rule)
    if isinstance(rule, Not):
        return not holds(rule.part, is_true)
    parts = (holds(part, is_true) for part in rule.parts)
    return any(parts) if rule.is_any else all(parts)


def unmet(rule: Rule, is_true: IsTrue, *, wanted: bool = True) -> list[Want]:
    """The conditions that keep ``rule`` from being as it is ``wanted``, in order; where one of several is enough, each
    of them. None where it is so."""
    if holds(rule, is_true) == wanted:
        return []
    if isinstance(rule, Leaf):
        return [Want(rule, wanted)]
    if isinstance(rule, Not):
        return unmet(rule.part, is_true, wanted=not wanted)
    return [want for part in rule.parts for want in unmet(part, is_true, wanted=wanted)]


def without(rule: Rule, is_gone: IsTrue) -> Rule | None:
    """``rule`` without the conditions that are gone, for nobody can fulfil these; None where nothing is left."""
    if isinstance(rule, Leaf):
        return None if is_gone(rule) else rule
    if isinstance(rule, Not):
        part = without(rule.part, is_gone)
        return Not(part) if part else None
    parts = tuple(part for each in rule.parts if (part := without(each, is_gone)))
    return Group(parts, rule.is_any) if parts else None


def can_hold(rule: Rule, may_be: Callable[[Leaf], tuple[bool, ...]]) -> bool:
    """Whether ``rule`` can hold where each of its conditions ``may_be`` so; tries all of at most 2 to the 12th."""
    leaves = list(dict.fromkeys(leaves_of(rule)))
    ways = product(*(may_be(leaf) for leaf in leaves))
    return any(holds(rule, dict(zip(leaves, way, strict=True)).__getitem__) for way in ways)
