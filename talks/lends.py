"""What talks lend to lower apps: messages to what phones hand in, the job after one, a place in the menu, a card."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.addresses import address_of_view
from core.local_text import language_now
from desk.cards import Card, desk_cards
from desk.enums import Section
from desk.menu import MenuEntry, menu_entries
from jobs.schedules import Daily
from jobs.services import register_job, register_schedule
from notifications.kinds import Data, notice_kinds, said_where_it_leads
from offline.kinds import KeptPage, pages_of_today, private_files
from people.models import Person, User
from people.queries import KEPT, Kept
from submissions.errors import NotYours
from submissions.kinds import Handed, Kind, keys_about, submission_kinds
from talks.attached import purge_files, refuse_too_many
from talks.contexts import Beginning, Subject, thread_contexts
from talks.enums import FIRST_MESSAGE, MESSAGE
from talks.errors import ThreadIsClosed
from talks.forms import FirstMessageForm, MessageForm, photo_without_notes, sequence_in
from talks.models import Message, ThreadMember
from talks.permissions import threads_visible_to
from talks.protocol import address_of_file
from talks.queries import (
    own_message,
    page_of_talks,
    subjects_called,
    subjects_of,
    unread_threads,
    waiting_of,
    weights_of,
)
from talks.services import send_message, tell_who_has_not_read

TALKS_OF_A_DAY = 10


def cards(person: Person) -> Iterator[Card]:
    """Talks in which somebody wrote something she has not read; where her answer is awaited, who has waited longest.

    The list of who helps begins with that one.
    """
    waiting = waiting_of(person)
    if waiting:
        link, number = address_of_view("talks:threads"), waiting.talks
        text = ngettext("%d talk has something new.", "%d talks have something new.", number) % number
        if not number:
            number = waiting.unanswered
            text = ngettext("%d talk waits for your answer.", "%d talks wait for your answer.", number) % number
        more = _who_waits(waiting.name, waiting.since) if waiting.since else ""
        yield Card(Section.NEW, "message-circle", gettext("Talks"), link, text, more, action=gettext("Open the talks"))


def _who_waits(name: str | None, since: datetime) -> str:
    day = date_format(timezone.localtime(since), "DATETIME_FORMAT")
    return gettext("%(name)s has waited longest, since %(day)s.") % {"name": name, "day": day}


def subjects_in_words(rows: Sequence[ThreadMember | Message]) -> dict[Any, str]:
    """What the talk is about to which each belongs."""
    about = subjects_called({row.thread_id for row in rows}, language_now())
    return {row.pk: about[row.thread_id].title if row.thread_id in about else "" for row in rows}


def files_in_words(rows: Sequence[Message]) -> dict[Any, str]:
    """What goes with each, and where its author may fetch it."""
    addresses = {row.pk: f"{settings.BASE_URL}{address_of_file(row)}" for row in rows if row.attached}
    return {row.pk: f"{_of_file(row)}: {addresses[row.pk]}" if row.attached else "" for row in rows}


def _of_file(message: Message) -> str:
    return gettext("Photo") if message.photo else gettext("Voice message")


def say_who_wrote(reader: Person, notices: list[Data]) -> list[str]:
    """Names what the talk is about as her language does today."""
    about = subjects_called({UUID(data["thread"]) for data in notices}, get_language() or reader.language)
    return [_who_wrote(data["name"], about.get(UUID(data["thread"]))) for data in notices]


def _who_wrote(name: str, about: Subject | None) -> str:
    if about is None:
        return gettext("%(name)s wrote to you.") % {"name": name}
    return gettext("%(name)s wrote to you about %(about)s.") % {"name": name, "about": about.title}


def newest_talks(user: User) -> Iterator[KeptPage]:
    """The list of her talks, and those with news or the newest, with what their photos and spoken messages weigh."""
    yield KeptPage(reverse("talks:threads"))
    places = list(page_of_talks(user.person, None).object_list[:TALKS_OF_A_DAY])
    weights = weights_of([place.thread_id for place in places])
    for place in places:
        yield KeptPage(reverse("talks:thread", args=[place.thread_id]), weights[place.thread_id])


def message_form(person: Person, handed: Handed) -> MessageForm:
    """About a thread, by its id.

    Raises ThreadIsClosed where somebody hands in a file for a talk that is not hers, ManyFilesToday where she has sent
    enough of them.
    """
    if submission_kinds.get(MESSAGE).holds_file(handed.fields):
        is_open = threads_visible_to(person).filter(pk=_thread_of(handed)).exists()
        if not is_open and own_message(person, handed.id) is None:
            raise ThreadIsClosed
        refuse_too_many(person, handed.id)
    return MessageForm(handed.fields)


def keep_message(person: Person, handed: Handed, form: MessageForm) -> dict[str, Any]:
    """Keep it once, however often it comes; tells its number in the thread.

    What came before the talk was closed to her is there, whenever it comes again.
    """
    said = {name: form.cleaned_data[name] for name in ("body", "photo", "voice")}
    seen = sequence_in(handed.fields.get("seen:last", "")) or 0
    thread_id = _thread_of(handed)
    try:
        message = send_message(
            thread_id, author=person, message_id=handed.id, device_at=handed.device_at, seen=seen, **said
        )
    except ThreadIsClosed:
        known = own_message(person, handed.id)
        if known is None or known.thread_id != thread_id:
            raise
        message = known
    return {"sequence": message.sequence}


def first_message_form(person: Person, handed: Handed) -> FirstMessageForm:
    """About ``<context>/<key>``."""
    _beginning_of(handed)
    return FirstMessageForm(handed.fields)


def begin_talk(person: Person, handed: Handed, form: FirstMessageForm) -> dict[str, Any]:
    """Keep it once in the talk that is found or opened for it; tells where that is.

    What came before is in the talk of then, though she may have left its cohort since, or go on in another.
    """
    message = own_message(person, handed.id) or _open_and_send(person, handed, form)
    return {"next": address_of_view("talks:thread", message.thread_id)}


def _open_and_send(person: Person, handed: Handed, form: FirstMessageForm) -> Message:
    beginning, key = _beginning_of(handed)
    try:
        thread = beginning.open(person, key)
    except ObjectDoesNotExist:
        raise NotYours from None
    return send_message(
        thread.pk, author=person, message_id=handed.id, device_at=handed.device_at, body=form.cleaned_data["body"]
    )


def beginnings_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """By what they are about."""
    named = {}
    for about in abouts:
        beginning, key = _beginning_at(about)
        with suppress(ValueError, KeyError):
            if beginning is not None:
                named[about] = beginning.titles([UUID(key)], language_now())[UUID(key)]
    return named


def page_of_beginning(about: str) -> str:
    """Where it was written. Raises NoReverseMatch where that is nowhere."""
    beginning, key = _beginning_at(about)
    if beginning is None:
        raise NoReverseMatch
    return beginning.address(key)


def _beginning_of(handed: Handed) -> tuple[Beginning, UUID]:
    beginning, key = _beginning_at(handed.about)
    try:
        if beginning is not None:
            return beginning, UUID(key)
    except ValueError:
        pass
    raise NotYours


def _beginning_at(about: str) -> tuple[Beginning | None, str]:
    """Of ``<context>/<key>``: how such a talk begins, None where none does, and the key."""
    kind, _slash, key = about.partition("/")
    return (thread_contexts.get(kind).begins if kind in thread_contexts else None), key


def _thread_of(handed: Handed) -> UUID:
    try:
        return UUID(handed.about)
    except ValueError:
        raise NotYours from None


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
        files={"photo": photo_without_notes, "seconds": str, "voice": str},
    ),
)
submission_kinds.register(
    FIRST_MESSAGE,
    Kind(
        label=_("Message"),
        form=first_message_form,
        apply=begin_talk,
        address=page_of_beginning,
        titles=beginnings_named,
        is_repeatable=True,
    ),
)
notice_kinds.register(MESSAGE, say_who_wrote)
said_where_it_leads.register(MESSAGE, "the message stands in the talk")
register_job("thread.tell", tell_who_has_not_read)
register_schedule("talks.purge_files", purge_files, Daily(time(3, 40)))
desk_cards.register("talks", cards)
pages_of_today.register("talks", newest_talks)
private_files.register("talks", "/talks/files/")
menu_entries.register(
    "talks", MenuEntry("message-circle", _("Talks"), "talks:threads", 20, short=_("Talks"), count=unread_threads)
)
KEPT.register("talks", Kept(_("Your talks"), ThreadMember, in_words={"thread": subjects_in_words}))
WORDS_OF_A_MESSAGE = {"thread": subjects_in_words, "attached": files_in_words}
KEPT.register("messages", Kept(_("Messages you wrote"), Message, "author", in_words=WORDS_OF_A_MESSAGE))
