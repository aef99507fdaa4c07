"""Who sees certificates, and who may take one back or put it right."""

from django.db.models import Q

from certificates.enums import CertificateStatus
from certificates.kinds import COHORTS_LOOKED_AFTER
from certificates.models import Certificate, CertificateQuerySet
from people.enums import Purpose, Role
from people.models import Person
from people.permissions import agreed, has_agreed, people_not_named_to
from people.scopes import Scope, declare, held

OVERSEEING_ROLES = (Role.TRAINER, Role.PARTNER, Role.PROGRAMME_MANAGER)
KEEPING_ROLES = (Role.PARTNER, Role.PROGRAMME_MANAGER)

CERTIFICATE = declare(Scope(Certificate, place="place", organisation="organisation", own={"cohort": "cohort_key"}))


def oversees_certificates(person: Person | None) -> bool:
    """Whether there is a list of certificates for ``person``."""
    return bool(held(person, OVERSEEING_ROLES))


def certificates_overseen_by(person: Person | None) -> CertificateQuerySet:
    """Those of an organisation or a place where ``person`` has a role, and those earned in a cohort she looks after:
    another organisation may have offered its programme, and stands on the paper.
    """
    return Certificate.objects.filter(CERTIFICATE.within(person, OVERSEEING_ROLES) | _earned_with(person))


def certificates_named_to(person: Person | None) -> CertificateQuerySet:
    """Of these, those that a list names to ``person``: not those of who took back her consent to take part."""
    named = Q(person=None) | ~Q(person__in=people_not_named_to(person))
    return certificates_overseen_by(person).filter(named)


def is_named_to(person: Person | None, certificate: Certificate) -> bool:
    """The predicate of :func:`certificates_named_to`, of one that ``person`` oversees."""
    return not people_not_named_to(person).filter(certificates=certificate).exists()


def keeps_certificates(person: Person | None) -> bool:
    """Whether there may be some that ``person`` takes back, renews or makes anew."""
    return bool(held(person, KEEPING_ROLES))


def certificates_kept_by(person: Person | None) -> CertificateQuerySet:
    """Those that ``person`` may take back, renew, and make anew with the right name."""
    return Certificate.objects.filter(CERTIFICATE.within(person, KEEPING_ROLES))


def can_keep(person: Person | None, certificate: Certificate) -> bool:
    """The predicate of :func:`certificates_kept_by`."""
    return CERTIFICATE.reaches(held(person, KEEPING_ROLES), certificate)


def certificates_asked_about_by(person: Person | None) -> CertificateQuerySet:
    """Those that stand, which ``person`` oversees and may not end herself: she asks who may."""
    return certificates_overseen_by(person).standing().exclude(CERTIFICATE.within(person, KEEPING_ROLES))


def own_certificates(person: Person) -> CertificateQuerySet:
    """Hers, while she agrees that a learning record is kept."""
    return Certificate.objects.filter(agreed(Purpose.TRAINING), person=person)


def certificates_on_paper_for(person: Person) -> CertificateQuerySet:
    """Those that stand whose paper ``person`` may take along: her own, and those she oversees; of who still agrees."""
    reach = CERTIFICATE.within(person, OVERSEEING_ROLES, own="person") | _earned_with(person)
    return Certificate.objects.standing().filter(reach, agreed(Purpose.TRAINING))


def certificates_open_to_check() -> CertificateQuerySet:
    """All: anybody who has a number, the key of an award or the number of a list is told what it is worth. Of whom it
    speaks is for :func:`shows_whose_it_is`.
    """
    return Certificate.objects.all()


def shows_whose_it_is(certificate: Certificate) -> bool:
    """Whether anybody who has the number is told the name: as long as it stands, for what was replaced or taken back
    proves nothing of her, and as long as she agrees.
    """
    return certificate.status == CertificateStatus.ISSUED and is_on_paper(certificate)


def is_on_paper(certificate: Certificate) -> bool:
    """Whether who looks after it finds more than what it is worth: as long as she agrees."""
    return certificate.person is not None and has_agreed(certificate.person, Purpose.TRAINING)


def _earned_with(person: Person | None) -> Q:
    """Earned in a cohort that ``person`` looks after."""
    earned = Q(pk__in=[])
    if person is not None:
        for cohorts_of in COHORTS_LOOKED_AFTER:
            earned |= Q(cohort_key__in=cohorts_of(person))
    return earned
