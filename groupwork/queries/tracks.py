"""How far the trainees of a cohort have come, each by name and all in figures."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.enums import CohortTime
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_taught_by, trains
from core.asked import Line
from core.states import Step
from groupwork.enums import Milestone
from groupwork.models import Track, TrackStep
from groupwork.outcomes import FEWEST_SHOWN, Outcome, outcome_of, told
from groupwork.permissions import on_track, tracks_shown_in
from groupwork.states import way_of
from people.models import Person


@dataclass(frozen=True)
class TrackLine:
    """A trainee: how far she is, and the last step that led there; none while she only enrolled."""

    enrolment: Enrolment
    milestone: Milestone
    last: TrackStep | None


def milestone_of(enrolment: Enrolment) -> Milestone:
    """Where she stands; a stay without a track has only begun."""
    track = Track.objects.filter(enrolment=enrolment).first()
    return Milestone(track.milestone) if track else Milestone.ENROLLED


def milestones_of(stays: "QuerySet[Enrolment]") -> dict[str, str]:
    """{key of a stay: where she stands}; one query."""
    return {str(key): milestone or Milestone.ENROLLED for key, milestone in stays.values_list("pk", "track__milestone")}


def tracks_in(cohort: Cohort, viewer: Person) -> list[TrackLine]:
    """Of those whose results ``viewer`` sees, by name; two queries."""
    stays = tracks_shown_in(cohort, viewer).select_related("person", "track").order_by("person_name", "pk")
    steps = _steps(cohort)
    return [_line(stay, steps[stay.pk]) for stay in stays]


def outcome_in(cohort: Cohort) -> Outcome:
    """Of all trainees of the cohort; two queries."""
    steps = _steps(cohort)
    return outcome_of(
        [[step.milestone for step in steps[key]] for key in on_track(cohort).values_list("pk", flat=True)]
    )


def outcome_lines(cohort: Cohort, viewer: Person) -> list[Line]:
    """The outcome in words; few people are told of to who trains them alone.

    Before the last day of the cohort nobody is trained: they are those in training, and the shares are provisional.
    """
    outcome, to_trainer = outcome_in(cohort), trains(viewer, cohort)
    trained = _("Trained") if cohort.is_over else _("In training until %(day)s") % {"day": date_format(cohort.ends_on)}
    return [
        Line(trained, _said(outcome.trained, to_trainer)),
        Line(_("Started a business"), _said(outcome.started, to_trainer, outcome.started_percent)),
        Line(_("Of these cover their costs"), _said(outcome.carrying, to_trainer, outcome.carrying_percent)),
        Line(_("Found a job"), _said(outcome.employed, to_trainer)),
        Line(_("Bettered the business they had"), _said(outcome.value_added, to_trainer)),
        Line(_("Stopped"), _said(outcome.stopped, to_trainer)),
    ]


def way_in(person: Person, cohort: Cohort) -> list[Step]:
    """How far she has come herself, step by step; nothing where she takes no part. Three queries."""
    stay = Enrolment.objects.active().filter(person=person, cohort=cohort).first()
    if stay is None:
        return []
    reached = TrackStep.objects.filter(track=stay.pk, withdrawn_at=None).values_list("milestone", flat=True)
    return way_of(milestone_of(stay), set(reached))


def cohorts_on_track(person: Person) -> QuerySet[Cohort]:
    """Those ``person`` teaches that have begun, the newest first; those that are over too: businesses start then."""
    begun = cohorts_taught_by(person).exclude(pk__in=Cohort.objects.at(CohortTime.COMING).values("pk"))
    return begun.order_by("-starts_on", "name", "pk")


def _said(number: int, to_trainer: bool, percent: int | None = None) -> str:
    shown = told(number, to_trainer=to_trainer)
    if shown is None:
        return _("fewer than %(number)s") % {"number": FEWEST_SHOWN}
    return f"{shown} ({percent} %)" if percent is not None else str(shown)


def _steps(cohort: Cohort) -> dict[int, list[TrackStep]]:
    steps: dict[int, list[TrackStep]] = defaultdict(list)
    for step in TrackStep.objects.filter(track__enrolment__cohort=cohort, withdrawn_at=None).order_by(
        "recorded_at", "pk"
    ):
        steps[step.track_id].append(step)
    return steps


def _line(stay: Enrolment, steps: list[TrackStep]) -> TrackLine:
    last = steps[-1] if steps else None
    return TrackLine(stay, Milestone(last.milestone) if last else Milestone.ENROLLED, last)


def steps_of(enrolment: Enrolment) -> list[TrackStep]:
    """All that was noted, the newest first, also what was taken back."""
    steps = TrackStep.objects.filter(track=enrolment.pk).select_related("recorded_by__person")
    return list(steps.order_by("-recorded_at", "-pk"))
