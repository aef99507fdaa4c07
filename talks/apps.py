from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalksConfig(AppConfig):
    """The chat engine: threads with a context, members, messages, receipts, sockets. Knows no cohort and no lesson."""

    name = "talks"
    verbose_name = _("Talks")

    def ready(self) -> None:
        from talks import lends, receivers  # noqa: F401  (they register themselves)
