"""What comes again and again: lent by other apps, written down as jobs when due."""

from dataclasses import dataclass

from django.utils import timezone

from core.registry import Registry
from jobs.models import Job
from jobs.schedules import Recurrence, last_due
from jobs.services.asking import enqueue
from jobs.services.kinds import JobHandler, register_job


@dataclass(frozen=True)
class Schedule:
    """A kind of job and when it is due."""

    kind: str
    recurrence: Recurrence


_schedules: Registry[Schedule] = Registry("schedule")


def register_schedule(kind: str, handler: JobHandler, recurrence: Recurrence) -> None:
    """Let ``handler`` run at each recurrence, as a job of ``kind``; it is told the day for which it is run.

    What was due while the portal stood still is made up for once.
    """
    register_job(kind, handler)
    _schedules.register(kind, Schedule(kind, recurrence))


def schedules() -> list[Schedule]:
    """All that apps lend, in the order in which they were registered."""
    return list(_schedules)


def enqueue_scheduled() -> None:
    """Write down what has become due since the last call; beat calls it every minute."""
    now = timezone.localtime()
    due = {}
    for schedule in _schedules:
        day = last_due(schedule.recurrence, now).date().isoformat()
        due[f"{schedule.kind}:{day}"] = (schedule.kind, day)
    known = set(Job.objects.filter(key__in=due).values_list("key", flat=True))
    for key, (kind, day) in due.items():
        if key not in known:
            enqueue(kind, key=key, payload={"day": day})
