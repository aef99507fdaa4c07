from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Course, module and lesson pages, unlocking, progress."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses import lends, receivers  # noqa: F401  (they register themselves)
