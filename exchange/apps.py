from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Tables in and out: one importer with a dry run, one exporter."""

    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        from exchange import lends  # noqa: F401  (registers itself)
