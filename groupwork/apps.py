from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupworkConfig(AppConfig):
    """What the groups of a cohort find out and decide, and how far each trainee has come."""

    name = "groupwork"
    verbose_name = _("Group work")

    def ready(self) -> None:
        from groupwork import lends  # noqa: F401  (registers itself)
