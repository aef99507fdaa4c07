"""What of the things handed in still needs somebody."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import UUIDField
from django.urls import NoReverseMatch
from django.utils.functional import Promise

from core.prepared import Given, Prepared
from core.records import Standing
from people.models import Person
from submissions.kinds import Handed, Kind, submission_kinds
from submissions.models import Submission, SubmissionQuerySet
from submissions.permissions import submissions_helped_by

MOST_SHOWN = 100
BESIDE_WHAT_WAS_TYPED = "seen:"
_WAITING: Prepared[Submission] = Prepared(
    lambda: (
        Submission.objects.filter(person=Given("person", UUIDField()))
        .open()
        .order_by()
        .only("kind", "about", "person", "standing")
    )
)


@dataclass(frozen=True)
class Need:
    """Something that waits for a person: what it is, of what, why it was not taken, what was typed, where it belongs.

    What is wrong in a field of its own would be refused again, and what came with a file was kept without: both are
    mended on their page. So many others are ``held``
    with it, until it is taken.
    """

    submission: Submission
    label: str | Promise
    title: str
    address: str
    lines: list[str]
    can_be_sent: bool
    held: int = 0


def needs_of(person: Person) -> list[Need]:
    """What ``person`` handed in and what was not taken, the newest first."""
    return _needs(Submission.objects.filter(person=person), person)


def needs_helped_by(person: Person) -> list[Need]:
    """What of others was not taken and ``person`` may see to, the newest first."""
    return _needs(submissions_helped_by(person), person)


def number_of_needs(person: Person) -> int:
    """How many things of hers wait for her."""
    waiting = _WAITING.all(person=person.pk)
    return len(waiting) - len(_taken_since(waiting) | _held_with_another(waiting).keys())


def _needs(submissions: SubmissionQuerySet, reader: Person) -> list[Need]:
    waiting = list(submissions.open().select_related("person")[:MOST_SHOWN])
    taken, held = _taken_since(waiting), _held_with_another(waiting)
    shown = [submission for submission in waiting if submission.pk not in taken | held.keys()]
    titles, lines = _titles(shown, reader), typed_in(shown)
    number_held = Counter(held.values())
    return [
        _need(each, titles.get((each.kind, each.about), ""), lines[each.pk], number_held[each.pk]) for each in shown
    ]


def _titles(submissions: Iterable[Submission], reader: Person) -> dict[tuple[str, str], str]:
    """{(kind, what it is about): its title}, asked once of each kind."""
    abouts: dict[str, set[str]] = defaultdict(set)
    for submission in submissions:
        abouts[submission.kind].add(submission.about)
    lent = {name: submission_kinds.get(name).titles for name in abouts if name in submission_kinds}
    return {(name, about): title for name, of in lent.items() for about, title in of(reader, abouts[name]).items()}


def typed_in(submissions: Sequence[Submission]) -> dict[UUID, list[str]]:
    """{submission: what was typed, as a reader says it}."""
    words = _words(submissions)
    return {each.pk: words[each.pk] if each.pk in words else _as_typed(each) for each in submissions}


def label_of(submission: Submission) -> str | Promise:
    """What it is."""
    return submission_kinds.get(submission.kind).label if submission.kind in submission_kinds else submission.kind


def _as_typed(submission: Submission) -> list[str]:
    files = submission_kinds.get(submission.kind).files if submission.kind in submission_kinds else {}
    named = submission.fields.items()
    typed = [value for name, value in named if not name.startswith(BESIDE_WHAT_WAS_TYPED) and name not in files]
    return [text for value in typed for text in (value if isinstance(value, list) else [value]) if text]


def _words(submissions: Iterable[Submission]) -> dict[UUID, list[str]]:
    """{submission: what was typed as a reader says it}, asked once of each kind; of some it is read as typed."""
    of_kind: dict[str, list[Handed]] = defaultdict(list)
    for submission in submissions:
        if submission.kind in submission_kinds:
            of_kind[submission.kind].append(submission.handed)
    said: dict[UUID, list[str]] = {}
    for name, all_of_it in of_kind.items():
        said |= submission_kinds.get(name).words(all_of_it)
    return said


def _held_with_another(submissions: Iterable[Submission]) -> dict[UUID, UUID]:
    """{one that is held: the one it waits for}, where both are among them."""
    first = {}
    for each in submissions:
        for name in submission_kinds.get(each.kind).releases if each.kind in submission_kinds else ():
            first[each.person_id, each.about, name] = each.pk
    waiting_for = {
        each.pk: first.get((each.person_id, each.about, each.kind))
        for each in submissions
        if each.standing == Standing.HELD
    }
    return {pk: other for pk, other in waiting_for.items() if other}


def _taken_since(submissions: Iterable[Submission]) -> set[UUID]:
    """Those of them that came once more later and were taken then."""
    of_kind: dict[str, list[UUID]] = defaultdict(list)
    for submission in submissions:
        of_kind[submission.kind].append(submission.pk)
    records = [(submission_kinds.get(name).record, ids) for name, ids in of_kind.items() if name in submission_kinds]
    return {
        pk for model, ids in records if model for pk in model.objects.filter(pk__in=ids).values_list("pk", flat=True)
    }


def _need(submission: Submission, title: str, lines: list[str], held: int) -> Need:
    kind = submission_kinds.get(submission.kind) if submission.kind in submission_kinds else None
    return Need(
        submission=submission,
        label=label_of(submission),
        title=title,
        address=_address(kind, submission) if kind else "",
        lines=lines,
        can_be_sent=kind is not None and not submission.field and not _lacks_file(kind, submission),
        held=held,
    )


def _lacks_file(kind: Kind, submission: Submission) -> bool:
    """Whether it came with a file that was not kept: it is sent from the phone that has it."""
    return any(submission.fields.get(name) == "" for name in kind.files)


def mended_by(person: Person, kind: str, about: str, key: str) -> Submission | None:
    """What of hers was not taken, has this ``key``, and is mended by what is handed in as ``kind`` about the same."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return Submission.objects.open().filter(person=person, kind=kind, about=about, pk=wanted).first()


def _address(kind: Kind, submission: Submission) -> str:
    """Nowhere, where it came about something that has no page."""
    try:
        return kind.mended_at(submission.about, submission.pk)
    except NoReverseMatch:
        return ""
