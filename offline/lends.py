"""What this app lends: the bundle of the day, and the way to what is kept on the phone."""

from django.utils.translation import gettext_lazy as _

from offline.kinds import bundles
from offline.queries import day_of
from people.kinds import OnPhone, on_phone

bundles.register("day", day_of)
on_phone.register("offline", OnPhone(_("What opens without network"), "arrow-down", "offline:kept"))
