from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    """What phones hand in: kinds of records, one outcome for each, one outbox on the phone."""

    name = "submissions"
    verbose_name = _("Submissions")

    def ready(self) -> None:
        from submissions import lends  # noqa: F401
