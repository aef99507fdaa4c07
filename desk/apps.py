from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The page a person lands on and the menu, put together from what other apps lend."""

    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from desk import lends  # noqa: F401  (registers itself)
