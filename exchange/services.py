"""Bringing a file in: taken and checked, shown, and written when it is confirmed."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.forms import faults_of
from core.local_text import language_now
from core.services import record_audit
from exchange.enums import WRITTEN_WHEN_CONFIRMED, ImportStage, Verdict
from exchange.errors import FileHasNoRows, MayNoLonger
from exchange.kinds import IMPORT_KINDS, Asked, ImportKind, Judgement, Row, cells_by, matched
from exchange.models import Import, ImportRow
from exchange.permissions import kind_for
from exchange.reading import rows_in
from jobs.services import JobResult, start_long_job

ROWS_AT_ONCE = 100
KEPT_FOR = timedelta(days=30)
CHECK, WRITE = "exchange.check", "exchange.write"


@transaction.atomic
def take_file(name: str, *, about: str, file_name: str, content: bytes, by: Any) -> Import:
    """Keep a file of the kind ``name`` and let it be read and checked; nothing else is written."""
    language = language_now()
    brought = Import.objects.create(
        kind=name, about=about, by=by, file_name=file_name[:200], content=content, language=language
    )
    _start(brought, CHECK, _("Checking %(file)s"))
    return brought


@transaction.atomic
def confirm(brought: Import, *, with_doubtful: bool) -> Import:
    """Write what was checked; with ``with_doubtful`` also what may be there already. Again changes nothing."""
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.stage == ImportStage.CHECKED:
        brought.stage, brought.with_doubtful = ImportStage.WRITING, with_doubtful
        brought.save(update_fields=["stage", "with_doubtful"])
        record_audit("import.confirmed", brought, by=brought.by, kind=brought.kind)
        _start(brought, WRITE, _("Writing %(file)s"))
    return brought


def check(payload: dict[str, Any], progress: Any) -> JobResult:
    """The long job that reads the file and says of every row what it would do.

    Raises FileCannotBeRead, FileIsTooLarge, TextIsTooLong, ColumnIsMissing and FileHasNoRows.
    """
    brought = Import.objects.select_related("by").get(pk=payload["import"])
    here = JobResult(link=reverse("exchange:import", args=[brought.pk]))
    if brought.stage != ImportStage.CHECKING:
        return here  # checked before the process died: it may have been confirmed since
    kind, asked = IMPORT_KINDS.get(brought.kind), _asked(brought)
    with translation.override(brought.language):
        _read(brought, kind)
        rows, done = list(brought.rows.all()), []
        for number, row in enumerate(rows, start=1):
            _note(row, _judged(kind, row, asked)[0])
            done.append(row)
            if number % ROWS_AT_ONCE == 0 or number == len(rows):
                ImportRow.objects.bulk_update(done, ["verdict", "reasons"])
                progress(number, len(rows))
                done = []
    Import.objects.filter(pk=brought.pk, stage=ImportStage.CHECKING).update(stage=ImportStage.CHECKED)
    return here


def write(payload: dict[str, Any], progress: Any) -> JobResult:
    """The long job that writes what was confirmed: each row in a transaction of its own, judged anew before.

    Raises MayNoLonger.
    """
    brought = Import.objects.select_related("by").get(pk=payload["import"])
    kind, asked = kind_for(brought.by, brought.kind, brought.about), _asked(brought)
    if kind is None:
        raise MayNoLonger
    rows = list(brought.rows.all())
    with translation.override(brought.language):
        for number, row in enumerate(rows, start=1):
            _write(kind, row, asked, with_doubtful=brought.with_doubtful)
            if number % ROWS_AT_ONCE == 0 or number == len(rows):
                progress(number, len(rows))
    Import.objects.filter(pk=brought.pk).update(stage=ImportStage.DONE)
    return JobResult(link=reverse("exchange:import", args=[brought.pk]))


def purge_old_imports(payload: dict[str, Any]) -> None:
    """The daily job that clears files brought in more than a month ago: they hold what people are called."""
    Import.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


def _read(brought: Import, kind: ImportKind) -> None:
    """Make the rows of the file, once; it is read outside of any transaction."""
    if not brought.content:
        return
    (_number, head), *rows = rows_in(bytes(brought.content))
    places = matched(head, kind.columns)
    if not rows:
        raise FileHasNoRows
    with transaction.atomic():
        ImportRow.objects.bulk_create(
            ImportRow(of=brought, number=number, cells=cells_by(places, row)) for number, row in rows
        )
        Import.objects.filter(pk=brought.pk).update(content=b"")


def _start(brought: Import, job: str, title: str) -> None:
    started = start_long_job(
        job, by=brought.by, title=title % {"file": brought.file_name}, payload={"import": str(brought.pk)}
    )
    Import.objects.filter(pk=brought.pk).update(job=started.pk)


def _asked(brought: Import) -> Asked:
    return Asked(brought.about, brought.by, brought.language)


def _judged(kind: ImportKind, row: ImportRow, asked: Asked) -> tuple[Judgement, Row]:
    """What ``row`` would do, and the row as its form has read it."""
    form = kind.form(row.cells)
    if not form.is_valid():
        return Judgement(Verdict.REFUSED, faults_of(form)), {}
    read = form.cleaned_data
    identity = kind.identity(read)
    if identity in asked.earlier:
        return Judgement(Verdict.REFUSED, {"": _("The same stands in a row above.")}), read
    judgement = kind.judge(read, asked)
    if judgement.verdict != Verdict.REFUSED:
        asked.earlier.add(identity)
    return judgement, read


@transaction.atomic
def _write(kind: ImportKind, row: ImportRow, asked: Asked, *, with_doubtful: bool) -> None:
    judgement, read = _judged(kind, row, asked)
    if row.written:
        return  # before the process died: it is judged for the rows that stand on it
    doubtful = judgement.verdict == Verdict.POSSIBLE_DUPLICATE and with_doubtful
    if judgement.verdict in WRITTEN_WHEN_CONFIRMED or doubtful:
        try:
            with transaction.atomic():
                kind.write(read, asked)
                row.written = True
        except Refusal as refusal:
            judgement = Judgement(Verdict.REFUSED, {refusal.field: str(refusal)})
    _note(row, judgement)
    row.save(update_fields=["verdict", "reasons", "written"])


def _note(row: ImportRow, judgement: Judgement) -> None:
    row.verdict = judgement.verdict
    row.reasons = {column: str(reason) for column, reason in judgement.reasons.items()}
