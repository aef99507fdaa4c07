"""``manage.py load_content``: the public pages, the lessons with words and questions, and the privacy notice."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assessments.bank import let_editors_keep_questions, load_questions
from cohorts.works import let_editors_judge_works
from content.services import LoadReport, ask_again, note_texts_not_noted
from core.places import load_places
from courses.services import keep_all_lessons, let_editors_keep_terms, load_terms
from outreach.services import load_site
from people.services import load_notice

ROOT = Path(__file__).resolve().parents[3]
STATES = ROOT / "core" / "content" / "states.csv"
NOTICE = ROOT / "people" / "content" / "notice.yaml"


class Command(BaseCommand):
    """Safe to run again: nothing is doubled, and what an editor has changed since is left alone and named."""

    help = "Load the pages, lessons, words, questions and the privacy notice that come with the product."

    def add_arguments(self, parser: CommandParser) -> None:
        """What an editor deleted stays away unless it is named here."""
        parser.add_argument("--again", nargs="*", default=[], metavar="NAME", help="Load again what was deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything and say what was done."""
        ask_again(options["again"])
        with STATES.open(encoding="utf-8", newline="") as file:
            load_places(csv.DictReader(file))
        load_notice(NOTICE)
        self._say("pages", load_site())
        self._say("words", load_terms())
        self._say("questions", load_questions())
        keep_all_lessons()
        note_texts_not_noted()
        let_editors_keep_questions()
        let_editors_keep_terms()
        let_editors_judge_works()

    def _say(self, what: str, report: LoadReport) -> None:
        counts = f"{len(report.made)} made, {len(report.updated)} updated, {len(report.unchanged)} unchanged"
        self.stdout.write(f"{what}: {counts}, {len(report.kept)} left as an editor changed them")
        lines = {"left alone": report.kept, "deleted, stays away": report.deleted, "could not be loaded": report.failed}
        for words, sources in lines.items():
            for source in sources:
                self.stdout.write(f"  {words}: {source}")
