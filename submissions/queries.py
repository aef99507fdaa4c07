"""What of the things handed in still needs somebody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import UUIDField
from django.urls import NoReverseMatch
from django.utils.functional import Promise

from core.prepared import Given, Prepared
from people.models import Person
from submissions.kinds import Kind, submission_kinds
from submissions.models import Submission, SubmissionQuerySet
from submissions.permissions import submissions_helped_by

MOST_SHOWN = 100
BESIDE_WHAT_WAS_TYPED = "seen:"
_WAITING: Prepared[Submission] = Prepared(
    lambda: Submission.objects.filter(person=Given("person", UUIDField())).open().order_by().only("kind")
)


@dataclass(frozen=True)
class Need:
    """Something that waits for a person: what it is, of what, why it was not taken, what was typed, where it belongs.

    What is wrong in a field of its own would be refused again: it is mended on its page.
    """

    submission: Submission
    label: str | Promise
    title: str
    address: str
    lines: list[str]
    can_be_sent: bool


def needs_of(person: Person) -> list[Need]:
    """What ``person`` handed in and what was not taken, the newest first."""
    return _needs(Submission.objects.filter(person=person), person)


def needs_helped_by(person: Person) -> list[Need]:
    """What of others was not taken and ``person`` may see to, the newest first."""
    return _needs(submissions_helped_by(person), person)


def number_of_needs(person: Person) -> int:
    """How many things of hers wait for her."""
    waiting = _WAITING.all(person=person.pk)
    return len(waiting) - len(_taken_since(waiting))


def _needs(submissions: SubmissionQuerySet, reader: Person) -> list[Need]:
    waiting = list(submissions.open().select_related("person")[:MOST_SHOWN])
    taken = _taken_since(waiting)
    shown = [submission for submission in waiting if submission.pk not in taken]
    titles = _titles(shown, reader)
    return [_need(submission, titles.get((submission.kind, submission.about), "")) for submission in shown]


def _titles(submissions: Iterable[Submission], reader: Person) -> dict[tuple[str, str], str]:
    """{(kind, what it is about): its title}, asked once of each kind."""
    abouts: dict[str, set[str]] = defaultdict(set)
    for submission in submissions:
        abouts[submission.kind].add(submission.about)
    lent = {name: submission_kinds.get(name).titles for name in abouts if name in submission_kinds}
    return {(name, about): title for name, of in lent.items() for about, title in of(reader, abouts[name]).items()}


def _taken_since(submissions: Iterable[Submission]) -> set[UUID]:
    """Those of them that came once more later and were taken then."""
    of_kind: dict[str, list[UUID]] = defaultdict(list)
    for submission in submissions:
        of_kind[submission.kind].append(submission.pk)
    records = [(submission_kinds.get(name).record, ids) for name, ids in of_kind.items() if name in submission_kinds]
    return {
        pk for model, ids in records if model for pk in model.objects.filter(pk__in=ids).values_list("pk", flat=True)
    }


def _need(submission: Submission, title: str) -> Need:
    kind = submission_kinds.get(submission.kind) if submission.kind in submission_kinds else None
    typed = [value for name, value in submission.fields.items() if not name.startswith(BESIDE_WHAT_WAS_TYPED)]
    lines = [text for value in typed for text in (value if isinstance(value, list) else [value]) if text]
    return Need(
        submission=submission,
        label=kind.label if kind else submission.kind,
        title=title,
        address=_address(kind, submission.about) if kind else "",
        lines=lines,
        can_be_sent=kind is not None and not submission.field,
    )


def _address(kind: Kind, about: str) -> str:
    """Nowhere, where it came about something that has no page."""
    try:
        return kind.address(about)
    except NoReverseMatch:
        return ""
