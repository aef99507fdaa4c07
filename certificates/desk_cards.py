"""What certificates lay on the desk of who keeps them: that some lapse unless she renews them, or are to be ended."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.enums import ASKED, LAPSING
from certificates.permissions import certificates_kept_by, certificates_named_to, keeps_certificates
from certificates.validity import RENEWAL_OPENS
from desk.cards import Card
from desk.enums import Section
from people.models import Person


def cards(person: Person) -> Iterator[Card]:
    """How many lapse, and how many are asked to be ended, in one query; nothing to who keeps none."""
    if not keeps_certificates(person):
        return
    named = certificates_named_to(person)
    lapsing = named.lapsing(timezone.localdate()).values("pk")
    asked = named.asked_to_be_ended().values("pk")
    number = certificates_kept_by(person).aggregate(
        lapsing=Count("pk", filter=Q(pk__in=lapsing)), asked=Count("pk", filter=Q(pk__in=asked))
    )
    if number["asked"]:
        said = ngettext(
            "Of %(number)d it is asked that it be taken back or put right.",
            "Of %(number)d it is asked that they be taken back or put right.",
            number["asked"],
        )
        yield _card(ASKED, said % {"number": number["asked"]}, _("Answer"))
    if number["lapsing"]:
        said = ngettext(
            "%(number)d lapses within %(days)d days.", "%(number)d lapse within %(days)d days.", number["lapsing"]
        )
        yield _card(LAPSING, said % {"number": number["lapsing"], "days": RENEWAL_OPENS.days}, _("Renew"))


def _card(standing: str, said: str, action: str) -> Card:
    link = f"{reverse('certificates:list')}?standing={standing}"
    return Card(Section.NOW, "award", _("Certificates"), link, said, action=action)
