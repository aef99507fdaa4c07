"""Reads of certificates."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from certificates.enums import CertificateStatus
from certificates.keys import PublicKey, own_key
from certificates.models import Certificate, CertificateQuerySet, EndingRequest, SigningKey
from certificates.numbering import new_number
from certificates.permissions import (
    certificates_named_to,
    certificates_open_to_check,
    certificates_overseen_by,
    own_certificates,
)
from people.models import Organisation, Person


def certificate_for(person: Person, award: str, cohort: UUID | None) -> Certificate | None:
    """The one that stands; None where none was issued, or it was taken back."""
    return Certificate.objects.standing().filter(person=person, award_key=award, cohort_key=cohort).first()


def certificates_of_cohort(cohort: UUID, people: Iterable[Person | UUID]) -> Mapping[UUID, Certificate]:
    """{key of a person: her certificate from the cohort}: the one that stands, else the last that ended; one query."""
    last = F("ended_at").asc(nulls_last=True)
    found = Certificate.objects.filter(cohort_key=cohort, person__in=people).order_by(last, "issued_on")
    return {each.person_id: each for each in found if each.person_id}


def holds_one_of(person: OuterRef, cohort: OuterRef) -> Exists:
    """Inside a query: whether the ``person`` was given a certificate in the ``cohort``, be it taken back since."""
    return Exists(Certificate.objects.filter(person=person, cohort_key=cohort))


def number_standing_in(cohorts: Iterable[UUID]) -> dict[UUID, int]:
    """{cohort: how many certificates of it stand}, of those in which there is one; one query."""
    standing = Certificate.objects.standing().filter(cohort_key__in=cohorts).order_by()
    return dict(standing.values_list("cohort_key").annotate(number=Count("pk")))


def names_organisation(organisation: Organisation, cohort: UUID) -> bool:
    """Whether a certificate of the ``cohort`` that stands names ``organisation``; one query."""
    return Certificate.objects.standing().filter(cohort_key=cohort, organisation=organisation).exists()


def number_taken_back_in(cohort: UUID, people: QuerySet[Any]) -> int:
    """How many of ``people`` had a certificate of the ``cohort`` taken back and were given none again; one query."""
    again = Certificate.objects.standing().filter(person=OuterRef("person"), cohort_key=cohort)
    back = Certificate.objects.revoked().filter(~Exists(again), cohort_key=cohort, person__in=people)
    return back.order_by().aggregate(people=Count("person", distinct=True))["people"]


def certificate_after(certificate: Certificate, changes: Mapping[str, Any]) -> Certificate:
    """A row like ``certificate``, not yet written, with ``changes`` and a number of its own."""
    values = {field.attname: getattr(certificate, field.attname) for field in Certificate._meta.concrete_fields}
    fresh = {"id": uuid4(), "number": new_number(), "status": CertificateStatus.ISSUED, "reason": "", "ended_at": None}
    return Certificate(**{**values, **fresh, "replaced_by_id": None, **changes})


def people_held_still(person: Person) -> None:
    """Of two who issue to ``person`` at once the second waits for the first."""
    Person.objects.select_for_update().get(pk=person.pk)


def certificate_with(number: str) -> Certificate:
    """The certificate of this number, with what its page shows. Raises DoesNotExist."""
    return certificates_open_to_check().select_related("person", "organisation", "replaced_by").get(number=number)


def my_certificates(person: Person) -> list[Certificate]:
    """Hers that were not replaced, the newest first."""
    found = own_certificates(person).select_related("organisation")
    return [each for each in found if each.status != CertificateStatus.REPLACED]


def certificates_in_list(person: Person) -> QuerySet[Certificate]:
    """Those she oversees, as a list shows them: by name."""
    return certificates_named_to(person).select_related("organisation")


def certificates_without_name(person: Person) -> int:
    """How many of those she oversees :func:`certificates_in_list` does not name; one query."""
    return certificates_overseen_by(person).exclude(pk__in=certificates_named_to(person).values("pk")).count()


def ending_requests_of(certificate: Certificate) -> list[EndingRequest]:
    """What was asked about it, the last first; one that is open stands before all."""
    return list(certificate.ending_requests.select_related("asked_by").order_by("-asked_at"))


def award_called(key: str) -> Certificate:
    """The last certificate given of an award, for what it says of the award. Raises DoesNotExist."""
    return certificates_open_to_check().select_related("organisation").filter(award_key=key).latest("issued_on")


def has_list(number: int, places: int) -> bool:
    """Whether a certificate has a bit in the status list ``number``."""
    return _in_list(number, places).exists()


def ended_bits(number: int, places: int) -> list[int]:
    """The bits that are set in a status list: of certificates replaced or taken back."""
    return [place % places for place in _in_list(number, places).ended().values_list("list_place", flat=True)]


def _in_list(number: int, places: int) -> CertificateQuerySet:
    within = {"list_place__gte": number * places, "list_place__lt": (number + 1) * places}
    return certificates_open_to_check().filter(**within)


def trusted_keys() -> list[PublicKey]:
    """The keys whose signatures count: the one in use, signed with it already or not, and earlier ones."""
    own = own_key()
    earlier = [PublicKey(key.public) for key in SigningKey.objects.trusted().exclude(name=own.name)]
    return [own, *earlier]
