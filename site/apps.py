"""The wiring as a Django app, so that its commands and templates are found."""

from pathlib import Path

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Holds the commands that span all apps: ``portal_run``, ``load_content`` and ``load_demo``."""

    name = "portal"
    label = "portal"
    path = str(Path(__file__).parent)
