"""Taking what is handed in: one function for the batch of a phone, for the button of a page and for a socket."""

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.forms import Form
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy

from core.errors import Refusal
from core.limits import RECORDS, RECORDS_WITH_FILES, within_budget
from core.local_text import in_each_language
from core.records import Outcome, Standing
from core.services import record_audit
from people.models import Person, User
from submissions.errors import CouldNotBeDealtWith, IdIsTaken, KindIsUnknown, TooMuchAtOnce
from submissions.fields import as_kept
from submissions.kinds import Facts, Handed, Kind, submission_kinds
from submissions.models import Submission

logger = logging.getLogger(__name__)

SETTLED_IS_KEPT = timedelta(days=90)


def take(person: Person, handed: Handed, *, is_shown_again: bool = False) -> Outcome:
    """What came of ``handed``. The same id again changes nothing and is answered as the first time.

    What is taken and its effect are one transaction, but for kinds that need none. What is not taken is kept as it
    came, whatever was the matter; only what is refused and ``is_shown_again`` by the page at once, with the reason and
    what she typed, is not.

    Raises TooMuchAtOnce past what anybody writes, by whatever door it comes: it was not looked at.
    """
    kind = submission_kinds.get(handed.kind) if handed.kind in submission_kinds else None
    holds_file = kind is not None and kind.holds_file(handed.fields)
    if not within_budget(RECORDS, person.pk):
        raise TooMuchAtOnce
    if holds_file and not within_budget(RECORDS_WITH_FILES, person.pk):
        raise TooMuchAtOnce
    try:
        if kind is None:
            raise KindIsUnknown
        return Outcome.applied(_apply(person, handed, kind, _read(person, handed, kind) if holds_file else None))
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
    """What came of the button of a page, which shows what is refused at once."""
    try:
        outcome = take(person, handed, is_shown_again=True)
    except TooMuchAtOnce as refusal:
        return Outcome.of(refusal)
    if outcome.is_kept:
        _settle_refused(person, handed)
    return outcome


def send_again(submission: Submission, *, by: User) -> Outcome:
    """Hand in once more, as its author's, what was held or refused."""
    with transaction.atomic():
        waiting_with_it = list(held_with(submission))
        Submission.objects.open().filter(pk=submission.pk).delete()
        record_audit("submission.sent_again", submission, by=by, kind=submission.kind)
        outcome = take(submission.person, submission.handed)
        if outcome.is_kept:
            for each in waiting_with_it:
                send_again(each, by=by)
        return outcome


@transaction.atomic
def set_aside(submission: Submission, *, by: User) -> None:
    """It needs nobody any more, nor what is held with it."""
    for each in (submission, *held_with(submission)):
        if Submission.objects.open().filter(pk=each.pk).update(settled_at=timezone.now()):
            record_audit("submission.set_aside", each, by=by, kind=each.kind)


def held_with(submission: Submission) -> list[Submission]:
    """What waits for ``submission`` to be taken, in the order in which it is to be taken then."""
    releases = submission_kinds.get(submission.kind).releases if submission.kind in submission_kinds else ()
    if not releases:
        return []
    held = Submission.objects.open().filter(
        person=submission.person_id, about=submission.about, kind__in=releases, standing=Standing.HELD
    )
    return sorted(held.order_by("received_at", "pk"), key=lambda each: releases.index(each.kind))


def purge_settled(payload: dict[str, Any]) -> None:
    """The daily job that clears what was not taken and has been seen to long ago, with what was typed."""
    Submission.objects.filter(settled_at__lt=timezone.now() - SETTLED_IS_KEPT).delete()


def from_page(kind: str, about: str, post: QueryDict, mended: Submission | None = None) -> Handed:
    """What the button of a page sends. The page gives it an id, so that pressing twice is once."""
    try:
        known = UUID(post.get("id", ""))
    except ValueError:
        known = uuid4()
    return Handed(id=known, kind=kind, about=about, fields=post, corrects=mended.pk if mended else None)


