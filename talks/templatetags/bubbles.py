"""The messages of a talk, drawn in one pass: Django's template is rendered once a mould, not once a message."""

import re
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace

from django import template
from django.contrib.humanize.templatetags.humanize import naturalday
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from people.models import Person
from talks.models import Message
from talks.queries import Reach

register = template.Library()

# A place in a mould. No template of ours has such a character, and what stands in a place is not looked at again.
PLACE = "\ue000{}\ue000"
PLACES = re.compile("\ue000([a-z]+)\ue000")
IN_A_MOULD = SimpleNamespace(**{name: PLACE.format(name) for name in ("id", "sequence", "at", "name", "body", "time")})
OTHER = ""
# An address that was written: talks/links.js finds the same ones.
ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]।])", re.IGNORECASE)


class _Moulds:
    """The pieces of ``talks/_message.html`` in the language of now, by how far a message of one's own has come."""

    def __init__(self) -> None:
        self._pieces: dict[str, list[str]] = {}

    def filled(self, state: str, **values: object) -> str:
        """A message in ``state``, or somebody else's, with ``values`` in the places."""
        pieces = self._pieces.get(state) or self._pieces.setdefault(state, _pieces_of(state))
        return "".join(_shown(piece, values[piece]) if odd % 2 else piece for odd, piece in enumerate(pieces))


@register.simple_tag
def bubbles(messages: Iterable[Message], reader: Person, reach: Reach) -> SafeString:
    """``messages`` as ``reader`` sees them, each day of hers under its name."""
    moulds, day = _Moulds(), ""
    drawn: list[str] = []
    for message in messages:
        moment = timezone.localtime(message.received_at)
        if day != f"{moment:%d-%m-%Y}":
            day = f"{moment:%d-%m-%Y}"
            drawn.append(_day(day, moment))
        drawn.append(
            moulds.filled(
                _state(message, reach) if message.author_id == reader.pk else OTHER,
                id=message.pk,
                sequence=message.sequence,
                at=moment.isoformat(),
                name=message.author.first_name,
                body=message.body,
                time=f"{moment:%H:%M}",
            )
        )
    return mark_safe("".join(drawn))  # noqa: S308  (the pieces are a template's, what stands in them is escaped)


def _shown(place: str, value: object) -> str:
    return with_links(str(value)) if place == "body" else escape(value)


def with_links(body: str) -> str:
    """``body`` for a page; addresses in it can be pressed, and tell who is led there nothing about the talk."""
    if "://" not in body:
        return escape(body)
    parts = ADDRESS.split(body)
    return "".join(_link(part) if odd % 2 else escape(part) for odd, part in enumerate(parts))


def _link(address: str) -> SafeString:
    return format_html('<a href="{}" rel="nofollow noopener noreferrer" target="_blank">{}</a>', address, address)


def _state(message: Message, reach: Reach) -> str:
    if message.sequence <= reach.read:
        return "read"
    return "delivered" if message.sequence <= reach.delivered else "sent"


def _day(day: str, moment: datetime) -> SafeString:
    name = capfirst(naturalday(moment, "d-m-Y") or day)
    return format_html('<p class="messages__day" data-day="{}">{}</p>', day, name)


def _pieces_of(state: str) -> list[str]:
    """What stands between the places of a mould, and at each second place the name of one."""
    mould = {"own": state != OTHER, "state": state, "message": IN_A_MOULD}
    return PLACES.split(render_to_string("talks/_message.html", mould))
