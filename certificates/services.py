"""Issuing certificates, and ending them: each a person's act."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from certificates.bitstrings import PLACES
from certificates.enums import CertificateStatus, Ladder
from certificates.errors import (
    AskedAlready,
    CertificateNotAgreed,
    CertificateWasRevoked,
    NeverLapses,
    PaperIsTheSame,
    TooEarlyToRenew,
)
from certificates.keys import own_key
from certificates.models import Certificate, EndingRequest, SigningKey
from certificates.queries import certificate_after, certificate_for, people_held_still
from certificates.states import CERTIFICATE
from certificates.validity import RENEWAL_OPENS, last_day, renewal_opens, renewed_from
from core.models import Place
from core.services import record_audit
from core.states import MoveIsNotAllowed, move
from notifications.services import notify
from people.enums import Purpose
from people.models import Organisation, Person
from people.permissions import has_agreed

ISSUED, REISSUED, REVOKED = "certificate_issued", "certificate_reissued", "certificate_revoked"
RENEWABLE, LAPSED = "certificate_renewable", "certificate_lapsed"
ANSWERED = "certificate_request_answered"
# What a machine that stood still for so long missed is told still.
MISSED_AT_MOST = timedelta(days=7)
# A list is left for the next one when half of its places are taken: until then one is soon drawn that is free.
FULL = PLACES // 2


@dataclass(frozen=True)
class Award:
    """What is earned. With the person, ``key`` and ``cohort`` say which certificate it is: it is issued once.

    ``titles`` is {language: title}, in English always. ``valid_months`` is None for what holds for ever; ``place`` says
    who looks after it, and is not shown.
    """

    key: str
    titles: Mapping[str, str]
    organisation: Organisation
    ladder: str = Ladder.TRAINED
    valid_months: int | None = None
    programme: UUID | None = None
    cohort: UUID | None = None
    cohort_name: str = ""
    place: Place | None = None
    language: str = ""


@transaction.atomic
def issue(person: Person, *, award: Award, by: Any, again: bool = False) -> Certificate:
    """The certificate of ``person`` for ``award``: made now, or the one that stands, which may have lapsed.

    Its paper is in ``award.language``, in hers where none is named. One that was taken back is made anew only where it
    is said to be ``again``. Raises CertificateNotAgreed, CertificateWasRevoked.
    """
    people_held_still(person)
    if not has_agreed(person, Purpose.TRAINING):
        raise CertificateNotAgreed
    there = certificate_for(person, award.key, award.cohort)
    if there is not None:
        return there
    if (
        not again
        and Certificate.objects.revoked().filter(person=person, award_key=award.key, cohort_key=award.cohort).exists()
    ):
        raise CertificateWasRevoked
    today = timezone.localdate()
    certificate = Certificate(
        person=person,
        name=person.name,
        language=award.language or person.language,
        award_key=award.key,
        titles=dict(award.titles),
        ladder=award.ladder,
        programme_key=award.programme,
        cohort_key=award.cohort,
        cohort_name=award.cohort_name,
        organisation=award.organisation,
        place=award.place,
        issued_on=today,
        valid_months=award.valid_months,
        valid_until=last_day(today, award.valid_months),
    )
    _write(certificate, by=by)
    return certificate


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: Any) -> None:
    """Take it back, and tell whose it was. Raises MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing."""
    move(certificate, CERTIFICATE, "revoke", by=by, reason=reason, values={"ended_at": timezone.now()})
    _tell(certificate, REVOKED)
    _answer(certificate)


@transaction.atomic
def replace(certificate: Certificate, *, name: str, reason: str, by: Any, language: str = "") -> Certificate:
    """The same with the right ``name``, in the right ``language`` where one is named, under a new number; it holds as
    long as the old one would have.

    Raises PaperIsTheSame, CertificateNotAgreed, MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing.
    """
    language = language or certificate.language
    if (name, language) == (certificate.name, certificate.language):
        raise PaperIsTheSame
    following = _follow(certificate, reason=reason, by=by, name=name, language=language)
    _answer(certificate)
    return following


@transaction.atomic
def renew(certificate: Certificate, *, reason: str, by: Any) -> Certificate:
    """The same for as many months again, under a new number. What is asked about the old one is asked about this.

    Raises NeverLapses, TooEarlyToRenew, CertificateNotAgreed, MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing.
    """
    today, until = timezone.localdate(), certificate.valid_until
    if until is None:
        raise NeverLapses
    if today < renewal_opens(until):
        raise TooEarlyToRenew(renewal_opens(until))
    following = _follow(certificate, reason=reason, by=by, issued_on=today, valid_until=renewed_until(certificate))
    certificate.ending_requests.open().update(certificate=following)
    return following


def renewed_until(certificate: Certificate) -> date | None:
    """The last day of what is renewed today; None of what holds for ever."""
    if certificate.valid_until is None:
        return None
    return last_day(renewed_from(certificate.valid_until, timezone.localdate()), certificate.valid_months)


@transaction.atomic
def ask_to_end(certificate: Certificate, *, reason: str, by: Person) -> EndingRequest:
    """Lay on the desk of who may end ``certificate`` that ``by``, who may not, asks for it.

    Raises AskedAlready, and MoveIsNotAllowed where it ended meanwhile.
    """
    here = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if here.status != CertificateStatus.ISSUED:
        raise MoveIsNotAllowed
    if certificate.ending_requests.open().exists():
        raise AskedAlready
    asked = EndingRequest.objects.create(certificate=certificate, asked_by=by, reason=reason)
    record_audit("certificate.ending_asked", certificate, by=by.user)
    return asked


@transaction.atomic
def leave_as_it_is(certificate: Certificate, *, reason: str, by: Any) -> None:
    """Answer who asked that ``certificate`` stays as it is, and why."""
    if _answer(certificate, reason):
        record_audit("certificate.left_as_it_is", certificate, by=by)


def tell_of_lapsing(payload: dict[str, Any]) -> None:
    """The daily job that tells whose certificate can be renewed from now on, and whose has lapsed: each once, also
    where the job did not run for some days.
    """
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    renewable = (today, yesterday + RENEWAL_OPENS)  # to the last day of what can be renewed from today on
    for kind, days in ((RENEWABLE, renewable), (LAPSED, (yesterday - MISSED_AT_MOST, yesterday))):
        for certificate in Certificate.objects.standing().filter(valid_until__range=days).select_related("person"):
            _tell(certificate, kind)


def key_in_use() -> SigningKey:
    """The row of the key in use, written down the first time it signs, so that its papers are known after the next."""
    key = own_key()
    return SigningKey.objects.get_or_create(name=key.name, defaults={"public": key.x})[0]


@transaction.atomic
def give_up_key(name: str) -> bool:
    """Trust the key ``name`` no more, for others may have got it; False where none of this name was trusted."""
    key = SigningKey.objects.trusted().filter(name=name).first()
    if key is None:
        return False
    key.given_up_at = timezone.now()
    key.save(update_fields=["given_up_at"])
    record_audit("signing_key.given_up", key, by=None)
    return True


def _follow(certificate: Certificate, *, reason: str, by: Any, **changes: str | date | None) -> Certificate:
    """A copy of ``certificate`` with ``changes`` that takes its place."""
    person = certificate.person
    if person is None or not has_agreed(person, Purpose.TRAINING):
        raise CertificateNotAgreed
    values = {"ended_at": timezone.now()}
    move(certificate, CERTIFICATE, "replace", by=by, reason=reason, values=values)
    following = certificate_after(certificate, changes)
    _write(following, by=by, told=REISSUED)
    certificate.replaced_by = following
    certificate.save(update_fields=["replaced_by"])
    return following


def _answer(certificate: Certificate, why_not: str = "") -> bool:
    """Tell who asked to end ``certificate`` what became of it, where somebody did."""
    asked = certificate.ending_requests.open().select_for_update(of=("self",)).select_related("asked_by").first()
    if asked is None:
        return False
    asked.answered_at, asked.answer = timezone.now(), why_not
    asked.save(update_fields=["answered_at", "answer"])
    if asked.asked_by:
        notify(
            asked.asked_by,
            kind=ANSWERED,
            event=f"{ANSWERED}:{asked.pk}",
            data={"number": certificate.number_in_groups, "status": certificate.status},
            link=reverse("certificates:detail", args=[certificate.number]),
        )
    return True


def _write(certificate: Certificate, *, by: Any, told: str = ISSUED) -> None:
    """A new row, told to whose it is."""
    key_in_use()
    certificate.issued_by = by
    certificate.list_place = _free_place()
    certificate.save(force_insert=True)
    record_audit("certificate.issued", certificate, by=by)
    _tell(certificate, told)


def _tell(certificate: Certificate, kind: str) -> None:
    if certificate.person:
        until = certificate.valid_until.isoformat() if certificate.valid_until else ""
        notify(
            certificate.person,
            kind=kind,
            event=f"{kind}:{certificate.pk}",
            data={"titles": certificate.titles, "day": until},
            link=reverse("certificates:mine"),
        )


def _free_place() -> int:
    """A bit that no certificate has, drawn: its place says nothing of when it was issued."""
    first = Certificate.objects.count() // FULL * PLACES
    while True:
        place = first + secrets.randbelow(PLACES)
        if not Certificate.objects.filter(list_place=place).exists():
            return place