def refused_by(form: Form) -> Refusal:
    """The first complaint of ``form`` as a refusal, with those of all fields where several are wrong."""
    complaints = {"" if name == NON_FIELD_ERRORS else name: errors[0] for name, errors in form.errors.as_data().items()}
    name, first = next(iter(complaints.items()))
    refusal = Refusal(_sentence_of(first))
    refusal.code = first.code or Refusal.code
    refusal.field = name
    if len(complaints) > 1:
        refusal.faults = {name: _sentence_of(error) for name, error in complaints.items()}
    return refusal


def _sentence_of(error: ValidationError) -> str:
    """In the language in which it is read."""
    return lazy(lambda: " ".join(error.messages), str)()


def _read(person: Person, handed: Handed, kind: Kind) -> Form:
    form = kind.form(person, handed)
    if not form.is_valid():
        raise refused_by(form)
    return form


def _apply(person: Person, handed: Handed, kind: Kind, read: Form | None) -> Facts | None:
    """``read`` is its form where that has been read already."""
    if kind.needs_no_transaction and handed.corrects is None:
        return kind.apply(person, handed, read or _read(person, handed, kind))
    with transaction.atomic():
        return _apply_whole(person, handed, kind, read)


def _apply_whole(person: Person, handed: Handed, kind: Kind, read: Form | None) -> Facts | None:
    if kind.record is None and not kind.is_repeatable:
        _row(person, handed, Outcome.applied()).save(force_insert=True)
    facts = kind.apply(person, handed, read or _read(person, handed, kind))
    _settle_corrected(person, handed)
    return facts


def _settle_corrected(person: Person, handed: Handed) -> None:
    """What was mended needs nobody any more: what came in its place does, where that was not taken either."""
    if handed.corrects:
        older = Submission.objects.open().filter(pk=handed.corrects, person=person).exclude(pk=handed.id)
        older.update(settled_at=timezone.now())


def _settle_refused(person: Person, handed: Handed) -> None:
    """What was refused of the same fields before needs nobody any more, where a kind is written over.

    A phone names what its record corrects; a page does not, and of what is refused again the newest alone is mended.
    """
    if handed.kind not in submission_kinds or not submission_kinds.get(handed.kind).is_written_over:
        return
    older = Submission.objects.open().filter(
        person=person, kind=handed.kind, about=handed.about, standing=Standing.REFUSED
    )
    settled = [each.pk for each in older.exclude(pk=handed.id) if each.fields.keys() <= handed.fields.keys()]
    if settled:
        Submission.objects.filter(pk__in=settled).update(settled_at=timezone.now())


def _known(person: Person, handed: Handed) -> Outcome | None:
    """What was answered when the id came before; None where it never did."""
    kind = submission_kinds.get(handed.kind)
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
    """Keep what was not taken, as it came but for its files; what was kept so before is answered as then."""
    logger.warning("Submission %s of kind %s %s: %s", handed.id, handed.kind, outcome.standing, outcome.code)
    try:
        with transaction.atomic():
            payload = json.dumps({"fields": _fields_kept(handed, outcome)})
            _row(person, handed, outcome, payload).save(force_insert=True)
            _settle_refused(person, handed)
            _settle_corrected(person, handed)
    except IntegrityError:
        try:
            return _known_row(person, handed) or outcome
        except IdIsTaken as refusal:
            return Outcome.of(refusal)
    return outcome


def _fields_kept(handed: Handed, outcome: Outcome) -> dict[str, Any]:
    """A file of what is refused is on the phone still, of what is held nowhere else. An empty field says it had one."""
    fields = as_kept(handed.fields)
    if handed.kind not in submission_kinds:  # of another edition: what goes by the name of a file is one
        return fields | dict.fromkeys({name for kind in submission_kinds for name in kind.files} & fields.keys(), "")
    files = submission_kinds.get(handed.kind).files
    for name in files.keys() & fields.keys():
        try:
            fields[name] = files[name](str(handed.fields[name])) if outcome.standing == Standing.HELD else ""
        except ValueError:
            fields[name] = ""
    return fields


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
        sentences=in_each_language(outcome.sentence),
        field=outcome.field,
    )
