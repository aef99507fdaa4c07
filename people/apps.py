from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Person, user, organisation, role grants, consent."""

    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from people import lends, receivers  # noqa: F401  (they register themselves)
