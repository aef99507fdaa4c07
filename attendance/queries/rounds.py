"""What was marked in a session, round by round: forty names ticked off one after the other are one thing done."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from attendance.enums import Means, Presence
from attendance.queries.sheets import Heard

# Who ticks off a list pauses for so long, and goes on with the same round.
PAUSE = timedelta(minutes=15)
ORDER = (*Presence, None)


@dataclass
class Round:
    """Marks that one person made one after the other, or that learners made by the code, the newest first."""

    by: str
    means: Means
    marks: list[Heard] = field(default_factory=list)

    @property
    def newest(self) -> Heard:
        """By which it stands in its place."""
        return self.marks[0]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """(how it is called, how many) of what was said in it."""
        said = Counter(mark.said for mark in sorted(self.marks, key=lambda mark: ORDER.index(mark.presence)))
        return list(said.items())

    @property
    def replaced(self) -> int:
        """Over how many of its marks another was made later."""
        return sum(not mark.stands for mark in self.marks)

    @property
    def decided(self) -> int:
        """How many of its marks decide between two that differed."""
        return sum(mark.is_decision for mark in self.marks)

    def takes(self, mark: Heard) -> bool:
        """Whether ``mark``, which came before its others, is of it."""
        is_hers = mark.means == self.means and (mark.by_key == self.newest.by_key or mark.means == Means.CODE)
        return is_hers and abs(self.marks[-1].when - mark.when) <= PAUSE


def rounds_of(history: Iterable[Heard]) -> list[Round]:
    """The marks of ``history`` (the newest first) in rounds, the newest round first.

    Worked: three names at 10:50, 10:52 and 11:01 by Rukmini are one round. One more by her at 17:00 is another, and so
    is one by Salma at 10:53, after which Rukmini's next begin a new one.
    """
    rounds: list[Round] = []
    for mark in history:
        if not (rounds and rounds[-1].takes(mark)):
            rounds.append(Round("" if mark.means == Means.CODE else mark.by, mark.means))
        rounds[-1].marks.append(mark)
    return rounds
