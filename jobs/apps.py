from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """What must happen: durable jobs, announcements, long jobs with progress."""

    name = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from jobs import lends, receivers  # noqa: F401  (register themselves)
