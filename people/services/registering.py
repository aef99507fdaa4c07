"""Who is known to the portal: with an account, or on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction

from core.models import Place
from core.services import record_audit, record_audits
from core.text import line
from jobs.services import announce
from people.enums import ConsentMode, Purpose
from people.errors import TrainingConsentMissing
from people.models import Consent, NoticeVersion, Person, User
from people.services.consents import begin_of, give_consent
from people.signals import PERSON_REGISTERED, PERSON_RENAMED


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
            given_at=begin_of(day),
        )
        for person, paper in zip(people, papers, strict=True)
        for purpose, day in paper.signed.items()
    )
    for purpose in (Purpose.TRAINING, Purpose.SHARING):
        of_it = [consent for consent in consents if consent.purpose == purpose]
        record_audits("consent.given", of_it, by=by, purpose=purpose)
