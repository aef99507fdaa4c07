from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfflineConfig(AppConfig):
    """What a phone keeps to be read without a line: the worker, pages kept on purpose, the way onto the home screen."""

    name = "offline"
    verbose_name = _("Without a line")

    def ready(self) -> None:
        from offline import lends  # noqa: F401
