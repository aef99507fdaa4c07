"""The way to bringing places in, in the admin: for who may change places."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from exchange.permissions import kind_for


class BringInPlaces(MenuItem):
    """Shown only to who may."""

    def is_shown(self, request: HttpRequest) -> bool:
        return kind_for(request.user, "places", "") is not None


@hooks.register("register_settings_menu_item")
def bring_in_places() -> MenuItem:
    """An entry of the settings."""
    address = reverse("exchange:start", args=["places"])
    return BringInPlaces(_("Bring in places"), address, name="bring-in-places", icon_name="site", order=900)
