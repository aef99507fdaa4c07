from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GradebookConfig(AppConfig):
    """Learners by activities, and how far each is from completing."""

    name = "gradebook"
    verbose_name = _("Gradebook")

    def ready(self) -> None:
        from gradebook import lends  # noqa: F401  (registers itself)
