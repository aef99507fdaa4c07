"""What talks lend to lower apps: messages to what phones hand in, the job after one, a place in the menu, a card."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.local_text import language_now
from desk.cards import Card, desk_cards
from desk.enums import Section
from desk.menu import MenuEntry, menu_entries
from jobs.services import register_job
from notifications.kinds import Data, notice_kinds
from offline.kinds import KeptPage, pages_of_today
from people.models import Person, User
from people.queries import KEPT, Kept
from submissions.errors import NotYours
from submissions.kinds import Handed, Kind, keys_about, submission_kinds
from talks.contexts import Subject
from talks.enums import MESSAGE
from talks.forms import MessageForm
from talks.models import Message, Thread, ThreadMember
from talks.permissions import threads_visible_to
from talks.queries import page_of_talks, subjects_of, unread_threads, waiting_of
from talks.services import send_message, tell_who_has_not_read

TALKS_OF_A_DAY = 10


def cards(person: Person) -> Iterator[Card]:
    """Talks in which somebody wrote something she has not read; to who helps others, who has waited longest."""
    waiting = waiting_of(person)
    if waiting:
        number, link = waiting.talks, reverse("talks:threads")
        text = ngettext("%d talk has something new.", "%d talks have something new.", number) % number
        day = date_format(timezone.localtime(waiting.since), "DATETIME_FORMAT")
        longest = gettext("%(name)s has waited longest, since %(day)s.") % {"name": waiting.name, "day": day}
        more = longest if person.current_grants else ""
        yield Card(Section.NEW, "message-circle", gettext("Talks"), link, text, more, action=gettext("Read"))


def say_who_wrote(reader: Person, notices: list[Data]) -> list[str]:
    """Names what the talk is about as her language does today."""
    threads = Thread.objects.filter(pk__in=[data["thread"] for data in notices])
    about = subjects_of(threads, get_language() or reader.language)
    return [_who_wrote(data["name"], about.get(UUID(data["thread"]))) for data in notices]


def _who_wrote(name: str, about: Subject | None) -> str:
    if about is None:
        return gettext("%(name)s wrote to you.") % {"name": name}
    return gettext("%(name)s wrote to you about %(about)s.") % {"name": name, "about": about.title}


def newest_talks(user: User) -> Iterator[KeptPage]:
    """The list of her talks, and those with news or the newest."""
    yield KeptPage(reverse("talks:threads"))
    for thread in page_of_talks(user.person, None).object_list[:TALKS_OF_A_DAY]:
        yield KeptPage(reverse("talks:thread", args=[thread.pk]))


def message_form(person: Person, handed: Handed) -> MessageForm:
    """About a thread, by its id."""
    return MessageForm(handed.fields)


def keep_message(person: Person, handed: Handed, form: MessageForm) -> dict[str, Any]:
    """Keep it once, however often it comes; tells its number in the thread."""
    try:
        thread_id = UUID(handed.about)
    except ValueError:
        raise NotYours from None
    body, device_at = form.cleaned_data["body"], handed.device_at
    message = send_message(thread_id, author=person, message_id=handed.id, body=body, device_at=device_at)
    return {"sequence": message.sequence}


def talks_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """The reader's talks by what they are about."""
    threads = keys_about(abouts)
    mine = list(threads_visible_to(reader).filter(pk__in=threads.values()))
    about_what = subjects_of(mine, language_now())
    return {about: about_what[key].title for about, key in threads.items() if key in about_what}


submission_kinds.register(
    MESSAGE,
    Kind(
        label=_("Message"),
        form=message_form,
        apply=keep_message,
        address=lambda about: reverse("talks:thread", args=[about]),
        titles=talks_named,
        is_repeatable=True,
    ),
)
notice_kinds.register(MESSAGE, say_who_wrote)
register_job("thread.tell", tell_who_has_not_read)
desk_cards.register("talks", cards)
pages_of_today.register("talks", newest_talks)
menu_entries.register(
    "talks", MenuEntry("message-circle", _("Talks"), "talks:threads", 20, short=_("Talks"), count=unread_threads)
)
KEPT.register("talks", Kept(_("Your talks"), ThreadMember))
KEPT.register("messages", Kept(_("Messages you wrote"), Message, "author"))
