"""Reads about people that cross models."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from core.local_text import choose
from core.registry import Registry
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


def person_with_code(code: str, *, among: QuerySet[Person]) -> Person | None:
    """Who of ``among`` has this member code, while her account is open."""
    return among.filter(user__username=code, user__is_active=True).first()


def consent_states(person: Person) -> list[ConsentState]:
    """Each purpose with the consent that holds for it now."""
    given = dict(Consent.objects.filter(person=person, withdrawn_at=None).values_list("purpose", "given_at"))
    return [ConsentState(purpose.value, str(purpose.label), given.get(purpose.value)) for purpose in Purpose]


@dataclass(frozen=True)
class Kept:
    """One kind of thing that is kept about a person: the rows of ``model`` whose ``about`` is her, or her account.

    The fields ``secret`` are kept and not shown.
    """

    label: Any
    model: type[Model]
    about: str = "person"
    secret: tuple[str, ...] = ()

    def rows(self, person: Person) -> list[dict[str, str]]:
        """Each row as {what it says: what is kept}, the newest last."""
        hidden = (self.about, *self.secret)
        fields = [field for field in self.model._meta.concrete_fields if field.name not in hidden]
        of_account = self.model._meta.get_field(self.about).related_model is User
        rows = self.model._default_manager.filter(**{self.about: person.user if of_account else person})
        others = [field.name for field in fields if field.is_relation]
        return [
            {str(field.verbose_name): _as_text(row, field) for field in fields if not field.primary_key}
            for row in rows.select_related(*others).order_by("pk")
        ]


KEPT: Registry[Kept] = Registry("kind of personal data")


def kept_about(person: Person) -> list[tuple[str, list[dict[str, str]]]]:
    """(kind, rows) of all that any app keeps about ``person``; only kinds of which there is something."""
    found = [(str(kind.label), kind.rows(person)) for kind in KEPT]
    return [(label, rows) for label, rows in found if rows]


def _as_text(row: Model, field: Any) -> str:
    shown = getattr(row, f"get_{field.name}_display", None)
    value = shown() if shown else getattr(row, field.name)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return "" if value is None else str(value)
