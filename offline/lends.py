"""What this app lends: the bundle of the day, and the way to what is kept."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.cards import Card, desk_cards
from desk.enums import Section
from offline.kinds import bundles
from offline.queries import day_of
from people.models import Person


def cards(person: Person) -> Iterator[Card]:
    """The way to what the phone keeps."""
    text = _("Read, answer and write where there is no network.")
    yield Card(Section.PLACES, "phone", _("Take my day along"), reverse("offline:kept"), text, action=_("See how"))


bundles.register("day", day_of)
desk_cards.register("offline", cards)
