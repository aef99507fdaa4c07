"""Pictures of what learners made, as the page of a course shows them. The app that keeps them lends them."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from core.registry import Registry


@dataclass(frozen=True)
class Work:
    """A picture of so many pixels at ``address``. ``seen`` and ``maker`` are as they were typed, in ``language``.

    ``maker`` is empty where she does not want to be named.
    """

    address: str
    width: int
    height: int
    seen: str
    maker: str
    language: str


# The newest pictures of a course, of those that everybody may see.
WorksFinder = Callable[[UUID], list[Work]]
WORKS: Registry[WorksFinder] = Registry("finder of pictures of work")


def works_of(course_key: UUID) -> list[Work]:
    """What learners of the course made, as everybody may see it."""
    return [work for find in WORKS for work in find(course_key)]
