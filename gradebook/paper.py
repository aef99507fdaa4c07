"""The report on a cohort for who organises it, on one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.charts import Chart
from core.print import Sheet

CHART_HEIGHTS = (96, 74, 52, 40, 28)
"""Millimetres; a lower one where more is to be said, so that it stays one sheet."""


@dataclass(frozen=True)
class Report:
    """What stands on the report, in the reader's language: pairs are (what it is, what is to be said of it).

    ``tests`` are rows of what is compared, before, after and what has changed; empty where nothing can be compared, and
    ``tests_in_words`` says why.
    """

    title: str
    below: str
    facts: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    left: str
    attendance: Chart
    tests: Sequence[tuple[str, str, str, str]]
    tests_in_words: str
    read: str
    open: Sequence[str] = field(default_factory=list)
    notes: Sequence[str] = field(default_factory=list)


def report_on_paper(report: Report, *, language: str) -> bytes:
    """The report as a PDF in ``language``."""
    return report_sheet(report, language=language).as_bytes()


def report_sheet(report: Report, *, language: str) -> Sheet:
    """The report written down: one sheet, for as many people and days as a cohort has."""
    for height in CHART_HEIGHTS:
        sheet = _written(report, height, language)
        if sheet.pages == 1:
            break
    return sheet


def _written(report: Report, chart_height: int, language: str) -> Sheet:
    sheet = Sheet(report.title, language=language, below=report.below)
    sheet.table([], _two_by_two(report.facts), widths=[3, 6, 3, 6])
    sheet.heading(_("People"))
    names, numbers = zip(*report.people, strict=True)
    sheet.table(names, [numbers], widths=[5, 5, 7, 8, 8])
    if report.left:
        sheet.paragraph(report.left, small=True)
    sheet.heading(report.attendance.title)
    sheet.paragraph(report.attendance.empty if report.attendance.is_empty else report.attendance.finding)
    if not report.attendance.is_empty:
        sheet.chart(report.attendance, height=chart_height)
    sheet.heading(_("What was learned"))
    sheet.paragraph(report.tests_in_words)
    if report.tests:
        sheet.table(["", _("Before"), _("After"), _("Change")], report.tests, widths=[9, 3, 3, 3])
    sheet.paragraph(report.read)
    sheet.heading(_("What is open"))
    sheet.items(report.open or [_("Nothing is open.")])
    for note in report.notes:
        sheet.paragraph(note, small=True)
    return sheet


def _two_by_two(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Two pairs a row."""
    whole = [*pairs, ("", "")] if len(pairs) % 2 else list(pairs)
    return [(*left, *right) for left, right in zip(whole[::2], whole[1::2], strict=True)]
