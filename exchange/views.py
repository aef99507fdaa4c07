"""Bringing a file in: choose it, see what it would do, confirm, fetch what was not taken."""

from collections import Counter
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import form_page
from exchange import queries, services
from exchange.enums import WRITTEN_WHEN_CONFIRMED, ImportStage, Verdict
from exchange.files import csv_lines
from exchange.forms import ChoosingForm, FileForm
from exchange.http import list_page
from exchange.kinds import ImportKind
from exchange.models import Import, ImportRow
from exchange.permissions import imports_of, kind_for
from exchange.tables import ROWS
from jobs.queries import long_jobs_of


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, name: str) -> HttpResponse:
    """Choose the file; what it is about stands in the address."""
    about = request.GET.get("about", "")
    kind = _kind_or_404(request, name, about)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent, readers=kind.readers, ways=kind.ways(request.user))
    if form.is_valid():
        file, way = form.cleaned_data["file"], form.cleaned_data.get("way", "")
        brought = services.take_file(
            name, about=about, file_name=file.name, content=file.read(), by=request.user, way=way
        )
        return redirect("exchange:import", brought.pk)
    context = {
        "kind": kind,
        "name": name,
        "about": about,
        "back": kind.back(about),
        "room": kind.room(request.user, about),
        "says": kind.says(about),
        "given": kind.completing(about)({}),
    }
    return form_page(request, "exchange/start.html", form, **context)


@login_required
@require_safe
def empty_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file with the names of the columns and one example row."""
    kind = _kind_or_404(request, name, request.GET.get("about", ""))
    examples = [[column.example for column in kind.columns]]
    return _csv(f"{name}.csv", [str(column.label) for column in kind.columns], examples)


@login_required
@require_safe
def import_detail(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """How far it is, and of every row what it would do or did."""
    brought, kind = _import_or_404(request, import_id)
    counts = Counter(dict(brought.rows.order_by().values_list("verdict").annotate(Count("pk"))))
    is_busy = brought.stage in (ImportStage.CHECKING, ImportStage.WRITING)
    job = long_jobs_of(request.user).filter(pk=brought.job).first() if is_busy else None
    chosen = brought.rows.filter(chosen=True).count()
    room = kind.room(request.user, brought.about) if brought.stage == ImportStage.CHECKED else None
    context = {
        "brought": brought,
        "kind": kind,
        "back": kind.back(brought.about),
        "room": room,
        "beyond_room": max(0, queries.rows_that_take_room(brought, kind) - room.rows) if room else 0,
        "is_busy": is_busy,
        "job": job,
        "counts": [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]],
        "written": brought.rows.filter(written=True).count(),
        "to_write": sum(counts[verdict] for verdict in WRITTEN_WHEN_CONFIRMED) + chosen,
        "doubts": queries.doubts_of(brought) if brought.stage == ImportStage.CHECKED else {},
        "refused": counts[Verdict.REFUSED],
        "labels": {column.key: column.label for column in kind.columns},
    }
    rows = brought.rows.all()
    return list_page(request, "exchange/import.html", ROWS, rows, context, name=brought.file_name, about=brought)


@login_required
@require_POST
def confirm(request: HttpRequest, import_id: UUID) -> HttpResponse:
    brought, _kind = _import_or_404(request, import_id)
    services.confirm(brought)
    return redirect("exchange:import", brought.pk)


@login_required
@require_POST
def check_again(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Judge every row anew, before anything of it is written."""
    brought, _kind = _import_or_404(request, import_id)
    services.check_again(brought)
    return redirect("exchange:import", brought.pk)


@login_required
@require_POST
def choose(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Say of a row that may be there already, or of all of one kind, whether it is written too."""
    brought, _kind = _import_or_404(request, import_id)
    form = ChoosingForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        numbers = [said["row"]] if said["row"] else []
        services.choose(brought, numbers=numbers, column=said["column"], chosen=said["chosen"])
    # Back to the page of the list on which she pressed.
    listed = request.GET.urlencode() or f"verdict={Verdict.POSSIBLE_DUPLICATE}"
    return redirect(f"{reverse('exchange:import', args=[brought.pk])}?{listed}")


@login_required
@require_safe
def refused_rows(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """The rows that were not taken and why, as a file to mend and bring in again."""
    brought, kind = _import_or_404(request, import_id)
    labels = {column.key: str(column.label) for column in kind.columns}
    rows = [
        [*(row.cells.get(key, "") for key in labels), _why(row, labels)]
        for row in brought.rows.filter(verdict=Verdict.REFUSED)
    ]
    return _csv(f"refused-{brought.pk}.csv", [*labels.values(), _("Why it was not taken")], rows)


def _why(row: ImportRow, labels: dict[str, str]) -> str:
    """In the order of the columns, which a database need not keep."""
    why = row.why
    beside = [f"{label}: {why[key]}" for key, label in labels.items() if key in why]
    return " ".join([why[""], *beside] if "" in why else beside)


def _csv(name: str, header: list[str], rows: list[list[str]]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _kind_or_404(request: HttpRequest, name: str, about: str) -> ImportKind:
    kind = kind_for(request.user, name, about)
    if kind is None:
        raise Http404
    return kind


def _import_or_404(request: HttpRequest, import_id: UUID) -> tuple[Import, ImportKind]:
    brought = get_object_or_404(imports_of(request.user), pk=import_id)
    return brought, _kind_or_404(request, brought.kind, brought.about)
