"""What group work lends to the floors below: what is handed in, what is kept about a person, pages for the phone."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.kinds import CohortLink, cohort_links, session_parts
from groupwork import handed
from groupwork.enums import COUNT, DECISION, IDEA, SHEET, STEP, SURVEY
from groupwork.forms import DecisionForm, IdeaForm, SurveyForm
from groupwork.models import Count, Decision, Idea, Membership, Sheet, Survey, Track, TrackStep
from groupwork.queries import cohorts_on_track, groups_of_today, ideas_of, part_of_session, sheets_of, surveys_of
from groupwork.sheets import SHEETS
from offline.kinds import KeptPage, pages_of_today
from people.models import User
from people.queries import KEPT, Kept
from submissions.kinds import Kind, submission_kinds

# Each is a dozen pages: who teaches more keeps the others by opening them.
GROUPS_OF_A_DAY = 2
TRACKS_OF_A_DAY = 3


def pages_of_groups(user: User) -> Iterator[KeptPage]:
    """Of her groups in cohorts that are not over: what they found out, and every form they fill in outside or correct
    what they wrote with.
    """
    for group in groups_of_today(user.person)[:GROUPS_OF_A_DAY]:
        yield KeptPage(reverse("groupwork:group", args=[group.pk]))
        for survey in surveys_of(group):
            yield KeptPage(reverse("groupwork:count", args=[group.pk, survey.first]))
            yield KeptPage(reverse("groupwork:correct-survey", args=[group.pk, survey.now.pk]))
        for idea in ideas_of(group):
            yield KeptPage(reverse("groupwork:correct-idea", args=[group.pk, idea.now.pk]))
        for sheet in sheets_of(group):
            yield KeptPage(reverse("groupwork:correct-sheet", args=[group.pk, sheet.now.kind, sheet.now.pk]))
        yield KeptPage(reverse("groupwork:add-idea", args=[group.pk]))
        for kind in SHEETS:
            yield KeptPage(reverse("groupwork:sheet", args=[group.pk, kind]))


def pages_of_tracks(user: User) -> Iterator[KeptPage]:
    """How far the trainees are of the cohorts she taught last: steps are heard of in villages."""
    for cohort in cohorts_on_track(user.person)[:TRACKS_OF_A_DAY]:
        yield KeptPage(reverse("groupwork:tracks", args=[cohort.pk]))


of_group = partial(Kind, address=handed.page_of_group, facts=handed.is_known, titles=handed.groups_named)
READ_BY = {form: handed.read_by(form) for form in (IdeaForm, DecisionForm, SurveyForm)}
submission_kinds.register(
    SHEET,
    of_group(
        _("Sheet of a group"),
        handed.sheet_form,
        handed.keep_sheet,
        record=Sheet,
        form_at=handed.form_of_sheet,
        words=handed.sheets_read,
    ),
)
submission_kinds.register(
    IDEA,
    of_group(
        _("Idea of a group"),
        handed.idea_form,
        handed.add_idea,
        record=Idea,
        form_at=handed.form_of_idea,
        words=READ_BY[IdeaForm],
    ),
)
submission_kinds.register(
    DECISION,
    of_group(
        _("Decision of a group"),
        handed.decision_form,
        handed.decide,
        record=Decision,
        form_at=handed.form_of_decision,
        words=READ_BY[DecisionForm],
    ),
)
submission_kinds.register(
    SURVEY,
    of_group(
        _("Market survey of a group"),
        handed.survey_form,
        handed.keep_survey,
        record=Survey,
        form_at=handed.form_of_survey,
        words=READ_BY[SurveyForm],
    ),
)
submission_kinds.register(
    COUNT,
    of_group(
        _("Count at the market"),
        handed.count_form,
        handed.keep_count,
        record=Count,
        address=handed.page_of_survey,
        form_at=handed.page_of_survey,
        words=handed.counted,
    ),
)
submission_kinds.register(
    STEP,
    Kind(
        _("Step of a trainee"),
        handed.step_form,
        handed.set_step,
        handed.page_of_tracks,
        form_at=handed.page_of_tracks,
        titles=handed.cohorts_named,
        words=handed.steps_said,
    ),
)
cohort_links.register(
    "groupwork", CohortLink("users", _("Groups"), "groupwork:groups", to_learners=True, to_teachers=True)
)
session_parts.register("groupwork", part_of_session)
pages_of_today.register("groupwork", pages_of_groups)
pages_of_today.register("tracks", pages_of_tracks)
NOTED = ("received_at", "device_at")
KEPT.register("groups", Kept(_("Groups you are in"), Membership))
KEPT.register("group-sheets", Kept(_("Sheets you filled in"), Sheet, "recorded_by", shown=("group", "kind", *NOTED)))
KEPT.register("group-ideas", Kept(_("Ideas you wrote down"), Idea, "recorded_by", shown=("group", "name", "reason")))
KEPT.register(
    "decisions", Kept(_("Decisions you wrote down"), Decision, "recorded_by", shown=("idea", "verdict", "reason"))
)
KEPT.register("surveys", Kept(_("Market surveys you began"), Survey, "recorded_by", shown=("group", "product", "area")))
KEPT.register("counts", Kept(_("Counts at the market"), Count, "recorded_by", shown=("survey", "counts", *NOTED)))
KEPT.register(
    "track-steps", Kept(_("Steps of trainees you noted"), TrackStep, "recorded_by", shown=("milestone", "reached_on"))
)
KEPT.register("track", Kept(_("How far you have come"), Track, "enrolment__person", shown=("milestone", "reason")))
KEPT.register(
    "steps-reached",
    Kept(_("Steps you have reached"), TrackStep, "track__enrolment__person", hidden=("recorded_by",)),
)
