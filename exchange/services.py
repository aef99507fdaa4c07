"""Bringing a file in: taken and checked, shown, and written when it is confirmed."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form, faults_of
from core.local_text import in_each_language, language_now
from core.services import record_audit
from exchange.enums import CERTAIN, WRITTEN_WHEN_CONFIRMED, ImportStage, Verdict
from exchange.errors import FileHasNoRows, MayNoLonger
from exchange.kinds import (
    IMPORT_KINDS,
    ROWS_AT_ONCE,
    Asked,
    Batch,
    FoundRow,
    ImportKind,
    Judgement,
    cells_by,
    matched,
    reader_of,
    rows_read,
)
from exchange.models import Import, ImportRow
from exchange.permissions import kind_for
from exchange.reading import WITHOUT_RESULT, rows_in
from jobs.services import JobResult, start_long_job

KEPT_FOR = timedelta(days=30)
CHECK, WRITE = "exchange.check", "exchange.write"


@transaction.atomic
def take_file(name: str, *, about: str, file_name: str, content: bytes, by: Any, way: str = "") -> Import:
    """Keep a file of the kind ``name`` and let it be read and checked; nothing else is written."""
    language = language_now()
    brought = Import.objects.create(
        kind=name, about=about, by=by, file_name=file_name[:200], content=content, language=language, way=way
    )
    _start(brought, CHECK, _("Checking %(file)s"))
    return brought


@transaction.atomic
def confirm(brought: Import) -> Import:
    """Write what was checked, and what may be there already where it was chosen. Again changes nothing."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.stage == ImportStage.CHECKED:
        brought.stage = ImportStage.WRITING
        brought.save(update_fields=["stage"])
        record_audit("import.confirmed", brought, by=brought.by, kind=brought.kind)
        _start(brought, WRITE, _("Writing %(file)s"))
    return brought


@transaction.atomic
def check_again(brought: Import) -> Import:
    """Let what was checked and is not confirmed be checked anew: more may be taken since, or less.

    What was chosen of a row stays chosen where it is in the same doubt.
    """
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.stage == ImportStage.CHECKED:
        brought.stage = ImportStage.CHECKING
        brought.save(update_fields=["stage"])
        _start(brought, CHECK, _("Checking %(file)s"))
    return brought


@transaction.atomic
def choose(brought: Import, *, numbers: Collection[int] = (), column: str = "", chosen: bool) -> None:
    """Let rows that may be there already be written, or not: those of these ``numbers``, or all in doubt by ``column``.

    What is written by now, or is in no doubt, stays as it is.
    """
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.stage != ImportStage.CHECKED:
        return
    doubtful = brought.rows.filter(verdict=Verdict.POSSIBLE_DUPLICATE)
    meant = doubtful.filter(reasons__has_key=column) if column else doubtful.filter(number__in=numbers)
    meant.update(chosen=chosen)


def check(payload: dict[str, Any], progress: Any) -> JobResult:
    """The long job that reads the file and says of every row what it would do.

    Raises FileCannotBeRead, FileIsPdf, FileIsTooLarge, FormulaHasNoResult, TextIsTooLong, ColumnIsMissing and
    FileHasNoRows.
    """
    brought = Import.objects.select_related("by").get(pk=payload["import"])
    here = JobResult(link=reverse("exchange:import", args=[brought.pk]))
    if brought.stage != ImportStage.CHECKING:
        return here  # checked before the process died: it may have been confirmed since
    kind, asked = IMPORT_KINDS.get(brought.kind), _asked(brought)
    asked.is_check = True
    with translation.override(brought.language):
        _read(brought, kind)
        for rows in _in_batches(brought, ROWS_AT_ONCE, progress):
            batch, forms = _opened(kind, rows, asked)
            for row, form in zip(rows, forms, strict=True):
                doubt = row.reasons
                _note(row, _judged(kind, batch, form, asked, row))
                is_meant = row.chosen and row.verdict == Verdict.POSSIBLE_DUPLICATE and row.reasons == doubt
                takes_none = not row.reasons.keys().isdisjoint(kind.without_room)
                row.chosen = is_meant and (takes_none or asked.takes_room())
            _keep(rows)
    Import.objects.filter(pk=brought.pk, stage=ImportStage.CHECKING).update(stage=ImportStage.CHECKED)
    return here


