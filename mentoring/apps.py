from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    """Learners and their mentors: the talks about a lesson, with the chat engine of talks."""

    name = "mentoring"
    verbose_name = _("Mentoring")

    def ready(self) -> None:
        from mentoring import lends, receivers  # noqa: F401  (they register themselves)
