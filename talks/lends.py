"""What talks lend to lower apps: the job that follows a message, a place in the menu, a card on the desk."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from desk.cards import Card, desk_cards
from desk.enums import Section
from desk.menu import MenuEntry, menu_entries
from jobs.services import register_job
from people.models import Person
from people.queries import KEPT, Kept
from talks.models import Message, ThreadMember
from talks.queries import unread_threads
from talks.services import tell_who_has_not_read


def cards(person: Person) -> Iterator[Card]:
    """Talks in which somebody wrote something she has not read."""
    waiting = unread_threads(person)
    if waiting:
        text = ngettext("%d talk has something new.", "%d talks have something new.", waiting) % waiting
        link = reverse("talks:threads")
        yield Card(Section.NEW, "message-circle", gettext("Talks"), link, text, action=gettext("Read"))


register_job("thread.tell", tell_who_has_not_read)
desk_cards.register("talks", cards)
menu_entries.register(
    "talks", MenuEntry("message-circle", _("Talks"), "talks:threads", 20, short=_("Talks"), count=unread_threads)
)
KEPT.register("talks", Kept(_("Your talks"), ThreadMember))
KEPT.register("messages", Kept(_("Messages you wrote"), Message, "author"))
