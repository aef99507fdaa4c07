"""``manage.py rebuild_gradebook``: compare the rows of all gradebooks with what counts, and mend what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cohorts.queries import all_cohorts
from gradebook.services import rebuild


class Command(BaseCommand):
    """For after a restore or work on the database by hand: the portal itself keeps them up to date."""

    help = "Compare the rows of all gradebooks with what counts, and mend what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to mend."""
        parser.add_argument("--check", action="store_true", help="Mend nothing; fail where something differs.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Name the stays whose rows said otherwise. Raises CommandError where that is found by ``--check``."""
        differing = rebuild(all_cohorts(), only_compare=check)
        for row in differing:
            self.stdout.write(f"{'differs' if check else 'mended'}: {row}")
        said = f"{len(differing)} rows said otherwise than what counts"
        if check and differing:
            raise CommandError(said)
        self.stdout.write(said)
