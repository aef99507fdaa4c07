"""The keys that sign certificates: listed, or one of them given up."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.models import SigningKey
from certificates.services import give_up_key


class Command(BaseCommand):
    """``certificate_keys`` lists them, ``certificate_keys --give-up NAME`` gives one up."""

    help = "Lists the keys that sign certificates, or gives one up: what it signed counts no more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--give-up", metavar="NAME", help="the name of a key that others may have got")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["give_up"] and not give_up_key(options["give_up"]):
            raise CommandError("No key of this name is trusted.")
        for key in SigningKey.objects.all():
            ended = f"given up {key.given_up_at:%d-%m-%Y}" if key.given_up_at else "trusted"
            self.stdout.write(f"{key.name}  since {key.since:%d-%m-%Y}  {ended}")
