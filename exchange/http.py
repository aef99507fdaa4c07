"""A list as a page, and the same list as a file to take along."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import text
from core.services import record_audit
from core.tables import Table, Whole, narrowed, plain_rows, shown_list
from exchange.files import FileFormat, csv_lines, xlsx_file
from people.permissions import person_of


def list_page(
    request: HttpRequest,
    template: str,
    table: Table[Any],
    found: QuerySet[Any],
    context: dict[str, Any],
    *,
    name: str,
    about: Model | None = None,
    rows_of: Callable[[list[Any]], Any] = list,
    whole: Whole | None = None,
) -> HttpResponseBase:
    """The page of the list that the address asks for; with ``?file=csv`` or ``xlsx`` all of it as a file ``name``.

    ``found`` is what the reader may see: a queryset fetched through a permission. In the template the list is ``list``.
    ``about`` is the row whose list it is, for the audit line; ``whole`` as in :func:`core.tables.shown_list`.
    """
    asked_for = request.GET.get("file", "")
    if asked_for in list(FileFormat):
        left, _filters = narrowed(table, found, request.GET)
        header, rows = [str(column.label) for column in table.columns], plain_rows(table, left, rows_of)
        mark = _mark(request.user)
        return as_file(request, FileFormat(asked_for), header, rows, name=name, mark=mark, about=about)
    shown = shown_list(table, found, request.GET, rows_of, whole)
    return render(request, template, {**context, "list": shown})


def as_file(
    request: HttpRequest,
    file_format: FileFormat,
    header: list[str],
    rows: Iterable[list[Any]],
    *,
    name: str,
    mark: str = "",
    about: Model | None = None,
) -> HttpResponseBase:
    """The answer that is a file of ``rows``, named for ``name`` and today. Who took it from which page is kept."""
    file_name = _taken_along(request, name=name, ending=file_format.value, about=about)
    if file_format is FileFormat.XLSX:
        return FileResponse(xlsx_file(header, rows, mark), as_attachment=True, filename=file_name)
    return _text_file(csv_lines(header, rows, mark), file_name, "text/csv")


def as_text_file(
    request: HttpRequest, pieces: Iterable[str], *, name: str, ending: str, content_type: str = "text/plain"
) -> HttpResponseBase:
    """The answer that is a file of text of another form than a table, piece by piece. Who took it is kept, too."""
    return _text_file(pieces, _taken_along(request, name=name, ending=ending), content_type)


def _taken_along(request: HttpRequest, *, name: str, ending: str, about: Model | None = None) -> str:
    """The name of the file; that it was taken along, of which page, is written down."""
    user: Any = request.user  # every list stands behind a door
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_audit("list.exported", about or user, by=user, list=page, format=ending)
    return f"{text.slug(name) or 'list'}-{timezone.localdate():%Y-%m-%d}.{ending}"


def _text_file(pieces: Iterable[str], file_name: str, content_type: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(pieces, content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer


def _mark(user: Any) -> str:
    """What stands below a list of people."""
    now = date_format(timezone.localtime(), "DATETIME_FORMAT")
    return _(
        "Taken along by %(name)s on %(moment)s. Personal data: keep it safe, and delete it when it is used up."
    ) % {
        "name": person_of(user) or user.get_username(),
        "moment": now,
    }
