"""``manage.py sum_up_learners``: compare the summaries of learners with what they did, and mend what differs."""

from typing import Any

from django.core.management.base import BaseCommand

from cohorts.models import Cohort
from cohorts.services import sum_up_all


class Command(BaseCommand):
    """For after a restore or work on the database by hand: the portal itself keeps them up to date."""

    help = "Compare the summaries of learners with what they did, and mend what differs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mend, and name the stays whose summaries were mended."""
        mended = sum_up_all(Cohort.objects.all())
        for summary in mended:
            self.stdout.write(f"mended: {summary}")
        self.stdout.write(f"{len(mended)} summaries said otherwise than what was done")
