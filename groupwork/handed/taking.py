"""How a record is read, and what it does."""

from dataclasses import replace
from typing import Any

from groupwork import services
from groupwork.forms import CountForm, DecisionForm, IdeaForm, SheetForm, StepForm, SurveyForm
from groupwork.handed.about import corrected_by, group_about, idea_about, part_of, stays_about, survey_about
from groupwork.models import Count, Decision, Idea, Sheet, Survey
from groupwork.queries import chain_with, ideas_of, milestone_of, milestones_of, sessions_named, surveys_of, tallied
from groupwork.sheets import SHEETS
from groupwork.states import ALL_STEPS
from people.models import Person
from submissions.errors import NotYours
from submissions.kinds import Handed


def sheet_form(person: Person, handed: Handed) -> SheetForm:
    """Raises NotYours, also where there is no such sheet."""
    group = group_about(person, handed, Sheet)
    kind = part_of(handed, 1)
    if kind not in SHEETS:
        raise NotYours
    return SheetForm(handed.fields, kind=SHEETS[kind], ideas=ideas_of(group), sessions=sessions_named(group))


def keep_sheet(person: Person, handed: Handed, form: SheetForm) -> None:
    """Write it down, in the place of another where it corrects one."""
    group, kind = group_about(person, handed, Sheet), part_of(handed, 1)
    of_group = group.sheets.filter(kind=kind)
    sheet = Sheet(pk=handed.id, device_at=handed.device_at, group=group, kind=kind, entries=form.entries)
    sheet.corrects = replace(handed, about=part_of(handed, 2)).row_about(of_group)
    sheet.idea, sheet.session_id = form.cleaned_data.get("idea"), form.cleaned_data["session"]
    services.keep_sheet(sheet, by=person)


def idea_form(person: Person, handed: Handed) -> IdeaForm:
    """Raises NotYours."""
    group = group_about(person, handed, Idea)
    corrects = corrected_by(handed, group.ideas.all()) is not None
    return IdeaForm(handed.fields, corrects=corrects, sessions=sessions_named(group))


def add_idea(person: Person, handed: Handed, form: IdeaForm) -> None:
    """Put it on the short list, or in the place of another where it corrects one."""
    group, said = group_about(person, handed, Idea), form.cleaned_data
    idea = Idea(pk=handed.id, device_at=handed.device_at, group=group, name=said["name"], reason=said["reason"])
    idea.corrects, idea.session_id = corrected_by(handed, group.ideas.all()), said["session"]
    services.add_idea(idea, verdict=said.get("verdict", ""), why=said.get("why", ""), by=person)


def decision_form(person: Person, handed: Handed) -> DecisionForm:
    """Raises NotYours."""
    idea = idea_about(person, handed)
    return DecisionForm(handed.fields, sessions=sessions_named(idea.group))


def decide(person: Person, handed: Handed, form: DecisionForm) -> None:
    """It holds from now on."""
    decision = Decision(pk=handed.id, device_at=handed.device_at, idea=idea_about(person, handed))
    said = form.cleaned_data
    decision.verdict, decision.reason, decision.session_id = said["verdict"], said["reason"], said["session"]
    services.decide(decision, by=person)


def survey_form(person: Person, handed: Handed) -> SurveyForm:
    """Raises NotYours."""
    group = group_about(person, handed, Survey)
    corrected_by(handed, group.surveys.all())
    return SurveyForm(handed.fields, ideas=ideas_of(group), sessions=sessions_named(group))


def keep_survey(person: Person, handed: Handed, form: SurveyForm) -> None:
    """It can be counted for from now on. Where it corrects another, what was counted for that one counts for it."""
    group = group_about(person, handed, Survey)
    said = {**form.cleaned_data, "session_id": form.cleaned_data["session"]}
    del said["session"]
    survey = Survey(pk=handed.id, device_at=handed.device_at, group=group, **said)
    survey.corrects = corrected_by(handed, group.surveys.all())
    services.keep_survey(survey, by=person)


def count_form(person: Person, handed: Handed) -> CountForm:
    """Raises NotYours."""
    survey_about(person, handed)
    return CountForm(handed.fields)


def keep_count(person: Person, handed: Handed, form: CountForm) -> dict[str, Any]:
    """Add it up with the others; what all phones have counted is told."""
    said, survey = form.cleaned_data, survey_about(person, handed)
    count = Count(pk=handed.id, device_at=handed.device_at, survey=survey, counts=form.counts)
    count.counter, count.presses = said["counter"], said["presses"]
    services.keep_count(count, by=person)
    chain = chain_with(surveys_of(survey.group), survey.pk)
    return {"totals": tallied([chain])[0].counts if chain else {}}


def step_form(person: Person, handed: Handed) -> StepForm:
    """Raises NotYours."""
    cohort, one, stays = stays_about(person, handed)
    at = {"": milestone_of(one)} if one else milestones_of(stays)
    return StepForm(handed.fields, ahead=ALL_STEPS, at=at, begins=cohort.starts_on, stays=None if one else stays)


def set_step(person: Person, handed: Handed, form: StepForm) -> None:
    """She is that far from this day on."""
    _cohort, one, _stays = stays_about(person, handed)
    said = form.cleaned_data
    day, why = said["reached_on"], said["reason"]
    services.set_milestone(one or said["stay"], said["milestone"], reached_on=day, reason=why, by=person.user)
