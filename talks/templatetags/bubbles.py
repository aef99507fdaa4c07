"""The messages of a talk, drawn in one pass: Django's template is rendered once a mould, and the mould is kept."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from html import escape

from django import template
from django.contrib.humanize.templatetags.humanize import naturalday
from django.template.defaultfilters import capfirst
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.moulds import Mould
from core.templatetags.portal_format import mould_of
from people.models import Person
from talks.models import Message
from talks.protocol import address_of_file
from talks.queries import Reach

register = template.Library()

MESSAGE, OF_A_MESSAGE = "talks/_message.html", ("id", "sequence", "at", "name", "attached", "body", "time")
PHOTO, OF_A_PHOTO = "talks/_photo.html", ("address", "name", "width", "height")
VOICE, OF_A_VOICE = "talks/_voice.html", ("address", "name", "length")
OTHER = ""
# An address that was written: talks/links.js finds the same ones.
ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]।])", re.IGNORECASE)


@register.simple_tag
def bubbles(messages: Iterable[Message], reader: Person, reach: Reach) -> SafeString:
    """``messages`` as ``reader`` sees them, each day of hers under its name."""
    moulds: dict[str, Mould] = {}
    drawn: list[str] = []
    day: date | None = None
    for message in messages:
        moment = timezone.localtime(message.received_at)
        if day != moment.date():
            day = moment.date()
            drawn.append(_day(moment))
        own = message.author_id == reader.pk
        state = _state(message, reach) if own else OTHER
        mould = moulds.get(state) or moulds.setdefault(state, mould_of(MESSAGE, OF_A_MESSAGE, own=own, state=state))
        values = {
            "id": str(message.pk),
            "sequence": str(message.sequence),
            "at": moment.isoformat(),
            "name": message.author.first_name,
            "attached": _attached(message, own=own) if message.attached else "",
            "body": with_links(message.body),
            "time": f"{moment:%H:%M}",
        }
        drawn.append(mould.filled(values))
    return mark_safe("".join(drawn))  # noqa: S308  (the pieces are a template's, what stands in them is escaped)


def with_links(body: str) -> SafeString:
    """``body`` for a page; addresses in it can be pressed, and tell who is led there nothing about the talk."""
    if "://" not in body:
        return SafeString(escape(body))
    parts = ADDRESS.split(body)
    shown = (_link(part) if odd % 2 else escape(part) for odd, part in enumerate(parts))
    return mark_safe("".join(shown))  # noqa: S308  (both are escaped)


def _link(address: str) -> SafeString:
    return format_html('<a href="{}" rel="nofollow noopener noreferrer" target="_blank">{}</a>', address, address)


def _state(message: Message, reach: Reach) -> str:
    if message.sequence <= reach.read:
        return "read"
    return "delivered" if message.sequence <= reach.delivered else "sent"


def _attached(message: Message, *, own: bool) -> SafeString | str:
    """What goes with ``message``."""
    its = {"address": address_of_file(message), "name": message.author.first_name}
    if photo := message.photo:
        return mould_of(PHOTO, OF_A_PHOTO, own=own).filled({**its, "width": photo.width, "height": photo.height})
    if voice := message.voice:
        minutes, seconds = divmod(voice.seconds, 60)
        return mould_of(VOICE, OF_A_VOICE, own=own).filled({**its, "length": f"{minutes}:{seconds:02}"})
    return ""


def _day(moment: datetime) -> SafeString:
    day = f"{moment:%d-%m-%Y}"
    name = capfirst(naturalday(moment, "d-m-Y") or day)
    return format_html('<p class="messages__day" data-day="{}">{}</p>', day, name)
