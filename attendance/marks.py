"""Which of several marks of one person in one session stand.

A mark names those it was made over: all that its maker saw there. What nobody was made over stands. So it comes to the
same in whichever order phones deliver, and however often; and of two trainers who could not see each other's marks
neither overwrites the other: both stand, until somebody makes one over both.

A mark by which somebody is *not marked* after all takes back those it was made over, and does not stand itself: it says
nothing of her that another mark could differ from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from attendance.enums import Presence
from core.text import clusters


@dataclass(frozen=True)
class Made:
    """A mark: what it says, and over which it was made."""

    id: UUID
    said: str
    over: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Said:
    """A mark as it is handed in: its id, of whom, what, why not, and the ids of the marks it is made over.

    What is said ``at_once`` comes by the button of a page, with a network: it is also made over all that its maker has
    said there herself, and where it says what stands there anyway it says nothing.
    """

    id: UUID
    person: UUID
    presence: str
    reason: str = ""
    over: frozenset[UUID] = frozenset()
    at_once: bool = False


def standing(marks: Iterable[Made]) -> list[Made]:
    """Those that say something and that no other was made over, by their ids."""
    all_of_them = {mark.id: mark for mark in marks}
    replaced = {named for mark in all_of_them.values() for named in mark.over if named != mark.id}
    saying = (mark for mark in all_of_them.values() if mark.said != Presence.OPEN)
    return sorted((mark for mark in saying if mark.id not in replaced), key=lambda mark: mark.id)


def differ(said: Sequence[str]) -> bool:
    """Whether those that stand say different things, so that a person decides."""
    return len(set(said)) > 1


def decides(mark: Made, marks: Iterable[Made]) -> bool:
    """Whether ``mark`` was made over several of ``marks`` that stood side by side and differed."""
    return differ([each.said for each in standing(each for each in marks if each.id in mark.over)])


def initials(name: str) -> str:
    """At most two letters for a face of which there is no photo: the first as they are read of the first and last word.

    Where the first has no small form, it stands alone: letters of Indian scripts are wide, and two of them do not go
    into a face. ``लक्ष्मी देवी`` gives ``ल``.
    """
    words = name.split()
    letters = [clusters(word)[0] for word in (words if len(words) < 3 else [words[0], words[-1]])]
    return "".join(letters if all(letter.upper() != letter.lower() for letter in letters) else letters[:1])
