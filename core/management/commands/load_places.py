"""``manage.py load_places FILE.csv``: districts, blocks, gram panchayats and villages of the LGD."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.places import load_places


class Command(BaseCommand):
    """Adds and renames places; takes nothing away."""

    help = "Load places from a CSV file with the columns level, lgd_code, name, parent_level, parent_lgd_code."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was done, and which rows were left out for which reason."""
        with options["file"].open(encoding="utf-8-sig", newline="") as file:
            report = load_places(csv.DictReader(file))
        self.stdout.write(f"places: {report.made} new, {len(report.refused)} rows left out")
        for problem in report.refused:
            self.stdout.write(f"  {problem}")
