"""What waits on a phone, carried as one signed file and handed in elsewhere: from another phone, or by who may help.

The phone signs with a key that the portal gave it while she was signed in. The key is made from its own id, so that the
portal keeps none: the id says the day on which it was given, and under which of her PINs. A file that somebody else
hands in speaks for her only while that key holds: as long as a session would, and until she has another PIN. She
herself, who is signed in, may hand in her older files too: then the signature only says that nothing was changed.
"""

import hmac
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.limits import Budget, within_budget
from core.records import Standing
from core.services import record_audit
from people.models import Person
from submissions.errors import (
    AccountIsClosed,
    FileCannotBeRead,
    FileIsOfSomebodyElse,
    FileWasChanged,
    KeyHasEnded,
    TooManyFiles,
    TooMuchAtOnce,
)
from submissions.http import take_record
from submissions.kinds import submission_kinds
from submissions.permissions import people_carried_for
from submissions.wire import Carried, CarriedFile

# A trainer on the day after a training: the phones of a whole cohort.
FILES = Budget("carried-files", most=40, seconds=60)


@dataclass(frozen=True)
class Key:
    """What a phone signs with. Its ``id`` goes into the file, its ``secret`` stays on the phone."""

    id: str
    secret: str


@dataclass(frozen=True)
class Line:
    """How many records of one kind came to the same; why they did is said to their author alone."""

    label: str | Promise
    standing: Standing
    sentence: str
    number: int


@dataclass(frozen=True)
class Brought:
    """What came of a file. ``left`` were not looked at, because of ``stopped_by``."""

    author: Person
    is_own: bool
    made_at: datetime | None
    lines: list[Line]
    left: int = 0
    stopped_by: Refusal | None = None


def key_of(person: Person) -> Key:
    """The key that a phone of ``person`` gets today."""
    newest = _portal_secrets()[0]
    name = f"{timezone.localdate().isoformat()}.{_generation(person, newest)}"
    return Key(name, _secret(person, name, newest))


def hand_in_file(content: bytes, *, by: Person) -> Brought:
    """Take what stands in the file as its author's, each record once, with her rights and as if she sent it now.

    Raises a refusal where nothing of it is taken.
    """
    if not within_budget(FILES, by.pk):
        raise TooManyFiles
    author, carried = _opened(content, by)
    record_audit("submissions.carried", author, by=by.user, records=len(carried.records))
    counted: Counter[tuple[str | Promise, Standing, str]] = Counter()
    is_own = author == by
    stopped_by = None
    for sent in carried.records:
        try:
            outcome = take_record(author, sent)
        except TooMuchAtOnce as refusal:
            stopped_by = refusal
            break
        sentence = str(outcome.get("sentence", "")) if is_own else ""
        counted[_label(sent), Standing(outcome["state"]), sentence] += 1
    lines = [Line(*what, number) for what, number in counted.items()]
    return Brought(author, is_own, carried.made_at, lines, len(carried.records) - counted.total(), stopped_by)


def _opened(content: bytes, by: Person) -> tuple[Person, Carried]:
    """Whose file it is, and what is in it, where it is whole and ``by`` may hand it in."""
    try:
        file = CarriedFile.model_validate(json.loads(content.decode("utf-8-sig")))
        carried = Carried.model_validate(json.loads(file.signed))
    except (ValueError, RecursionError):  # what pydantic raises is a ValueError
        raise FileCannotBeRead from None
    author = people_carried_for(by).filter(pk=carried.person).select_related("user").first()
    if author is None:
        raise FileIsOfSomebodyElse
    if author.user is None or not author.user.is_active:
        raise AccountIsClosed
    if not any(_is_signed(file, author, secret) for secret in _portal_secrets()):
        raise FileWasChanged
    if author != by and not _holds(file.key, author):
        raise KeyHasEnded
    return author, carried


def _is_signed(file: CarriedFile, author: Person, portal_secret: str) -> bool:
    secret = _secret(author, file.key, portal_secret)
    return hmac.compare_digest(hmac.new(secret.encode(), file.signed.encode(), sha256).hexdigest(), file.signature)


def _holds(key_id: str, author: Person) -> bool:
    """Whether a key that we gave still speaks for ``author`` where she is not there."""
    day, _dot, generation = key_id.partition(".")
    oldest = timezone.localdate() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return date.fromisoformat(day) >= oldest and generation in {
        _generation(author, secret) for secret in _portal_secrets()
    }


def _portal_secrets() -> list[str]:
    return [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _generation(person: Person, portal_secret: str) -> str:
    """Another one with each PIN; tells nothing of it."""
    pin = person.user.password if person.user else ""
    return _salted("generation", f"{person.pk}:{pin}", portal_secret)[:16]


def _secret(person: Person, key_id: str, portal_secret: str) -> str:
    return _salted("key", f"{person.pk}:{key_id}", portal_secret)


def _salted(what: str, value: str, portal_secret: str) -> str:
    return salted_hmac(f"submissions.carrying.{what}", value, secret=portal_secret, algorithm="sha256").hexdigest()


def _label(sent: Any) -> str | Promise:
    name = sent.get("kind") if isinstance(sent, dict) else None
    if isinstance(name, str) and name in submission_kinds:
        return submission_kinds.get(name).label
    return _("Something unknown")
