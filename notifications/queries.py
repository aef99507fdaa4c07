"""Notices as they are said, and how somebody is told of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Prefetch
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from notifications.enums import Reached
from notifications.kinds import notice_kinds, said_otherwise_outside, said_outside
from notifications.models import Delivery, Notice, NoticeChoice
from notifications.permissions import own_notices
from notifications.reaching import reached
from people.models import Person


@dataclass(frozen=True)
class Letter:
    """What a person is told in one message, in her language.

    ``text`` says all; ``brief`` is for where others look on: an SMS on a shared phone, a screen that is locked.
    """

    subject: str
    text: str
    brief: str
    link: str


@dataclass(frozen=True)
class NoticeLine:
    """A notice and its sentence in the active language."""

    notice: Notice
    text: str


@dataclass(frozen=True)
class Reach:
    """How one person was reached by one notice; ``delivery`` is the last on any way, where there is one."""

    person: Person
    outcome: Reached
    delivery: Delivery | None


def unread_count(person: Person) -> int:
    """How many notices ``person`` has not seen."""
    return own_notices(person).unread().count()


def reader_of(user_id: int) -> Person | None:
    """Who reads the news of an account; nobody where it is no person's."""
    return Person.objects.filter(user=user_id).first()


def choice_of(person: Person) -> NoticeChoice:
    """How she wants to be told; as everybody is at first where she has not chosen."""
    return NoticeChoice.objects.filter(person=person).first() or NoticeChoice(person=person)


def last_left(person: Person) -> datetime | None:
    """When the last message left that went to her."""
    return Delivery.objects.filter(person=person).aggregate(last=Max("left_at"))["last"]


def notices_of(deliveries: Iterable[Delivery]) -> list[Notice]:
    """What they deliver, each once."""
    return list({each.notice_id: each.notice for each in deliveries}.values())


def deliveries_said(person: Person, most: int) -> list[tuple[Delivery, str]]:
    """(what became of a notice on a way, the notice as it is said to her now) of the last ``most`` that went to her."""
    left = Delivery.objects.filter(person=person).select_related("notice").order_by("-due_at", "-pk")[:most]
    texts = {line.notice.pk: line.text for line in said(person, notices_of(left))}
    return [(delivery, texts[delivery.notice_id]) for delivery in left if delivery.notice_id in texts]


def reach_of(events: Collection[str]) -> dict[str, list[Reach]]:
    """{event: how each who was told of it was reached}, in two queries however many there are.

    It names everybody: who lends it to a page begins in a permission, and says there who is named to whom.
    """
    latest = Delivery.objects.filter(told_at=F("notice__created_at")).order_by("pk")
    notices = Notice.objects.filter(event__in=events).select_related("person")
    found: dict[str, list[Reach]] = {}
    for notice in notices.prefetch_related(Prefetch("deliveries", latest, to_attr="latest")):
        found.setdefault(notice.event, []).append(_reach(notice, notice.latest))
    return found


def _reach(notice: Notice, deliveries: Sequence[Delivery]) -> Reach:
    outcome = reached([each.state for each in deliveries], is_read=notice.read_at is not None)
    return Reach(notice.person, outcome, deliveries[-1] if deliveries else None)


def letter_of(person: Person, notices: Sequence[Notice]) -> Letter | None:
    """``notices`` as one message in the active language; None where no app lends any of their kinds any more."""
    lines = said(person, notices)
    if not lines:
        return None
    link = lines[0].notice.link if len(lines) == 1 and lines[0].notice.link else reverse("notifications:list")
    text = "\n".join(line.text for line in lines)
    return Letter(gettext("News from the CoE portal"), text, _brief(person, lines), link)


def _brief(reader: Person, lines: Sequence[NoticeLine]) -> str:
    """What may be read over her shoulder: the first sentence of a kind that says so, else only that there is news."""
    first = next((_said_outside(reader, line) for line in lines if line.notice.kind in said_outside), "")
    number = len(lines)
    if not first and number == 1:
        return gettext("There is news for you in the portal.")
    if not first:
        return gettext("%d pieces of news wait for you in the portal.") % number
    if number == 1:
        return first
    return f"{first} {_and_more(number - 1)}"


def _said_outside(reader: Person, line: NoticeLine) -> str:
    kind = line.notice.kind
    return (
        said_otherwise_outside.get(kind)(reader, [line.notice.data])[0] if kind in said_otherwise_outside else line.text
    )


def _and_more(number: int) -> str:
    said = ngettext("And %d more piece of news in the portal.", "And %d more pieces of news in the portal.", number)
    return said % number


def said(reader: Person, notices: Iterable[Notice]) -> list[NoticeLine]:
    """``notices`` in their order as they are said to ``reader`` now; a kind that no app lends any more is left out."""
    notices = list(notices)
    by_kind: defaultdict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_kind[notice.kind].append(notice)
    texts: dict[int, str] = {}
    for kind, of_kind in by_kind.items():
        if kind in notice_kinds:
            sentences = notice_kinds.get(kind)(reader, [notice.data for notice in of_kind])
            texts |= {notice.pk: text for notice, text in zip(of_kind, sentences, strict=True)}
    return [NoticeLine(notice, texts[notice.pk]) for notice in notices if notice.pk in texts]
