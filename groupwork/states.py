"""How a trainee gets on: up the ladder, a step or several at once, or to another end."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from cohorts.permissions import can_teach
from core.states import Move, Path, Step
from groupwork.enums import Milestone
from groupwork.models import Track
from people.permissions import person_of

LADDER = (
    Milestone.ENROLLED,
    Milestone.MARKET_RESEARCHED,
    Milestone.PRODUCT_CHOSEN,
    Milestone.COMPETENT,
    Milestone.PILOTED,
    Milestone.LAUNCHED,
    Milestone.BROKE_EVEN,
    Milestone.SELF_RELIANT,
)
BEFORE_LAUNCH = frozenset(LADDER[: LADDER.index(Milestone.LAUNCHED)])


def may_set(user: Any, track: Track) -> bool:
    """Who teaches the cohort."""
    return can_teach(person_of(user), track.enrolment.cohort)


def _to(target: Milestone, sources: Any, *, needs_reason: bool = False) -> Move:
    return Move(target.value, target.label, sources, target, may_set, "track.moved", needs_reason=needs_reason)


TRACK = Path(
    states=Milestone,
    field="milestone",
    reason_field="reason",
    moves=[
        *(_to(each, frozenset(LADDER[:place])) for place, each in enumerate(LADDER) if place),
        _to(Milestone.EMPLOYED, BEFORE_LAUNCH),
        _to(Milestone.VALUE_ADDED, BEFORE_LAUNCH),
        _to(Milestone.DROPPED, frozenset(LADDER[:-1]), needs_reason=True),
    ],
)


def way_of(milestone: str, reached: Collection[str]) -> list[Step]:
    """The steps as a page draws them: of those before, what was not ``reached`` with a day of its own was passed over.

    Who enrolled has done so. Worked: of whoever "sold a first batch" as her first step, the market, the product and the
    skill between are passed over, and not done.
    """
    done = {Milestone.ENROLLED, *reached}
    return [
        replace(step, place="passed") if step.place == "before" and step.state not in done else step
        for step in TRACK.steps(milestone)
    ]


def steps_between(milestone: str, target: str) -> int:
    """How many steps of the ladder are left out on the way to ``target``.

    Who finds a job or betters the business she had needs none of them, and nobody who stops.
    """
    if milestone not in LADDER or target not in LADDER:
        return 0
    return max(0, LADDER.index(Milestone(target)) - LADDER.index(Milestone(milestone)) - 1)


ALL_STEPS = [Milestone(each.target) for each in TRACK.moves]


def ahead_of(milestone: str) -> list[Milestone]:
    """Where a trainee may go on to from ``milestone``."""
    return [Milestone(each.target) for each in TRACK.moves if milestone in each.sources]
