"""What certificates lend: the notice, the line of the menu, the page for the phone, what is kept about her."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from certificates.permissions import OVERSEEING_ROLES, oversees_certificates, own_certificates
from core.local_text import choose
from desk.menu import MenuEntry, Roles, menu_entries
from notifications.kinds import Data, notice_kinds, said_outside, said_where_it_leads
from offline.kinds import DoneAlone, KeptPage, done_alone, pages_of_today
from people.models import Person, User
from people.queries import KEPT, Kept

SECRETS_OF_THE_MACHINE = ("search_text", "list_place", "award_key", "programme_key", "cohort_key", "replaced_by")


def say_issued(reader: Person, notices: list[Data]) -> list[str]:
    """With the title in her language."""
    return [
        gettext("Your certificate is ready: %(title)s.") % {"title": choose(data["titles"]).value} for data in notices
    ]


def pages_with_certificates(user: User) -> Iterator[KeptPage]:
    """Her certificates, and the page that checks one without a network."""
    if own_certificates(user.person).exists():
        yield KeptPage(reverse("certificates:mine"))
    if own_certificates(user.person).exists() or oversees_certificates(user.person):
        yield KeptPage(reverse("certificates:check"))


def overseeing(roles: Roles) -> bool:
    """Who has a list of them."""
    return bool(roles & set(OVERSEEING_ROLES))


def learning(roles: Roles) -> bool:
    """Who earns them."""
    return not roles


notice_kinds.register("certificate_issued", say_issued)
said_outside.register("certificate_issued", "its title, and no result")
said_where_it_leads.register("certificate_issued", "it stands in her list")
pages_of_today.register("certificates", pages_with_certificates)
done_alone.register(
    "certificate",
    DoneAlone(
        addresses=r"^/certificates/(check|\d{11})/$",
        template="certificates/_alone.html",
        script="certificates/check.js",
        fetched="certificate-keys",
    ),
)
menu_entries.register(
    "certificates", MenuEntry("award", _("Certificates"), "certificates:list", 17, shown_to=overseeing)
)
menu_entries.register(
    "own-certificates", MenuEntry("award", _("My certificates"), "certificates:mine", 18, shown_to=learning)
)
KEPT.register("certificates", Kept(_("Your certificates"), Certificate, hidden=SECRETS_OF_THE_MACHINE))
