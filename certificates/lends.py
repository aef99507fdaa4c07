"""What certificates lend: the notice, the line of the menu, the page for the phone, what is kept about her."""

from collections.abc import Iterator
from datetime import date, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.desk_cards import cards
from certificates.enums import CertificateStatus
from certificates.models import Certificate, EndingRequest
from certificates.permissions import OVERSEEING_ROLES, oversees_certificates, own_certificates
from certificates.services import ANSWERED, ISSUED, LAPSED, REISSUED, RENEWABLE, REVOKED, tell_of_lapsing
from core.local_text import choose
from desk.cards import desk_cards
from desk.menu import MenuEntry, Roles, menu_entries
from jobs.schedules import Daily
from jobs.services import register_schedule
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


def say_reissued(reader: Person, notices: list[Data]) -> list[str]:
    """That another took the place of the one she has: renewed, or put right."""
    said = gettext("You have a new certificate: %(title)s. It takes the place of the old one, which counts no more.")
    return [said % {"title": choose(data["titles"]).value} for data in notices]


def say_revoked(reader: Person, notices: list[Data]) -> list[str]:
    """That it was taken back; why stands on the page it leads to."""
    said = gettext("Your certificate was taken back: %(title)s. Read why.")
    return [said % {"title": choose(data["titles"]).value} for data in notices]


def say_renewable(reader: Person, notices: list[Data]) -> list[str]:
    """With the last day on which it holds."""
    said = gettext("Your certificate holds until %(day)s: %(title)s. It can be renewed now.")
    return [said % _with_day(data) for data in notices]


def say_lapsed(reader: Person, notices: list[Data]) -> list[str]:
    """With the day that was its last."""
    said = gettext("Your certificate has lapsed: %(title)s. It was valid until %(day)s and can be renewed.")
    return [said % _with_day(data) for data in notices]


def say_answered(reader: Person, notices: list[Data]) -> list[str]:
    """What became of the certificate she asked about; why it stays stands on the page it leads to."""
    said = {
        CertificateStatus.ISSUED: gettext("You asked about certificate %(number)s. It stays as it is: read why."),
        CertificateStatus.REVOKED: gettext("You asked about certificate %(number)s. It was taken back."),
        CertificateStatus.REPLACED: gettext("You asked about certificate %(number)s. Another took its place."),
    }
    return [said[CertificateStatus(data["status"])] % {"number": data["number"]} for data in notices]


def _with_day(data: Data) -> dict[str, str]:
    return {"title": choose(data["titles"]).value, "day": date_format(date.fromisoformat(data["day"]))}


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


notice_kinds.register(ISSUED, say_issued)
said_outside.register(ISSUED, "its title, and no result")
notice_kinds.register(REISSUED, say_reissued)
said_outside.register(REISSUED, "its title, and no result")
notice_kinds.register(REVOKED, say_revoked)
notice_kinds.register(RENEWABLE, say_renewable)
said_outside.register(RENEWABLE, "its title and a day")
notice_kinds.register(LAPSED, say_lapsed)
notice_kinds.register(ANSWERED, say_answered)
for kind in (ISSUED, REISSUED, REVOKED, RENEWABLE, LAPSED, ANSWERED):
    said_where_it_leads.register(kind, "it stands in her list")
register_schedule("certificates.tell_of_lapsing", tell_of_lapsing, Daily(time(7, 30)))
desk_cards.register("certificates", cards)
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
KEPT.register(
    "certificate-requests",
    Kept(_("What you asked about certificates"), EndingRequest, "asked_by", hidden=("certificate",)),
)
