"""Reads about people that cross models."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from core.local_text import choose
from core.registry import Registry
from core.text import fold, line
from people.enums import Purpose
from people.models import Consent, NoticeVersion, Person, User


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


def person_of_key(key: str) -> Person | None:
    """Whom a job is about, by the key it carries, with her account; None where she is there no more."""
    return Person.objects.select_related("user").filter(pk=key).first()


def as_searched(name: str) -> str:
    """The ``search_text`` of everybody of this name, however it is typed."""
    return fold(line(name))


def people_reached_by(phones: Iterable[str]) -> dict[str, dict[UUID, str]]:
    """{phone: {person: her name}} of everybody with one of ``phones`` (E.164), to be called or to sign in by."""
    reached: dict[str, dict[UUID, str]] = {phone: {} for phone in phones}
    for way in ("contact_phone", "user__phone"):
        found = Person.objects.filter(**{f"{way}__in": list(reached)}).order_by()
        for phone, person, name in found.values_list(way, "pk", "name"):
            reached[str(phone)][person] = name
    return reached


def lock_person(person: Person) -> bool:
    """Whoever else would lock or delete her row waits until the caller's transaction is over. Whether she is there."""
    rows = Person.objects.select_for_update().filter(pk=person.pk).order_by("pk")
    return rows.values_list("pk").first() is not None


def person_with_code(code: str, *, among: QuerySet[Person]) -> Person | None:
    """Who of ``among`` has this member code, while her account is open."""
    return among.filter(user__username=code, user__is_active=True).first()


@dataclass(frozen=True)
class Agreements:
    """What each of some people agreed to and took back: {person: her consents}."""

    of: Mapping[UUID, Sequence[Consent]]

    def holds(self, person: Person, purpose: str) -> bool:
        """Whether she agrees to ``purpose`` now."""
        return any(consent.withdrawn_at is None for consent in self._to(person, purpose))

    def is_older(self, person: Person, purpose: str, signed_on: date) -> bool:
        """Whether what she signed on that day counts no more: she took it back on it or later, and agrees not now."""
        ends = [consent.withdrawn_at for consent in self._to(person, purpose)]
        return None not in ends and any(end and timezone.localdate(end) >= signed_on for end in ends)

    def _to(self, person: Person, purpose: str) -> list[Consent]:
        return [consent for consent in self.of.get(person.pk, ()) if consent.purpose == purpose]


def agreements_of(people: Iterable[UUID]) -> Agreements:
    """By one query however many they are."""
    of: dict[UUID, list[Consent]] = {}
    for consent in Consent.objects.filter(person__in=people):
        of.setdefault(consent.person_id, []).append(consent)
    return Agreements(of)


def consent_states(person: Person) -> list[ConsentState]:
    """Each purpose with the consent that holds for it now."""
    given = dict(Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", "given_at"))
    return [ConsentState(purpose.value, str(purpose.label), given.get(purpose.value)) for purpose in Purpose]


# What a field holds in some rows, as she reads it: {the key of a row: words}.
InWords = Callable[[Sequence[Any]], Mapping[Any, str]]


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept about a person: the rows of ``model`` whose ``about`` is her, or her account.

    ``about`` may lead over other rows, as in ``enrolment__person``.
    The fields ``hidden`` are secrets, or of use to the machine alone: kept and not shown. Where some are ``shown`` by
    name, the others are not. Of fields that hold keys or codes, ``in_words`` says by name what is shown in their place.
    """

    label: Any
    model: type[Model]
    about: str = "person"
    hidden: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    in_words: Mapping[str, InWords] = field(default_factory=dict)

    @property
    def fields(self) -> list[Any]:
        """The fields that are shown, each by its label."""
        fields = [each for each in self.model._meta.concrete_fields if not each.primary_key]
        if self.shown:
            return [each for each in fields if each.name in self.shown]
        return [each for each in fields if each.name not in (self.about.split("__")[0], *self.hidden)]

    def of(self, person: Person, most: int | None) -> "KeptRows":
        """What is kept of this kind about ``person``; of its rows not more than ``most``."""
        rows = self.model._default_manager.filter(**{self.about: person.user if self._is_of_account else person})
        others = [each.name for each in self.fields if each.is_relation and each.name not in self.in_words]
        shown = list(rows.select_related(*others).order_by("pk")[:most])
        said = {name: words(shown) for name, words in self.in_words.items()}
        texts = [
            [(str(each.verbose_name), _as_text(row, each, said.get(each.name, {}))) for each in self.fields]
            for row in shown
        ]
        return KeptRows(str(self.label), rows.count() if len(texts) == most else len(texts), texts)

    @property
    def _is_of_account(self) -> bool:
        """Whether ``about`` ends at her account, and not at herself."""
        reached: Any = self.model
        for name in self.about.split("__"):
            reached = reached._meta.get_field(name).related_model
        return reached is User


@dataclass(frozen=True)
class KeptRows:
    """What is kept of one kind: how many rows, and of those that are shown (what it says, what is kept)."""

    label: str
    number: int
    rows: list[list[tuple[str, str]]]


KEPT: Registry[Kept] = Registry("kind of personal data")


def kept_about(person: Person, *, most: int | None = None) -> list[KeptRows]:
    """All that any app keeps about ``person``, ``most`` rows of a kind; only kinds of which there is something."""
    return [kept for kept in (kind.of(person, most) for kind in KEPT) if kept.rows]


def _as_text(row: Model, each: Any, said: Mapping[Any, str]) -> str:
    if row.pk in said:
        return said[row.pk]
    shown = getattr(row, f"get_{each.name}_display", None)
    value = shown() if shown else getattr(row, each.name)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return "" if value is None else _plain(value)


def _plain(value: Any) -> str:
    """What is kept as JSON, without its signs."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_plain(each)}" for name, each in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def people_signing_in_by(phone: str) -> QuerySet[Person]:
    """Those who proved that they read what is sent to ``phone`` (E.164); families share phones."""
    return Person.objects.filter(user__phone=phone, user__phone_verified_at__isnull=False)


def names_told_apart(names: Mapping[UUID, str]) -> dict[UUID, str]:
    """``names`` of people, and her member code beside a name that several bear; one query, none where all differ."""
    borne = Counter(names.values())
    alike = [person for person, name in names.items() if borne[name] > 1]
    codes = dict(Person.objects.filter(pk__in=alike).values_list("pk", "user__username")) if alike else {}
    return {person: f"{name} · {codes[person]}" if codes.get(person) else name for person, name in names.items()}
