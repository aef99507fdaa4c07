"""Writing the audit trail, and making what a form asks for once."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from core.models import AuditEntry, SentForm
from core.prepared import PreparedInsert
from core.records import FieldRecord, NoLongerStands

P = ParamSpec("P")
T = TypeVar("T")
FORMS_ARE_KNOWN_FOR = timedelta(weeks=1)


def in_one_transaction(service: Callable[P, T]) -> Callable[P, T]:
    """``service`` in the transaction of who calls it, else in its own: without the savepoint of a nested ``atomic``.

    For what is done at every press, and refuses before it writes a row: there is nothing to take back. What the
    database itself refuses must take who called along: she catches it outside of her transaction, or in a savepoint. A
    file that was written stays where a caller takes back the rest; who writes one clears it.
    """

    @wraps(service)
    def joined(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            return service(*args, **kwargs)
        with transaction.atomic():
            return service(*args, **kwargs)

    return joined


def record_audit(action: str, subject: models.Model, *, by: Any, **detail: str | int | bool) -> None:
    """Write down that ``by`` (a user, or None for the system) did ``action`` to ``subject``.

    ``action`` is a dotted word such as ``enrolment.joined``; ``detail`` holds ids and enum values only.
    """
    _NEW_LINE.add(_line(action, subject, by, detail))


def record_audits(action: str, subjects: Iterable[models.Model], *, by: Any, **detail: str | int | bool) -> None:
    """As :func:`record_audit`, a line for each of many ``subjects``."""
    _NEW_LINE.add_all(_line(action, subject, by, detail) for subject in subjects)


_NEW_LINE = PreparedInsert(AuditEntry)


def _line(action: str, subject: models.Model, by: Any, detail: dict[str, str | int | bool]) -> AuditEntry:
    name = f"{subject._meta.label_lower}:{subject.pk}"
    return AuditEntry(by=by if by and by.pk else None, action=action, subject=name, detail=detail)


@transaction.atomic
def keep_record(record: FieldRecord, *, by: Any) -> None:
    """Write a record from the field down, with its audit line ``saving.recorded`` or ``saving.corrected``.

    Raises NoLongerStands where it corrects what is corrected or taken back already, and IntegrityError where its id is
    known.
    """
    record.save(force_insert=True)
    if record.corrects:
        rows = type(record)._default_manager
        corrected = rows.select_for_update().get(pk=record.corrects.pk)
        others = rows.filter(corrects=corrected, withdrawn_at=None).exclude(pk=record.pk)
        if corrected.withdrawn_at or others.exists():
            raise NoLongerStands
    done = "corrected" if record.corrects else "recorded"
    record_audit(f"{record._meta.model_name}.{done}", record, by=by)


@transaction.atomic
def once(form_id: UUID, *, by: Any, make: Callable[[], str]) -> str:
    """The address of what ``make`` made for the form of this id: made now, or when ``by`` sent the form before.

    Of two presses at the same time the second waits for the first. What ``make`` raises leaves nothing behind.
    """
    SentForm.objects.bulk_create([SentForm(form_id=form_id, by=by)], ignore_conflicts=True)
    sent = SentForm.objects.select_for_update().get(form_id=form_id, by=by)
    if not sent.led_to:
        sent.led_to = make()
        sent.save(update_fields=["led_to"])
    return sent.led_to


def led_to(form_id: UUID, *, by: Any) -> str:
    """The address of what the form of this id made when ``by`` sent it; empty where it made nothing."""
    return SentForm.objects.filter(form_id=form_id, by=by).values_list("led_to", flat=True).first() or ""


def purge_sent_forms(payload: dict[str, Any]) -> None:
    """The daily job that clears the ids of forms sent more than a week ago: no page stands open for so long."""
    SentForm.objects.filter(sent_at__lt=timezone.now() - FORMS_ARE_KNOWN_FOR).delete()
