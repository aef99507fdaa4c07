"""The wiring as a Django app, so that its commands and templates are found."""

from pathlib import Path
from types import ModuleType

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig

from portal.catalogues import join_alike


class PortalConfig(AppConfig):
    """Holds the commands that span all apps: ``portal_run``, ``load_content`` and ``load_demo``."""

    name = "portal"
    label = "portal"
    path = str(Path(__file__).parent)

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        join_alike()  # before there are models, of which some ask for a word when they are made

    def ready(self) -> None:
        from portal import lends, receivers  # noqa: F401  (register themselves)


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own user pages, with the mark that makes somebody staff."""

    user_viewset = "portal.users.PortalUserViewSet"
