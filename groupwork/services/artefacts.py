"""What a group notes: each a record from the field, in the session it belongs to."""

from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from core.services import keep_record
from groupwork.models import Count, Decision, GroupRecord, Idea, Sheet, Survey
from groupwork.queries.sessions import session_of
from people.models import Person


@transaction.atomic
def keep_sheet(sheet: Sheet, *, by: Person) -> None:
    """Write a sheet down, or what corrects it. Raises what ``keep_record`` raises."""
    _keep(sheet, by)


@transaction.atomic
def add_idea(idea: Idea, *, verdict: str = "", why: str = "", by: Person) -> None:
    """Put an idea on the short list, with what is decided about it where that is said at once.

    Raises what ``keep_record`` raises.
    """
    _keep(idea, by)
    if verdict:
        decision = Decision(pk=uuid5(idea.pk, "decision"), idea=idea, verdict=verdict, reason=why)
        decision.device_at, decision.session_id = idea.device_at, idea.session_id
        decide(decision, by=by)


@transaction.atomic
def decide(decision: Decision, *, by: Person) -> None:
    """Write down what was decided. Raises what ``keep_record`` raises."""
    decision.recorded_by = by
    keep_record(decision, by=by.user)


@transaction.atomic
def keep_survey(survey: Survey, *, by: Person) -> None:
    """Write down what is asked. Raises what ``keep_record`` raises."""
    _keep(survey, by)


@transaction.atomic
def keep_count(count: Count, *, by: Person) -> None:
    """Write down how far a phone has counted. Raises what ``keep_record`` raises."""
    count.recorded_by = by
    keep_record(count, by=by.user)


def _keep(record: GroupRecord, by: Person) -> None:
    record.recorded_by = by
    corrected: Any = record.corrects
    if record.session_id is None:  # nobody said which
        moment = record.device_at or timezone.now()
        record.session_id = corrected.session_id if corrected else session_of(record.group, moment)
    keep_record(record, by=by.user)
