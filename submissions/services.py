"""Taking what is handed in: one function for the batch of a phone, for the button of a page and for a socket."""

import json
import logging
from collections.abc import Callable
from uuid import UUID, uuid4

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.forms import Form
from django.http import QueryDict
from django.utils import timezone

from core.errors import Refusal
from core.limits import RECORDS, within_budget
from core.records import Outcome, Standing
from people.models import Person
from submissions.errors import CouldNotBeDealtWith, IdIsTaken, KindIsUnknown, TooMuchAtOnce
from submissions.fields import as_kept
from submissions.kinds import Facts, Handed, Kind, kinds, ways_to_help
from submissions.models import Submission

logger = logging.getLogger(__name__)

__all__ = [
    "Handed",
    "Kind",
    "from_page",
    "may_hand_in",
    "register_kind",
    "register_way_to_help",
    "send_again",
    "set_aside",
    "take",
    "take_from_page",
]


def register_kind(name: str, kind: Kind) -> None:
    """Let an upper app take what is handed in under ``name``."""
    kinds.register(name, kind)


def register_way_to_help(name: str, reach: Callable[[Person], Q]) -> None:
    """Let an upper app say which submissions of others a person may see to."""
    ways_to_help.register(name, reach)


def may_hand_in(person: Person, *, records: int = 1) -> bool:
    """Whether ``person`` has not handed in too much of late; counted for every door together."""
    return within_budget(RECORDS, person.pk, cost=records)


def take(person: Person, handed: Handed, *, is_shown_again: bool = False) -> Outcome:
    """What came of ``handed``. The same id again changes nothing and is answered as the first time.

    What is taken and its effect are one transaction. What is not taken is kept as it came, whatever was the matter;
    only what is refused and ``is_shown_again`` by the page at once, with the reason and what she typed, is not.
    """
    try:
        return Outcome.applied(_apply(person, handed))
    except Refusal as refusal:
        outcome = Outcome.of(refusal)
        is_hers_to_mend = is_shown_again and outcome.standing == Standing.REFUSED
        return outcome if is_hers_to_mend else _keep(person, handed, outcome)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is known, and the phone tries again
    except IntegrityError as error:
        return _known(person, handed) or _keep_trouble(person, handed, error)
    except Exception as error:
        return _keep_trouble(person, handed, error)


def take_from_page(person: Person, handed: Handed) -> Outcome:
    """What came of the button of a page, which shows what is refused at once; as much as by any other door."""
    if not may_hand_in(person):
        return Outcome.of(TooMuchAtOnce())
    return take(person, handed, is_shown_again=True)


def send_again(submission: Submission, *, fields: QueryDict | None = None) -> Outcome:
    """Hand in once more, as its author's, what was held or refused; with ``fields`` where it was mended."""
    handed = Handed(
        id=submission.pk,
        kind=submission.kind,
        about=submission.about,
        fields=submission.data if fields is None else fields,
        device_at=submission.device_at,
    )
    with transaction.atomic():
        Submission.objects.open().filter(pk=submission.pk).delete()
        return take(submission.person, handed)


def set_aside(submission: Submission) -> None:
    """It needs nobody any more."""
    Submission.objects.open().filter(pk=submission.pk).update(settled_at=timezone.now())


def from_page(kind: str, about: str, post: QueryDict) -> Handed:
    """What the button of a page sends. The page gives it an id, so that pressing twice is once."""
    try:
        known = UUID(post.get("id", ""))
    except ValueError:
        known = uuid4()
    return Handed(id=known, kind=kind, about=about, fields=post)


def refused_by(form: Form) -> Refusal:
    """The first complaint of ``form`` as a refusal."""
    name, errors = next(iter(form.errors.as_data().items()))
    refusal = Refusal(" ".join(errors[0].messages))
    refusal.code = errors[0].code or Refusal.code
    refusal.field = "" if name == NON_FIELD_ERRORS else name
    return refusal


@transaction.atomic
def _apply(person: Person, handed: Handed) -> Facts | None:
    kind = kinds.get(handed.kind) if handed.kind in kinds else None
    if kind is None:
        raise KindIsUnknown
    if kind.record is None and not kind.is_repeatable:
        _row(person, handed, Outcome.applied()).save(force_insert=True)
    form = kind.form(person, handed)
    if not form.is_valid():
        raise refused_by(form)
    facts = kind.apply(person, handed, form)
    if handed.corrects:
        Submission.objects.open().filter(pk=handed.corrects, person=person).update(settled_at=timezone.now())
    return facts


def _known(person: Person, handed: Handed) -> Outcome | None:
    """What was answered when the id came before; None where it never did."""
    kind = kinds.get(handed.kind)
    record = kind.record.objects.filter(pk=handed.id).first() if kind.record else None
    try:
        if record:
            if record.recorded_by_id != person.pk:
                raise IdIsTaken
            return Outcome.duplicate(kind.facts(record, handed))
        return _known_row(person, handed)
    except IdIsTaken as refusal:
        return Outcome.of(refusal)


def _known_row(person: Person, handed: Handed) -> Outcome | None:
    row = Submission.objects.filter(pk=handed.id).first()
    if row is None:
        return None
    if (row.person_id, row.kind, row.about) != (person.pk, handed.kind, handed.about):
        raise IdIsTaken
    if row.standing == Standing.APPLIED:
        return Outcome.duplicate()
    return Outcome(Standing(row.standing), row.code, row.sentence, row.field)


def _keep_trouble(person: Person, handed: Handed, error: Exception) -> Outcome:
    logger.error("Submission %s of kind %s broke", handed.id, handed.kind, exc_info=error)
    return _keep(person, handed, Outcome.of(CouldNotBeDealtWith()))


def _keep(person: Person, handed: Handed, outcome: Outcome) -> Outcome:
    """Keep what was not taken as it came; what was kept so before is answered as then."""
    logger.warning("Submission %s of kind %s %s: %s", handed.id, handed.kind, outcome.standing, outcome.code)
    try:
        with transaction.atomic():
            _row(person, handed, outcome, payload=json.dumps({"fields": as_kept(handed.fields)})).save(
                force_insert=True
            )
    except IntegrityError:
        try:
            return _known_row(person, handed) or outcome
        except IdIsTaken as refusal:
            return Outcome.of(refusal)
    return outcome


def _row(person: Person, handed: Handed, outcome: Outcome, payload: str = "") -> Submission:
    return Submission(
        id=handed.id,
        kind=handed.kind,
        about=handed.about,
        person=person,
        payload=payload,
        device_at=handed.device_at,
        standing=outcome.standing,
        code=outcome.code,
        sentence=str(outcome.sentence),
        field=outcome.field,
    )
