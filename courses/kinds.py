"""What upper apps lend to courses: what follows at once from what a learner does, told in the transaction of the fact;
and the conditions under which a lesson may open."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from wagtail.blocks import Block

from core.registry import Registry
from courses.conditions import Leaf


@dataclass(frozen=True)
class FollowsLearning:
    """``seen(person, lesson, at)``: she was in a lesson again that she had begun. ``done(person, lesson)``: all else,
    a lesson begun or read, its questions begun or handed in.

    It is called at every press: one statement on a row of hers is meant, what takes longer is a job.
    """

    seen: Callable[[UUID, UUID, datetime], None]
    done: Callable[[UUID, UUID], None]


FOLLOWERS: Registry[FollowsLearning] = Registry("follower of what learners do")


def tell_seen(person: UUID, lesson: UUID, at: datetime) -> None:
    """``person`` was in the ``lesson`` again."""
    for follower in FOLLOWERS:
        follower.seen(person, lesson, at)


def tell_done(person: UUID, lesson: UUID) -> None:
    """``person`` did something with the ``lesson``: what that was is written already."""
    for follower in FOLLOWERS:
        follower.done(person, lesson)


# {lesson: its title, in the reader's language}.
Titles = Mapping[UUID, str]
# Of the course, of these people and these conditions of one kind: {person: those that hold for her}. One query.
HoldsFor = Callable[[UUID, Collection[UUID], Collection[Leaf]], Mapping[UUID, Collection[Leaf]]]


@dataclass(frozen=True)
class ConditionKind:
    """A kind of condition. ``label`` is what an editor chooses, ``fields`` makes what she fills in for it, by name, for
    a course.

    ``says`` is the whole sentence that tells a reader what to do: "Finish “A goal of mine”." A condition whose
    ``lesson`` is said is fulfilled in that lesson. ``holds_for`` is None where the facts of the course decide
    (:mod:`courses.unlocking`).
    """

    label: str | Promise
    icon: str
    fields: Callable[[UUID], dict[str, Block]]
    says: Callable[[Leaf, Titles], str]
    holds_for: HoldsFor | None = None


CONDITION_KINDS: Registry[ConditionKind] = Registry("kind of condition")


@dataclass(frozen=True)
class UnderWay:
    """Somebody who takes part in a course: in which cohort, and when its lessons open to her. ``name`` is empty where
    who asks may not know it."""

    person: UUID
    cohort: str
    opens_on: Mapping[UUID, date]
    name: str = ""


# Who takes part in the course, as the user with this key may know them.
LEARNERS: Registry[Callable[[UUID, int], list[UnderWay]]] = Registry("finder of who takes part in a course")
# {person: the lessons she has passed} of these people and lessons.
PASSES: Registry[Callable[[Collection[UUID], Collection[UUID]], Mapping[UUID, Collection[UUID]]]] = Registry(
    "finder of the lessons people have passed"
)
