from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """What every page stands on: base of pages, addresses, rich text, the loader of files, the identity of a lesson."""

    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from content import receivers  # noqa: F401  (registers itself)
