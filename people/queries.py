"""Reads about people that cross models."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from core.local_text import choose
from people.enums import Purpose
from people.models import Consent, NoticeVersion, Person


@dataclass(frozen=True)
class Notice:
    """The privacy notice as shown: in ``language``, ``paragraphs`` its text in order."""

    version: int
    language: str
    title: str
    paragraphs: list[str]


@dataclass(frozen=True)
class ConsentState:
    """Whether one purpose is agreed to, and since when."""

    purpose: str
    label: str
    given_at: datetime | None


def current_notice(language: str) -> Notice:
    """The newest notice, naming who answers for the data, in ``language``, in English where it is not translated."""
    notice = NoticeVersion.objects.latest()
    text = choose(notice.texts, language)
    body = text.value["body"].replace("{fiduciary}", settings.DATA_FIDUCIARY)
    body = body.replace("{contact}", settings.GRIEVANCE_CONTACT)
    paragraphs = [part for part in body.split("\n\n") if part.strip()]
    return Notice(notice.version, text.language, text.value["title"], paragraphs)


def consent_states(person: Person) -> list[ConsentState]:
    """Each purpose with the consent that holds for it now."""
    given = dict(Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", "given_at"))
    return [ConsentState(purpose.value, str(purpose.label), given.get(purpose.value)) for purpose in Purpose]
