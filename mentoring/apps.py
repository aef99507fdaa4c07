"""The mentoring app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    """Threads between learners and mentors, live or not."""

    name = "mentoring"
    verbose_name = _("Mentoring")

    def ready(self) -> None:
        from mentoring import receivers  # noqa: F401  (registers itself)
