"""How the cohorts stand that somebody runs: days held, who came, who has finished, what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from attendance.queries import Average, DayCame, DaysHeld, average_of, days_held_in
from certificates.queries import number_standing_in
from cohorts.enums import CohortState
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_managed_by, results_shown_to
from gradebook.due import CohortFacts, Due, due_in
from gradebook.queries.learners import HAS_COMPLETED
from gradebook.queries.wanting import NOT_TESTED, WITHOUT_CERTIFICATE, with_what_is_wanting
from people.models import Person

# So long who has completed is counted after her cohort is closed.
A_YEAR = timedelta(days=365)
IS_CLOSED = Q(state=CohortState.CLOSED)


@dataclass(frozen=True)
class RunCohort:
    """A cohort, its days, and of the ``shown`` learners whose results may be seen how many have completed.

    ``completed`` is None where no programme says what completes it. ``certificates`` are those that stand.
    """

    cohort: Any
    days: DaysHeld
    shown: int
    completed: int | None
    certificates: int
    due: Sequence[Due]

    @property
    def last(self) -> DayCame | None:
        """The last day that was held."""
        return self.days.held[-1] if self.days.held else None

    @property
    def not_completed(self) -> int:
        """How many of the shown have not; none where no programme says what completes it."""
        return 0 if self.completed is None else self.shown - self.completed

    @property
    def average(self) -> Average | None:
        """Of all days that were held."""
        return average_of(self.days.held)


def run_cohorts(viewer: Person, cohorts: Sequence[Any]) -> list[RunCohort]:
    """Of each of ``cohorts`` (of :func:`cohorts.queries.cohorts_run_by`), in eight queries however many they are,
    nine where a day held has several sessions.

    Who has completed is as her row of the gradebook says: worked out each night, and whenever a gradebook is opened.
    """
    keys = [cohort.pk for cohort in cohorts]
    days, certificates, counted = days_held_in(keys), number_standing_in(keys), _counted(viewer, keys)
    return [_line(each, days[each.pk], counted.get(each.pk, {}), certificates.get(each.pk, 0)) for each in cohorts]


def counts_in_figures() -> Q:
    """Of cohorts: those in which who has completed is counted, so that to close one takes nobody out of the figures."""
    return ~IS_CLOSED | ended_lately()


def ended_lately() -> Q:
    """Of cohorts: those whose last day is less than a year ago, or still to come."""
    return Q(ends_on__gt=timezone.localdate() - A_YEAR)


def cohorts_to_bring_up() -> list[UUID]:
    """The keys of those that have begun by a programme and count: somebody may have completed there."""
    begun = Cohort.objects.filter(programme__isnull=False, starts_on__lte=timezone.localdate())
    return list(begun.filter(counts_in_figures()).order_by().values_list("pk", flat=True))


def cohort_to_bring_up(key: UUID) -> Cohort | None:
    """One of them, with its programme; None where it is gone."""
    return Cohort.objects.select_related("programme").filter(pk=key).first()


@dataclass(frozen=True)
class RunningFigures:
    """Of all cohorts that somebody manages: of how many ``organisations`` they are.

    Of those that are not closed: how many ``cohorts``, and how many people learn in them. In them and in those
    ``closed`` lately (:func:`counts_in_figures`): how many of those whose results may be seen have ``completed``.
    """

    organisations: int
    cohorts: int
    closed: int
    learners: int
    completed: int


def figures_of_running(viewer: Person) -> RunningFigures:
    """Three queries."""
    run = cohorts_managed_by(viewer).order_by()
    counted = run.aggregate(
        organisations=Count("organisation", distinct=True),
        cohorts=Count("pk", filter=~IS_CLOSED, distinct=True),
        closed=Count("pk", filter=IS_CLOSED & ended_lately(), distinct=True),
    )
    counting, going = run.filter(counts_in_figures()).values("pk"), run.filter(~IS_CLOSED).values("pk")
    completed = results_shown_to(viewer).filter(HAS_COMPLETED, cohort__in=counting)
    learners = Enrolment.objects.active().filter(cohort__in=going)
    return RunningFigures(**counted, learners=learners.count(), completed=completed.count())


def _counted(viewer: Person, cohorts: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """Of those whose results ``viewer`` may see."""
    stays = results_shown_to(viewer).filter(cohort__in=cohorts).order_by()
    rows = (
        with_what_is_wanting(stays)
        .values("cohort")
        .annotate(
            shown=Count("pk"),
            completed=Count("pk", filter=HAS_COMPLETED),
            not_tested=Count("pk", filter=NOT_TESTED),
            without_certificate=Count("pk", filter=WITHOUT_CERTIFICATE),
        )
    )
    return {row["cohort"]: dict(row) for row in rows}


def _line(cohort: Any, days: DaysHeld, counted: Mapping[str, Any], certificates: int) -> RunCohort:
    facts = CohortFacts(
        cohort.state,
        cohort.starts_on,
        days.planned[-1] if days.planned else None,
        asked=cohort.asked,
        without_list=days.without_list,
        half_taken=days.half_taken,
        differing=days.differing,
        not_tested=counted.get("not_tested", 0),
        without_certificate=counted.get("without_certificate", 0),
    )
    completed = counted.get("completed", 0) if cohort.programme_id else None
    due = due_in(facts, timezone.localdate())
    return RunCohort(cohort, days, counted.get("shown", 0), completed, certificates, due)
