"""What the clock starts and belongs to no app."""

from celery import shared_task
from django.core.management import call_command

from people.services import forget_unconfirmed


@shared_task(name="portal.tasks.publish_scheduled")
def publish_scheduled() -> None:
    """Pages whose hour has come go live, those that have run out are taken away. May run twice."""
    call_command("publish_scheduled", verbosity=0)


@shared_task(name="portal.tasks.clear_what_has_run_out")
def clear_what_has_run_out() -> None:
    """Sessions that have ended, and accounts of phones that never answered. May run twice."""
    call_command("clearsessions")
    forget_unconfirmed()
