"""What certificates lay on the desk of who keeps them: that some lapse unless she renews them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.enums import LAPSING
from certificates.permissions import certificates_kept_by, keeps_certificates
from certificates.validity import RENEWAL_OPENS
from desk.cards import Card
from desk.enums import Section
from people.models import Person


def cards(person: Person) -> Iterator[Card]:
    """How many, in one query; nothing to who keeps none."""
    if not keeps_certificates(person):
        return
    number = certificates_kept_by(person).lapsing(timezone.localdate()).count()
    if number:
        link = f"{reverse('certificates:list')}?standing={LAPSING}"
        said = ngettext("%(number)d lapses within %(days)d days.", "%(number)d lapse within %(days)d days.", number)
        said %= {"number": number, "days": RENEWAL_OPENS.days}
        yield Card(Section.NOW, "award", _("Certificates"), link, said, action=_("Renew"))
