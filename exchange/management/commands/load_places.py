"""``manage.py load_places FILE``: districts, blocks, gram panchayats and villages of the LGD."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import Refusal
from core.places import load_places
from exchange.kinds import cells_by, matched
from exchange.places import PLACES
from exchange.reading import WITHOUT_RESULT, rows_in


class Command(BaseCommand):
    """Adds, renames and moves places; takes nothing away."""

    help = "Load places from a CSV file or workbook with the columns level, lgd_code, name, parent_level, ..."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was done, and which rows were left out for which reason."""
        try:
            (_number, head), *rows = rows_in(options["file"].read_bytes())
            places = matched(head, PLACES.columns)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        empty = next((number for number, row in rows if WITHOUT_RESULT in cells_by(places, row).values()), None)
        if empty:
            raise CommandError(f"row {empty} holds a formula without a result: save the file in a spreadsheet first")
        numbers = [number for number, _row in rows]
        report = load_places((cells_by(places, row) for _number, row in rows), numbers)
        self.stdout.write(f"places: {report.made} new, {len(report.refused)} rows left out")
        for problem in report.refused:
            self.stdout.write(f"  {problem}")
