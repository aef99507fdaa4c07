"""The assignments app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    """The work between blocks: set, handed in, returned with comments, approved."""

    name = "assignments"
    verbose_name = _("Assignments")

    def ready(self) -> None:
        from assignments import lends  # noqa: F401  (registers itself)
