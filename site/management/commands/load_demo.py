"""``manage.py load_demo``: invented people to try the portal with. Refuses on a production configuration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo import COHORT_CODE, NEWCOMER, SIGN_INS, load_demo


class Command(BaseCommand):
    """Loads once; prints the sign-ins each time."""

    help = "Load the demonstration and print its sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load where it is not there, then say who can be signed in as."""
        if settings.PRODUCTION:
            raise CommandError("The demonstration has published PINs: it is never loaded in production.")
        load_demo()
        width = max(len(person.title) for person in (*SIGN_INS, NEWCOMER))
        for person in (*SIGN_INS, NEWCOMER):
            self.stdout.write(f"  {person.title:<{width}}  {person.code:<22} {person.pin:<24} {person.name}")
        self.stdout.write(f"  A cohort to join: {COHORT_CODE}")
