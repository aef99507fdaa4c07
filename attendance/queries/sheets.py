"""The list of a session: who is marked how, and what was marked before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise

from attendance.days import was_there
from attendance.enums import Means, Presence, Reason
from attendance.marks import Made, decides, differ, initials
from attendance.models import Mark
from cohorts.models import Enrolment, Session

WAITED = timedelta(minutes=10)


@dataclass(frozen=True)
class Row:
    """One person of the list. ``state`` is as the form says it, empty where she is not marked or two marks differ.

    ``mark`` goes with it: no id yet, and those of the marks that stand. Of who ``joined_later`` nothing is expected.
    """

    person: UUID
    name: str
    state: str = ""
    says: tuple[str, ...] = ()
    stands: tuple[UUID, ...] = ()
    heard: "tuple[Heard, ...]" = ()
    why_absent: str = ""
    joined_later: bool = False

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        """(state, how it is called) of what may be decided; absent for the reason that somebody gave."""
        absent = f"{Presence.ABSENT}/{self.why_absent}" if self.why_absent else str(Presence.ABSENT)
        return [(absent if value == Presence.ABSENT else value, label) for value, label in Presence.choices]

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def differs(self) -> bool:
        """Whether two marks say different things of her."""
        return differ(self.says)

    @property
    def mark(self) -> str:
        """What goes with her state."""
        return " ".join(["-", *map(str, self.stands)])

    @property
    def said(self) -> str:
        """Her state in words."""
        presence, _slash, reason = self.state.partition("/")
        words = str(Presence(presence).label) if presence else ""
        return f"{words}: {Reason(reason).label}" if reason else words

    @property
    def presence(self) -> str:
        """Present, late or absent, without the reason."""
        return self.state.partition("/")[0]


@dataclass(frozen=True)
class Sheet:
    """The list of a session, by name; last who joined after its day, while nothing is said of her."""

    rows: list[Row]

    @property
    def differing(self) -> list[Row]:
        """Those of whom somebody decides."""
        return [row for row in self.rows if row.differs]

    def count(self, presence: str) -> int:
        """How many are marked so."""
        return sum(row.presence == presence for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """{presence: how many}, ``differing`` of whom somebody decides, and ``open`` of whom nothing is said."""
        marked = {value: self.count(value) for value in Presence.values}
        differing = len(self.differing)
        expected = sum(not row.joined_later for row in self.rows)
        return {**marked, "differing": differing, "open": expected - sum(marked.values()) - differing}


@dataclass(frozen=True)
class Heard:
    """A mark as it is read: who said what of whom and when; ``stands`` while no other was made over it.

    It is a decision where it was made over several that differed.
    """

    name: str
    presence: Presence
    reason: str
    means: Means
    by: str
    device_at: datetime | None
    received_at: datetime
    stands: bool
    is_decision: bool = False

    @property
    def when(self) -> datetime:
        """When it was marked, by the clock of the device where it has one."""
        return self.device_at or self.received_at

    @property
    def came_later(self) -> bool:
        """Whether it waited for the network long enough to be worth saying."""
        return self.received_at - self.when > WAITED


def sheet_of(session: Session) -> Sheet:
    """Who took part on its day or is marked in it, by name; of a make-up those who were not in what it makes up.

    After them who joined later and takes part now: of many it is typed only afterwards that they were there. In a
    make-up also who is marked in it already, and nobody who was there the first time: who joined after the first time
    makes up for it too. Three queries.
    """
    marks = _standing_in([session.pk, session.makes_up_id or session.pk])
    here, before = marks.get(session.pk, {}), marks.get(session.makes_up_id or 0, {})
    then, later = _names_in(session)
    names = dict(then)
    for person, of_her in here.items():
        names.setdefault(person, of_her[0].person.name)
    joined_later = [(person, name) for person, name in later if person not in names]
    names.update(joined_later)
    listed = [key for key in names if key in here or not was_there(mark.presence for mark in before.get(key, ()))]
    after = dict(joined_later)
    return Sheet([_row(key, names[key], here.get(key, []), joined_later=key in after) for key in listed])


def history_of(session: Session) -> list[Heard]:
    """Every mark of the session with who made it, the newest first; one query."""
    marks = list(Mark.objects.filter(session=session).select_related("person", "recorded_by").order_by("-received_at"))
    made: dict[UUID, list[Made]] = defaultdict(list)
    for mark in marks:
        made[mark.person_id].append(Made(mark.pk, mark.presence, frozenset(map(UUID, mark.over))))
    return [_heard(mark, made[mark.person_id]) for mark in marks]


def differing_among(session: Session, people: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """{person: the ids of the marks that stand} of those of ``people`` of whom they say different things; one query."""
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    standing = Mark.objects.standing().filter(session=session, person__in=list(people)).order_by("pk")
    for person, key, presence in standing.values_list("person", "pk", "presence"):
        found[person].append((key, presence))
    return {
        person: [key for key, _said in marks]
        for person, marks in found.items()
        if differ([presence for _key, presence in marks])
    }


Names = list[tuple[UUID, str]]


def _names_in(session: Session) -> tuple[Names, Names]:
    """Who took part on its day, and who came after it and takes part now; one query."""
    day = timezone.localdate(session.starts_at)
    found: tuple[Names, Names] = [], []
    stays = Enrolment.objects.took_part().filter(cohort=session.block.cohort_id).order_by("person_name", "pk")
    for person, name, joined, left in stays.values_list("person", "person__name", "joined_at", "withdrawn_at"):
        if timezone.localdate(joined) > day:
            if left is None:
                found[1].append((person, name))
        elif left is None or timezone.localdate(left) > day:
            found[0].append((person, name))
    return found


def _standing_in(sessions: list[int]) -> Mapping[int, Mapping[UUID, list[Mark]]]:
    found: dict[int, dict[UUID, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in Mark.objects.standing().filter(session__in=sessions).select_related("person", "recorded_by"):
        found[mark.session_id][mark.person_id].append(mark)
    return found


def _row(person: UUID, name: str, marks: list[Mark], *, joined_later: bool) -> Row:
    says = tuple(Presence(mark.presence) for mark in marks)
    state, reason = "", next((mark.reason for mark in marks if mark.reason), "")
    if marks and not differ(says):
        state = f"{says[0]}/{reason}" if reason else str(says[0])
    heard = tuple(_heard(mark, []) for mark in marks)
    return Row(person, name, state, says, tuple(mark.pk for mark in marks), heard, reason, joined_later)


def _heard(mark: Mark, of_her: list[Made]) -> Heard:
    made = Made(mark.pk, mark.presence, frozenset(map(UUID, mark.over)))
    return Heard(
        mark.person.name,
        Presence(mark.presence),
        mark.get_reason_display(),
        Means(mark.means),
        mark.recorded_by.name,
        mark.device_at,
        mark.received_at,
        mark.stands,
        decides(made, of_her),
    )
