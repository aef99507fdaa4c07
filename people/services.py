import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from core.limits import limits_are_shared
from core.models import Place
from core.phones import takes_our_sms
from core.services import record_audit, record_audits
from core.text import line
from core.yaml_files import read_yaml
from jobs.services import announce
from people.access import announce_access_changed
from people.enums import ConsentMode, Purpose
from people.errors import NoMoreSms, PaperIsOlder, PersonHasNoAccount, PersonHasRole, TrainingConsentMissing
from people.models import Consent, NoticeVersion, Person, RoleGrant, User
from people.permissions import edits_the_portal
from people.pins import PIN_LENGTH
from people.queries import agreements_of
from people.scopes import scope_of
from people.signals import CONSENT_WITHDRAWN, PERSON_REGISTERED, PERSON_RENAMED
from people.sms import LimitsAreAway, parts_of, send_sms
from people.sms_budget import may_invite, may_tell

MEMBER_CODE_DIGITS = 6


def new_member_code() -> str:
    """A member code nobody has: the letter M and six digits, easy to say on the phone and to type."""
    while True:
        code = f"M{secrets.randbelow(10**MEMBER_CODE_DIGITS):0{MEMBER_CODE_DIGITS}d}"
        if not User.objects.filter(username=code).exists():
            return code


def open_account(phone: str) -> User:
    """An account without a PIN for somebody who has just proved that ``phone`` (E.164) reaches her."""
    user = User(username=new_member_code(), phone=phone, phone_verified_at=timezone.now())
    user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def register_person(
    *,
    user: User,
    name: str,
    place: Place,
    language: str,
    gender: str,
    purposes: Iterable[str],
    notice_language: str,
    by: User,
) -> Person:
    """Write down who ``user`` is and what she agreed to, on the notice as shown in ``notice_language``.

    Somebody who pressed twice is the person made at the first press.

    Raises TrainingConsentMissing where she did not agree to be trained.
    """
    User.objects.select_for_update().get(pk=user.pk)
    registered = Person.objects.filter(user=user).first()
    if registered is not None:
        return registered
    agreed = set(purposes)
    if Purpose.TRAINING not in agreed:
        raise TrainingConsentMissing
    person = Person.objects.create(user=user, name=line(name), place=place, language=language, gender=gender)
    for purpose in sorted(agreed):
        give_consent(person, purpose=purpose, language=notice_language, by=by)
    record_audit("person.registered", person, by=by)
    announce(PERSON_REGISTERED, key=str(person.pk), payload={"person": str(person.pk)})
    return person


@dataclass(frozen=True)
class OnPaper:
    """What is written of somebody without an account who signed on that day that she agrees to be trained.

    ``sharing_on`` is the day on which she signed that her results may be shared; None where she did not.
    """

    name: str
    gender: str
    language: str
    place: Place
    contact_phone: str
    signed_on: date
    sharing_on: date | None = None

    @property
    def signed(self) -> dict[Purpose, date]:
        """What she agreed to, and when."""
        days = {Purpose.TRAINING: self.signed_on, Purpose.SHARING: self.sharing_on}
        return {purpose: day for purpose, day in days.items() if day}


def register_on_paper(paper: OnPaper, *, by: User) -> Person:
    """Make somebody known who has no account and has signed on paper that she agrees to be trained."""
    return register_all_on_paper([paper], by=by)[0]


@transaction.atomic
def register_all_on_paper(papers: Sequence[OnPaper], *, by: User) -> list[Person]:
    """:func:`register_on_paper` for many at once, in their order: with as many statements as for one."""
    people = Person.objects.bulk_create(
        Person(
            name=line(paper.name),
            gender=paper.gender,
            language=paper.language,
            place=paper.place,
            contact_phone=paper.contact_phone,
            awaits_account=True,
        )
        for paper in papers
    )
    _note_signed(people, papers, by=by)
    record_audits("person.registered", people, by=by)
    return people


@transaction.atomic
def give_consent(person: Person, *, purpose: str, language: str, by: User, signed_on: date | None = None) -> Consent:
    """Record that ``person`` agrees to ``purpose`` on the words of the newest notice; where she did so on paper,
    ``signed_on`` is its day.

    Raises PaperIsOlder where she does not agree now and took it back on that day or later.
    """
    if signed_on and agreements_of([person.pk]).is_older(person, purpose, signed_on):
        raise PaperIsOlder
    consent, created = Consent.objects.get_or_create(
        person=person,
        purpose=purpose,
        withdrawn_at=None,
        defaults={
            "notice": NoticeVersion.objects.latest(),
            "language": language,
            "mode": ConsentMode.PAPER if signed_on else ConsentMode.TAP,
            "taken_by": by,
            "given_at": _begin_of(signed_on) if signed_on else timezone.now(),
        },
    )
    if created:
        record_audit("consent.given", consent, by=by, purpose=purpose)
    return consent


def _note_signed(people: Sequence[Person], papers: Sequence[OnPaper], *, by: User) -> None:
    """Write down what each of ``people`` agreed to on the one of ``papers`` that is hers."""
    notice = NoticeVersion.objects.latest()
    consents = Consent.objects.bulk_create(
        Consent(
            person=person,
            purpose=purpose,
            notice=notice,
            language=paper.language,
            mode=ConsentMode.PAPER,
            taken_by=by,
            given_at=_begin_of(day),
        )
        for person, paper in zip(people, papers, strict=True)
        for purpose, day in paper.signed.items()
    )
    for purpose in (Purpose.TRAINING, Purpose.SHARING):
        of_it = [consent for consent in consents if consent.purpose == purpose]
        record_audits("consent.given", of_it, by=by, purpose=purpose)


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, by: User) -> None:
    """End the consent of ``person`` to ``purpose`` from now on; what was done under it stays done."""
    consent = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        return
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    record_audit("consent.withdrawn", consent, by=by, purpose=purpose)
    announce(
        CONSENT_WITHDRAWN,
        key=str(consent.pk),
        payload={"person": str(person.pk), "purpose": purpose, "at": consent.withdrawn_at.isoformat()},
    )


