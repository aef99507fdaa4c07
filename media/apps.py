from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Images, documents, audio and video for learning."""

    name = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        from media import lends, receivers  # noqa: F401  (they register themselves)
