"""The list of a session: who is marked how, and what was marked before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from attendance.enums import MARKED, Means, Presence, Reason
from attendance.listed import Listed, Stay, listed_as
from attendance.marks import Made, decides, differ, initials
from attendance.models import Mark, Scan
from attendance.permissions import scans_seen_by
from attendance.queries.sessions import people_counted
from cohorts.models import Enrolment, Session
from people.models import Person
from people.permissions import people_not_named_to
from people.queries import names_told_apart

WAITED = timedelta(minutes=10)


@dataclass(frozen=True)
class Row:
    """One person of the list. ``state`` is as the form says it, empty where she is not marked or two marks differ.

    ``mark`` goes with it: no id yet, and those of the marks that stand. Who is ``listed`` below the others
    is marked by name or not at all. ``earlier`` is the state of the session before it on that day and the ids of the
    marks there, which without a state differ; ``offered`` that state, where she asked for it and nothing stands of this
    session.
    """

    person: UUID
    name: str
    state: str = ""
    says: tuple[str, ...] = ()
    stands: tuple[UUID, ...] = ()
    heard: "tuple[Heard, ...]" = ()
    why_absent: str = ""
    listed: Listed = Listed.EXPECTED
    earlier: str = ""
    offered: str = ""

    @property
    def is_expected(self) -> bool:
        """Whether something is to be said of her."""
        return self.listed == Listed.EXPECTED

    @property
    def left_then(self) -> bool:
        """Whether she left on the day itself."""
        return self.listed == Listed.LEFT

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        """(state, how it is called) of what may be decided; absent for the reason that somebody gave."""
        absent = f"{Presence.ABSENT}/{self.why_absent}" if self.why_absent else str(Presence.ABSENT)
        return [(absent if each == Presence.ABSENT else str(each), each.label) for each in MARKED]

    @property
    def unmarked(self) -> str:
        """What it is called in the form that she is not marked: to take back what stands it has to be said."""
        return str(Presence.OPEN) if self.state else ""

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
        """Her state in words, or the one that is offered."""
        return _in_words(self.state or self.offered)

    @property
    def stands_as(self) -> str:
        """Her state in words."""
        return _in_words(self.state)

    @property
    def presence(self) -> str:
        """Present, late or absent, without the reason."""
        return self.state.partition("/")[0]


@dataclass(frozen=True)
class Sheet:
    """The list of a session, by name; below, while nothing is said of them, who left on its day and who joined later.

    ``unnamed`` are marked and counted, and not named to who reads the list; of whom two marks differ is none of them,
    for nobody who cannot see her decides of her. ``withheld`` are the keys of all whose names are not told.
    """

    rows: list[Row]
    unnamed: tuple[Row, ...] = ()
    withheld: frozenset[UUID] = frozenset()

    @property
    def differing(self) -> list[Row]:
        """Those of whom somebody decides."""
        return [row for row in self.rows if row.differs]

    def count(self, presence: str) -> int:
        """How many are marked so."""
        return sum(row.presence == presence for row in (*self.rows, *self.unnamed))

    @property
    def counts(self) -> dict[str, int]:
        """{presence: how many}, ``differing`` of whom somebody decides, and ``open`` of whom nothing is said."""
        marked = {str(each): self.count(each) for each in MARKED}
        differing = len(self.differing)
        expected = sum(row.is_expected for row in self.rows) + len(self.unnamed)
        return {**marked, "differing": differing, "open": expected - sum(marked.values()) - differing}


@dataclass(frozen=True)
class Heard:
    """A mark as it is read: who said what of whom and when; ``stands`` while no other was made over it.

    Without a ``presence`` it is no mark: she scanned the code, and was marked already. ``by_key`` tells two who have
    one name apart.

    It is a decision where it was made over several that differed.
    """

    name: str
    presence: Presence | None
    reason: str
    means: Means
    by: str
    device_at: datetime | None
    received_at: datetime
    stands: bool
    is_decision: bool = False
    by_key: UUID | None = None

    @property
    def said(self) -> str:
        """What it says of her, in words."""
        return str(self.presence.label if self.presence else _("Scanned, and was marked already"))

    @property
    def when(self) -> datetime:
        """When it was marked, by the clock of the device where it has one."""
        return self.device_at or self.received_at

    @property
    def came_later(self) -> bool:
        """Whether it waited for the network long enough to be worth saying."""
        return self.received_at - self.when > WAITED


def sheet_of(session: Session, viewer: Person) -> Sheet:
    """Who is listed in it by :mod:`attendance.listed` or marked in it; of a make-up for whom that day does not count.

    In a make-up also who is marked in it already, and nobody who was there that day: who joined after it makes up for
    it too. Who is not to be named to ``viewer`` is counted where she is marked. Four queries, five where two have one
    name, two more for a make-up.
    """
    here = _standing_in([session.pk]).get(session.pk, {})
    counted_before = people_counted(session.makes_up) if session.makes_up else set()
    unnamed = _not_named(session, viewer)
    listed = _listed_in(session)
    names = {person: name for person, (name, way) in listed.items() if way == Listed.EXPECTED}
    for person, of_her in here.items():
        names.setdefault(person, of_her[0].person.name)
    below = sorted((person for person in listed if person not in names), key=lambda person: listed[person][1])
    ways = {person: listed[person][1] for person in below}
    names = names_told_apart(names | {person: listed[person][0] for person in below})
    shown = [key for key in names if key in here or key not in counted_before]
    rows = [
        _row(key, names[key], here.get(key, []), ways.get(key, Listed.EXPECTED)) for key in shown if key not in unnamed
    ]
    counted = [_row(key, "", here[key], Listed.EXPECTED) for key in shown if key in unnamed & {*here}]
    return Sheet(rows, tuple(row for row in counted if not row.differs), frozenset(unnamed))


def earlier_of(session: Session) -> Session | None:
    """The session before it on its day, whose list is that of the same people; one query."""
    same = Session.objects.standing().filter(
        block__cohort=session.block.cohort_id,
        starts_at__date=timezone.localdate(session.starts_at),
        starts_at__lt=session.starts_at,
        makes_up=None,
    )
    return None if session.makes_up_id else same.order_by("-starts_at", "-pk").first()


def with_earlier(sheet: Sheet, earlier: Session, *, is_offered: bool) -> Sheet:
    """``sheet`` with how each stood in the ``earlier`` session, offered her where nothing stands; one query.

    Who came late there is here, and no more late.
    """
    marks = _standing_in([earlier.pk]).get(earlier.pk, {})
    before = {person: _row(person, "", of_her, Listed.EXPECTED) for person, of_her in marks.items()}
    states = {
        person: str(Presence.PRESENT) if row.presence == Presence.LATE else row.state for person, row in before.items()
    }

    def beside(row: Row) -> Row:
        if row.person not in before:
            return row
        state = states[row.person]
        named = " ".join([state, *map(str, before[row.person].stands)])
        is_open = row.is_expected and not row.says
        return replace(row, earlier=named, offered=state if is_offered and is_open else "")

    return replace(sheet, rows=[beside(row) for row in sheet.rows])


def history_of(session: Session, viewer: Person, sheet: Sheet | None = None) -> list[Heard]:
    """Every mark of those who are named to ``viewer``, with who made it, and every scan of who was marked already; the
    newest first. Three queries, two where ``sheet`` says who is not named."""
    unnamed = sheet.withheld if sheet else _not_named(session, viewer)
    of_all = Mark.objects.filter(session=session).select_related("person", "recorded_by").order_by("-received_at")
    marks = [mark for mark in of_all if mark.person_id not in unnamed]
    made: dict[UUID, list[Made]] = defaultdict(list)
    for mark in marks:
        made[mark.person_id].append(Made(mark.pk, mark.presence, frozenset(map(UUID, mark.over))))
    scans = scans_seen_by(viewer).filter(session=session).select_related("person").order_by("-at")
    heard = [_heard(mark, made[mark.person_id]) for mark in marks]
    heard += [_heard_scan(scan) for scan in scans if scan.person_id not in unnamed]
    return sorted(heard, key=lambda each: each.received_at, reverse=True)


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


def _listed_in(session: Session) -> dict[UUID, tuple[str, Listed]]:
    """{person: (her name, how she stands on the list)}, by name; one query."""
    stays = Enrolment.objects.took_part().filter(cohort=session.block.cohort_id).order_by("person_name", "pk")
    hers: dict[UUID, list[Stay]] = defaultdict(list)
    names = {}
    for person, name, joined, left in stays.values_list("person", "person__name", "joined_at", "withdrawn_at"):
        names[person] = name
        hers[person].append((timezone.localtime(joined), timezone.localtime(left) if left else None))
    begins_at = timezone.localtime(session.starts_at)
    ways = {person: listed_as(begins_at, of_her) for person, of_her in hers.items()}
    return {person: (names[person], way) for person, way in ways.items() if way is not None}


def _not_named(session: Session, viewer: Person) -> set[UUID]:
    unnamed = people_not_named_to(viewer).filter(enrolments__cohort=session.block.cohort_id)
    return set(unnamed.values_list("pk", flat=True))


def _in_words(state: str) -> str:
    presence, _slash, reason = state.partition("/")
    words = str(Presence(presence).label) if presence else ""
    return f"{words}: {Reason(reason).label}" if reason else words


def _standing_in(sessions: list[int]) -> Mapping[int, Mapping[UUID, list[Mark]]]:
    found: dict[int, dict[UUID, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in Mark.objects.standing().filter(session__in=sessions).select_related("person", "recorded_by"):
        found[mark.session_id][mark.person_id].append(mark)
    return found


def _row(person: UUID, name: str, marks: list[Mark], listed: Listed) -> Row:
    says = tuple(Presence(mark.presence) for mark in marks)
    state, reason = "", next((mark.reason for mark in marks if mark.reason), "")
    if marks and not differ(says):
        state = f"{says[0]}/{reason}" if reason else str(says[0])
    heard = tuple(_heard(mark, []) for mark in marks)
    return Row(person, name, state, says, tuple(mark.pk for mark in marks), heard, reason, listed)


def _heard_scan(scan: Scan) -> Heard:
    name = scan.person.name
    return Heard(name, None, "", Means.CODE, name, None, scan.at, stands=True, by_key=scan.person_id)


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
        mark.recorded_by_id,
    )