def set_language(person: Person, language: str) -> None:
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])


@transaction.atomic
def change_name(person: Person, name: str, *, by: User) -> None:
    """Put right what ``person`` is called; the same name again is no change."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.name == line(name):
        return
    person.name = line(name)
    person.save(update_fields=["name"])
    record_audit("person.name_changed", person, by=by)
    announce(PERSON_RENAMED, key=f"{person.pk}:{uuid4()}", payload={"person": str(person.pk)})


@transaction.atomic
def change_phone(user: User, phone: str, *, by: User) -> str:
    """Let ``user`` sign in with ``phone`` (E.164), which she has just proved, and no more with the one until now.

    The one until now; empty where there was none.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = str(user.phone or "")
    user.phone, user.phone_verified_at = phone, timezone.now()
    user.save(update_fields=["phone", "phone_verified_at"])
    record_audit("user.phone_changed", user, by=by)
    return before


@transaction.atomic
def set_pin(user: User, pin: str) -> None:
    """Give ``user`` the PIN she chose; it was validated where she typed it."""
    user.set_password(pin)
    user.must_choose_pin = False
    user.save(update_fields=["password", "must_choose_pin"])
    record_audit("user.pin_set", user, by=user)


@transaction.atomic
def give_new_pin(person: Person, *, by: User) -> str:
    """A new PIN for who has forgotten hers, to be told to her by ``by`` and shown nowhere else; the old one ends.

    Who was registered on paper gets an account with it. ``by`` has seen the PIN: it opens only the page on which she
    chooses one of her own.

    Raises PersonHasNoAccount, and PersonHasRole for who may do more than learn: nobody comes into a colleague's account
    by enrolling her.
    """
    _open_account_awaited(person, by=by)
    if person.user is None:
        raise PersonHasNoAccount
    if edits_the_portal(person.user) or person.role_grants.current().exists():
        raise PersonHasRole
    pin = _new_pin(person.user)
    person.user.set_password(pin)
    person.user.must_choose_pin = True
    person.user.save(update_fields=["password", "must_choose_pin"])
    record_audit("user.pin_given", person.user, by=by)
    return pin


@transaction.atomic
def grant_role(person: Person, *, role: str, over: Model, by: User | None) -> RoleGrant:
    """Give ``person`` a role ``over`` a place, an organisation or a row of a registered kind of scope.

    Granting it again while it holds changes nothing. Raises LookupError for a row of no registered kind.
    """
    grant, created = RoleGrant.objects.get_or_create(
        person=person, role=role, ended_at=None, **scope_of(over), defaults={"granted_by": by}
    )
    if created:
        record_audit("role.granted", grant, by=by, role=role)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: User | None) -> None:
    """Take the role back from now on."""
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    record_audit("role.ended", grant, by=by, role=grant.role)
    announce_access_changed(grant.person)


def end_roles_over(thing: Model, *, by: User | None) -> None:
    """Take back all roles over ``thing``, which is about to be deleted."""
    for grant in RoleGrant.objects.current().filter(**scope_of(thing)).select_related("person"):
        end_role(grant, by=by)


def load_notice(path: Path) -> NoticeVersion:
    """The privacy notice of the file, as a new version where the file names one; an old version never changes."""
    file = read_yaml(path)
    notice, _ = NoticeVersion.objects.get_or_create(version=file["version"], defaults={"texts": file["texts"]})
    return notice


def _open_account_awaited(person: Person, *, by: User) -> None:
    """Her first account, where she was registered on paper; without a phone, as her contact may be a neighbour's."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.awaits_account:
        user = User(username=new_member_code())
        user.set_unusable_password()
        user.save()
        locked.user, locked.awaits_account = user, False
        locked.save(update_fields=["user", "awaits_account"])
        record_audit("user.opened_for_her", user, by=by)
    person.user, person.awaits_account = locked.user, locked.awaits_account


def _new_pin(user: User) -> str:
    """Six digits that the rules for PINs accept."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"
        try:
            validate_password(pin, user)
        except ValidationError:
            continue
        return pin


def send_news(user: User, text: str) -> int:
    """Send ``text`` by SMS to the number of ``user``; as how many SMS it is charged. Raises NoMoreSms, OSError."""
    phone = str(user.phone)
    if not may_tell(phone):
        raise NoMoreSms
    send_sms(phone, text)
    return parts_of(text)


def send_invitation(phone: str, text: str) -> int:
    """Send ``text`` by SMS to ``phone`` (E.164), of which nobody has shown that she reads it; as how many SMS it is
    charged. Raises NoMoreSms, OSError; LimitsAreAway, which is one, where it may be tried again when they are back.
    """
    if not limits_are_shared():
        raise LimitsAreAway("no invitation while tries are not counted together")
    if not (takes_our_sms(phone) and may_invite(phone)):
        raise NoMoreSms
    send_sms(phone, text)
    return parts_of(text)


def purge_sessions(payload: dict[str, Any]) -> None:
    """The daily job that clears sessions that have ended."""
    call_command("clearsessions")
