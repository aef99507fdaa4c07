"""``manage.py keep_lessons``: compare the lessons with their pages, and mend what is out of step."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.services import keep_all_lessons


class Command(BaseCommand):
    """For after a restore or work on the database by hand: the portal itself keeps them in step."""

    help = "Compare the lessons with their pages, and mend what is out of step."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mend, and name what was mended."""
        mended = keep_all_lessons()
        for lesson in mended:
            self.stdout.write(f"mended: {lesson.pk} {lesson}")
        self.stdout.write(f"{len(mended)} lessons were out of step with their pages")
