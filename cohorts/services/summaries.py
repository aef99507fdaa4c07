"""Keeping the summaries of learners: each is marked where its learner does something, and worked out when it is read.

What she did is not added to what is kept: it is worked out from all she did, so that it can never drift away from it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import BigIntegerField, DateTimeField, F, Q, QuerySet, UUIDField
from django.db.models.functions import Greatest

from cohorts.kinds import SUMMED_UP
from cohorts.models import Cohort, Enrolment, LearnerSummary
from cohorts.queries import Plan, course_of, facts_of, is_summed_up, plan_of, summary_of
from core.batches import by_batches
from core.prepared import Given, PreparedUpdate

WORKED_OUT = ("plan", "cells", "read", "passed", "failing", "seen_at", "undone_on")


def _hers() -> QuerySet[LearnerSummary]:
    """Those in the course of the lesson."""
    course = course_of(Given("lesson", UUIDField()))
    hers = Enrolment.objects.filter(person=Given("person", UUIDField()), cohort__course_key=course)
    return LearnerSummary.objects.filter(enrolment__in=hers.values("pk"))


# Each also where the row is marked already: it waits for who has read what she did until now and is just working the
# row out, and stands after her.
_SEEN = PreparedUpdate(_hers, lambda: {"seen_at": Greatest(F("seen_at"), Given("at", DateTimeField()))})
_MARKED = PreparedUpdate(_hers, lambda: {"plan": ""})
_WORKED_OUT = PreparedUpdate(
    lambda: LearnerSummary.objects.filter(pk=Given("pk", BigIntegerField())),
    lambda: {
        field.name: Given(field.name, field)
        for field in LearnerSummary._meta.concrete_fields
        if field.name in WORKED_OUT
    },
)


def note_seen(person: UUID, lesson: UUID, at: datetime) -> None:
    """She was in a lesson again that she had begun."""
    _SEEN.execute(person=person, lesson=lesson, at=at)


def note_done(person: UUID, lesson: UUID) -> None:
    """She did something with the lesson: her summaries are worked out anew before they are shown."""
    _MARKED.execute(person=person, lesson=lesson)


def sum_up(cohort: Cohort) -> Plan:
    """Bring the summaries of ``cohort`` up to date, those alone that are not; the plan that they are worked out for."""
    plan = plan_of(cohort)
    if not is_summed_up(cohort, plan):
        rows = LearnerSummary.objects.filter(~Q(plan=plan.name), cohort=cohort)
        by_batches(rows, partial(_write, plan, course_key=cohort.course_key), is_shared=True)
    return plan


def sum_up_all(cohorts: Iterable[Cohort]) -> list[LearnerSummary]:
    """Compare every summary of ``cohorts`` with what she did, and mend what differs; those that said otherwise.

    What was only to be worked out anew differs from nothing.
    """
    mended = []
    for cohort in cohorts:
        bare = Enrolment.objects.filter(cohort=cohort, summary=None)
        LearnerSummary.objects.bulk_create(LearnerSummary(enrolment=stay, cohort=cohort) for stay in bare)
        write = partial(_write, plan_of(cohort), course_key=cohort.course_key)
        mended += by_batches(LearnerSummary.objects.filter(cohort=cohort), write)
    return mended


def _write(plan: Plan, rows: Sequence[LearnerSummary], *, course_key: UUID) -> list[LearnerSummary]:
    """Work out ``rows``; those that were said to be up to date and were not."""
    people = dict(Enrolment.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "person_id"))
    facts = facts_of(set(people.values()), course_key)
    mended, written = [], []
    for row in rows:
        values = summary_of(facts[people[row.pk]], plan)
        differs = any(getattr(row, name) != value for name, value in values.items())
        if differs:
            _WORKED_OUT.execute(pk=row.pk, **values)
            written.append(row.pk)
        if differs and row.plan == plan.name:
            mended.append(row)
    for follow in SUMMED_UP if written else ():
        follow(written)
    return mended
