"""How far a cohort has come, as its page draws it."""

from dataclasses import replace

from cohorts.enums import CohortState
from cohorts.models import Cohort
from cohorts.states import WAY_OF_A_COHORT
from core.models import AuditEntry
from core.states import Step


def steps_of(cohort: Cohort) -> list[Step]:
    """The way of ``cohort``; of one that is closed without what it had not come to: that never was. One query then."""
    steps = WAY_OF_A_COHORT.steps(cohort.state)
    before = _closed_as(cohort) if cohort.state == CohortState.CLOSED else ""
    if not before:
        return steps
    order = list(CohortState.values)
    never = order[order.index(before) + 1 : -1]
    return [replace(step, place="aside") if step.state in never else step for step in steps]


def _closed_as(cohort: Cohort) -> str:
    """How it stood when it was closed last; nothing where nobody knows."""
    closed = AuditEntry.objects.filter(action="cohort.closed", subject=f"{cohort._meta.label_lower}:{cohort.pk}")
    last = closed.order_by("-at", "-pk").first()
    return str(last.detail.get("before", "")) if last else ""
