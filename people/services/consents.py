"""What somebody agrees to, on which words, and until when."""

from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from core.services import record_audit
from core.yaml_files import read_yaml
from jobs.services import announce
from people.enums import ConsentMode
from people.errors import PaperIsOlder
from people.models import Consent, NoticeVersion, Person, User
from people.queries import agreements_of
from people.signals import CONSENT_WITHDRAWN


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
            "given_at": begin_of(signed_on) if signed_on else timezone.now(),
        },
    )
    if created:
        record_audit("consent.given", consent, by=by, purpose=purpose)
    return consent


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


def load_notice(path: Path) -> NoticeVersion:
    """The privacy notice of the file, as a new version where the file names one; an old version never changes."""
    file = read_yaml(path)
    notice, _ = NoticeVersion.objects.get_or_create(version=file["version"], defaults={"texts": file["texts"]})
    return notice


def begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
