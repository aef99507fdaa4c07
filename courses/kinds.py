"""What follows at once from what a learner does: lent by upper apps, told in the transaction of the fact."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.registry import Registry


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