def write(payload: dict[str, Any], progress: Any) -> JobResult:
    """The long job that writes what was confirmed: few rows in one transaction, each judged anew before.

    Raises MayNoLonger.
    """
    brought = Import.objects.select_related("by").get(pk=payload["import"])
    kind, asked = kind_for(brought.by, brought.kind, brought.about), _asked(brought)
    if kind is None:
        raise MayNoLonger
    with translation.override(brought.language):
        for rows in _in_batches(brought, kind.at_once, progress):
            _write(kind, [row.pk for row in rows], asked)
    Import.objects.filter(pk=brought.pk).update(stage=ImportStage.DONE)
    return JobResult(link=reverse("exchange:import", args=[brought.pk]))


def purge_old_imports(payload: dict[str, Any]) -> None:
    """The daily job that clears files brought in more than a month ago: they hold what people are called."""
    Import.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


def _read(brought: Import, kind: ImportKind) -> None:
    """Make the rows of the file, once; it is read outside of any transaction."""
    if not brought.content:
        return
    rows = [_row(brought, found) for found in _found(brought, kind)]
    if not rows:
        raise FileHasNoRows
    _give_each_its_own_number(rows)
    with transaction.atomic():
        ImportRow.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
        Import.objects.filter(pk=brought.pk).update(content=b"")


def _found(brought: Import, kind: ImportKind) -> Iterator[FoundRow]:
    """The rows of the file, each with what it does not say itself."""
    content, complete = bytes(brought.content), kind.completing(brought.about)
    reader = reader_of(kind.readers, brought.file_name, content)
    found = rows_read(reader, content) if reader else _rows_of_table(content, kind, given=complete({}))
    for row in found:
        yield replace(row, cells=complete(row.cells))


def _rows_of_table(content: bytes, kind: ImportKind, *, given: Collection[str]) -> Iterator[FoundRow]:
    (_number, head), *rows = rows_in(content)
    places = matched(head, kind.columns, given=given)
    for number, row in rows:
        yield FoundRow(number, cells_by(places, row, of_lines=kind.of_lines))


def _row(brought: Import, found: FoundRow) -> ImportRow:
    notes = {column: in_each_language(note) for column, note in found.notes.items()}
    return ImportRow(of=brought, number=found.number, cells=dict(found.cells), notes=notes, unread=found.is_refused)


def _give_each_its_own_number(rows: list[ImportRow]) -> None:
    """Of several on one line the later ones take the next."""
    last = 0
    for row in rows:
        row.number = last = max(row.number, last + 1)


def _in_batches(brought: Import, at_once: int, progress: Any) -> Iterator[list[ImportRow]]:
    """Few rows in memory at a time however many there are; after each few the bar moves."""
    many, done, last = brought.rows.count(), 0, 0
    while rows := list(brought.rows.filter(number__gt=last)[:at_once]):
        yield rows
        done += len(rows)
        progress(done, many)
        last = rows[-1].number


def _keep(rows: list[ImportRow]) -> None:
    """Write down what was said of these rows: in one statement of all those of which the same is said."""
    plain: dict[tuple[str, bool], list[int]] = {}
    for row in rows:
        if not row.reasons:
            plain.setdefault((row.verdict, row.written), []).append(row.pk)
    for (verdict, written), keys in plain.items():
        ImportRow.objects.filter(pk__in=keys).update(verdict=verdict, written=written, reasons={}, chosen=False)
    ImportRow.objects.bulk_update([row for row in rows if row.reasons], ["verdict", "reasons", "written", "chosen"])


