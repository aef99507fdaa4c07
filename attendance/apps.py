from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    """Who was in which session."""

    name = "attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from attendance import lends  # noqa: F401  (registers itself)
