"""What group work lends to the floors below: what is handed in, what is kept about a person, pages for the phone."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.kinds import CohortLink, cohort_links
from groupwork import handed
from groupwork.enums import COUNT, DECISION, IDEA, SHEET, SURVEY
from groupwork.models import Count, Decision, Idea, Membership, Sheet, Survey, Track, TrackStep
from groupwork.queries import groups_of_today, surveys_of
from groupwork.sheets import SHEETS
from offline.kinds import KeptPage, pages_of_today
from people.models import User
from people.queries import KEPT, Kept
from submissions.kinds import Kind, submission_kinds

# Each is a dozen pages: who teaches more keeps the others by opening them.
GROUPS_OF_A_DAY = 2


def pages_of_groups(user: User) -> Iterator[KeptPage]:
    """Of her groups in cohorts that are not over: what they found out, and every form they fill in outside."""
    for group in groups_of_today(user.person)[:GROUPS_OF_A_DAY]:
        yield KeptPage(reverse("groupwork:group", args=[group.pk]))
        for survey in surveys_of(group):
            yield KeptPage(reverse("groupwork:count", args=[group.pk, survey.pk]))
        yield KeptPage(reverse("groupwork:add-idea", args=[group.pk]))
        for kind in SHEETS:
            yield KeptPage(reverse("groupwork:sheet", args=[group.pk, kind]))


for name, kind in {
    SHEET: Kind(
        label=_("Sheet of a group"),
        form=handed.sheet_form,
        apply=handed.keep_sheet,
        address=handed.page_of_group,
        record=Sheet,
        facts=handed.is_known,
        titles=handed.groups_named,
    ),
    IDEA: Kind(
        label=_("Idea of a group"),
        form=handed.idea_form,
        apply=handed.add_idea,
        address=handed.page_of_group,
        record=Idea,
        facts=handed.is_known,
        titles=handed.groups_named,
    ),
    DECISION: Kind(
        label=_("Decision of a group"),
        form=handed.decision_form,
        apply=handed.decide,
        address=handed.page_of_group,
        record=Decision,
        facts=handed.is_known,
        titles=handed.groups_named,
    ),
    SURVEY: Kind(
        label=_("Market survey of a group"),
        form=handed.survey_form,
        apply=handed.keep_survey,
        address=handed.page_of_group,
        record=Survey,
        facts=handed.is_known,
        titles=handed.groups_named,
    ),
    COUNT: Kind(
        label=_("Count at the market"),
        form=handed.count_form,
        apply=handed.keep_count,
        address=handed.page_of_survey,
        record=Count,
        facts=handed.is_known,
        titles=handed.groups_named,
        words=handed.counted,
    ),
}.items():
    submission_kinds.register(name, kind)
cohort_links.register(
    "groupwork", CohortLink("users", _("Groups"), "groupwork:groups", to_learners=True, to_teachers=True)
)
pages_of_today.register("groupwork", pages_of_groups)
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
