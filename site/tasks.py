"""What the clock starts and belongs to no app."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="portal.tasks.publish_scheduled")
def publish_scheduled() -> None:
    """Pages whose hour has come go live, those that have run out are taken away. May run twice."""
    call_command("publish_scheduled", verbosity=0)
