from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from notifications.kinds import notice_kinds
from notifications.models import Notice
from people.models import Person


@dataclass(frozen=True)
class NoticeLine:
    """A notice and its sentence in the active language."""

    notice: Notice
    text: str


def unread_count(person: Person) -> int:
    """How many notices ``person`` has not seen."""
    return Notice.objects.unread().filter(person=person).count()


def reader_of(user_id: int) -> Person | None:
    """Who reads the news of an account; nobody where it is no person's."""
    return Person.objects.filter(user=user_id).first()


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