def _start(brought: Import, job: str, title: str) -> None:
    started = start_long_job(
        job, by=brought.by, title=title % {"file": brought.file_name}, payload={"import": str(brought.pk)}
    )
    Import.objects.filter(pk=brought.pk).update(job=started.pk)


def _asked(brought: Import) -> Asked:
    return Asked(brought.about, brought.by, brought.language, way=brought.way)


def _opened(kind: ImportKind, rows: list[ImportRow], asked: Asked) -> tuple[Batch, list[Form]]:
    """The batch of those of ``rows`` that their form can read, and the form of each row."""
    forms = [kind.form(row.cells) for row in rows]
    read = [form.cleaned_data for row, form in zip(rows, forms, strict=True) if not row.unread and form.is_valid()]
    return kind.batch(read, asked), forms


def _judged(kind: ImportKind, batch: Batch, form: Form, asked: Asked, row: ImportRow) -> Judgement:
    """What ``row``, read by ``form``, would do. A cell that it needs and whose formula has no result is not empty."""
    if row.unread:
        return Judgement(Verdict.REFUSED)
    unknown = [column for column, text in form.data.items() if text == WITHOUT_RESULT]
    if unknown:
        sentence = gettext_lazy(
            "The formula of this cell has no result in the file. Open it in a spreadsheet and save it there."
        )
        return Judgement(Verdict.REFUSED, dict.fromkeys(unknown, sentence))
    if not form.is_valid():
        return Judgement(Verdict.REFUSED, {column: _fault(form, column) for column in faults_of(form)})
    identity = kind.identity(form.cleaned_data)
    if identity in asked.earlier:
        return Judgement(Verdict.REFUSED, {"": kind.same_above or gettext_lazy("The same stands in a row above.")})
    judgement = batch.judge(form.cleaned_data)
    if judgement.verdict in CERTAIN:
        asked.earlier.add(identity)
    return judgement


@transaction.atomic
def _write(kind: ImportKind, keys: list[int], asked: Asked) -> None:
    """Write what may be written of the rows of these keys that are there still, and what became of each. Those that
    were written before the process died are judged for the rows that stand on them. What the check did not say
    it would write stays out, even where it would be written by now: she confirmed what the check said.
    """
    locked = ImportRow.objects.select_for_update().filter(pk__in=keys).exclude(verdict=Verdict.REFUSED, written=False)
    rows = list(locked.order_by("number"))
    written = {row.pk for row in rows if row.written}
    batch, forms = _opened(kind, rows, asked)
    handed = []
    for row, form in zip(rows, forms, strict=True):
        was_said = row.verdict in WRITTEN_WHEN_CONFIRMED or row.chosen
        judgement = _judged(kind, batch, form, asked, row)
        if row.pk in written or (judgement.verdict in WRITTEN_WHEN_CONFIRMED and not was_said):
            continue
        _note(row, judgement)
        doubtful = judgement.verdict == Verdict.POSSIBLE_DUPLICATE and row.chosen
        if judgement.verdict in WRITTEN_WHEN_CONFIRMED or doubtful:
            batch.write(form.cleaned_data)
            handed.append(row)
    for row, refusal in zip(handed, batch.finish(), strict=True):
        row.written = refusal is None
        if refusal:
            _note(row, Judgement(Verdict.REFUSED, {refusal.field: refusal.message}))
    _keep([row for row in rows if row.pk not in written])


def _note(row: ImportRow, judgement: Judgement) -> None:
    """What its reader said of it stands beside; where it is in doubt, the doubt alone."""
    row.verdict = judgement.verdict
    row.reasons = {column: in_each_language(reason) for column, reason in judgement.reasons.items()}
    if row.unread or judgement.verdict in WRITTEN_WHEN_CONFIRMED:
        row.reasons = row.notes | row.reasons


def _fault_in(form: Form, column: str) -> str:
    return faults_of(form)[column]


# What is wrong with a column of a row, in the language of whoever it is said to.
_fault = lazy(_fault_in, str)
