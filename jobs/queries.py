from typing import Any

from django.db.models import QuerySet

from jobs.models import Job, LongJob


def long_jobs_of(user: Any) -> QuerySet[LongJob]:
    """What ``user`` asked for, the newest first; nobody else sees it."""
    return LongJob.objects.filter(by=user).select_related("job")


def parked_jobs() -> QuerySet[Job]:
    """What failed too often, the newest first."""
    return Job.objects.parked().order_by("-parked_at")
