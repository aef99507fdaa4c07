"""Who sees a notice, and on which phones it is shown: the person it was told to, and nobody else."""

from django.db.models import QuerySet

from notifications.models import Notice, NoticeQuerySet, PushDevice
from people.models import Person


def own_notices(person: Person) -> NoticeQuerySet:
    """What ``person`` was told."""
    return Notice.objects.filter(person=person)


def own_phones(person: Person) -> QuerySet[PushDevice]:
    """Those that show ``person`` what she is told."""
    return PushDevice.objects.filter(person=person)
