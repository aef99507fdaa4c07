from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupsConfig(AppConfig):
    """What trainers do about learners who fall behind, and what comes of it."""

    name = "followups"
    verbose_name = _("Follow-ups")

    def ready(self) -> None:
        from followups import lends  # noqa: F401  (registers itself)
